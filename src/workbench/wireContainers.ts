import { DisposableStore, type Disposable } from '../base/disposable';
import { registerComposeCommands } from './compose/composeCommands';
import { ContainerEditor, registerContainerEditor } from './containerEditor/containerEditor';
import { registerArrangeCommands } from './containers/arrangeCommands';
import { registerAttachCommand } from './containers/attachCommand';
import { registerChangeCommands } from './containers/changeCommands';
import { registerCompareCommands } from './containers/compareCommands';
import { ContainerArrangement } from './containers/containerArrangement';
import { registerLifecycleCommands } from './containers/lifecycleCommands';
import { registerLookCommands } from './containers/lookCommands';
import { registerPruneCommand } from './containers/pruneCommand';
import { registerRecreateCommands } from './containers/recreateCommands';
import { registerRowCommands } from './containers/rowCommands';
import { registerShellCommand } from './containers/shellCommand';
import { UsageInRows } from './containers/usageInRows';
import type { FileParts } from './files/wireFiles';
import { registerNetworkMap } from './networkMap/networkMapView';
import { registerContainerPanels } from './panels/registerContainerPanels';
import type { SharedParts } from './sharedParts';
import { createContainersView } from './views/containersView';

/** Wires what is done with containers, and their view. */
export function wireContainers(shared: SharedParts, fileParts: FileParts): Disposable {
  const { context, register, engines, messages, dockerCommands, inspectDocuments } = shared;
  const owner = new DisposableStore();

  registerLifecycleCommands(register, engines, dockerCommands);
  registerShellCommand(
    register,
    engines,
    dockerCommands,
    shared.openTerminals,
    shared.devcontainerFiles,
  );
  registerLookCommands(register, engines, dockerCommands, inspectDocuments, messages);
  registerAttachCommand(register, engines, dockerCommands, shared.openTerminals);
  registerCompareCommands(register, engines, dockerCommands, inspectDocuments);
  registerChangeCommands(register, engines, dockerCommands);
  registerPruneCommand(register, engines, dockerCommands);
  registerComposeCommands(register, engines, dockerCommands);

  const arrangement = owner.add(new ContainerArrangement(context.workspaceState));
  const usage = owner.add(
    new UsageInRows(engines, arrangement, context.workspaceState, shared.log),
  );
  const { files, inContainers } = fileParts;
  const view = owner.add(
    createContainersView(engines, arrangement, usage, { files, dragAndDrop: inContainers }),
  );
  fileParts.follow(({ engine, file }) => {
    if ('container' in file) {
      view.reloadFolder(engine, file);
    }
  });
  const { reveal, reload } = view;
  const forPanels = {
    extensionUri: context.extensionUri,
    engines,
    dockerCommands,
    images: shared.imageProvider,
    messages,
    reveal,
  };
  owner.add(registerContainerPanels({ ...forPanels, register }));
  const editor = owner.add(
    new ContainerEditor({ ...forPanels, devcontainerFiles: shared.devcontainerFiles }),
  );
  registerContainerEditor(register, engines, editor);
  registerRecreateCommands(register, engines, dockerCommands, editor);
  owner.add(registerNetworkMap(shared, reveal));
  registerArrangeCommands(register, engines, arrangement, usage);
  registerRowCommands(register, engines, dockerCommands, reload);
  return owner;
}
