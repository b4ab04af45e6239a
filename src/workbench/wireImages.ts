import { DisposableStore, type Disposable } from '../base/disposable';
import { registerImageBuild } from './images/buildImage';
import { registerImageCommands } from './images/imageCommands';
import type { SharedParts } from './sharedParts';
import { createImagesView } from './views/imagesView';

/** Wires what is done with images, and their view. */
export function wireImages(shared: SharedParts): Disposable {
  const { register, engines, dockerCommands, inspectDocuments } = shared;
  const owner = new DisposableStore();
  registerImageCommands(register, engines, dockerCommands, inspectDocuments);
  registerImageBuild(register, engines, dockerCommands);
  owner.add(createImagesView(engines));
  return owner;
}
