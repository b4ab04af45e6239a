import { DisposableStore, type Disposable } from '../base/disposable';
import { registerImageBuild } from './images/buildCommand';
import { registerImageCommands } from './images/imageCommands';
import { registerArchiveCommands } from './images/archiveCommands';
import { registerJobCommands } from './images/jobCommands';
import { registerNameCommands } from './images/nameCommands';
import { registerLayersView } from './images/layersView';
import { registerImagePrune } from './images/pruneImages';
import { registerRegistryCommands } from './registries/registryCommands';
import type { SharedParts } from './sharedParts';
import { createImagesView } from './views/imagesView';

/** Wires what is done with images, and their view. */
export function wireImages(shared: SharedParts): Disposable {
  const { register, engines, dockerCommands, inspectDocuments, imageProvider } = shared;
  const { jobs } = imageProvider;
  const owner = new DisposableStore();
  registerImageCommands(register, engines, dockerCommands, inspectDocuments, imageProvider);
  registerNameCommands(register, engines, dockerCommands, jobs);
  registerArchiveCommands(register, { engines, dockerCommands, jobs });
  registerImagePrune(register, engines, dockerCommands);
  registerJobCommands(register, jobs);
  registerImageBuild(register, engines, imageProvider, shared.context.workspaceState);
  registerRegistryCommands(register, engines, shared.registryLogins, dockerCommands);
  owner.add(registerLayersView(shared));
  owner.add(createImagesView(engines, jobs));
  return owner;
}
