import type * as vscode from 'vscode';
import { DisposableStore } from './base/disposable';
import { openEngine } from './engine/openEngine';
import {
  ContainerEditor,
  registerContainerEditor,
} from './workbench/containerEditor/containerEditor';
import { registerArrangeCommands } from './workbench/containers/arrangeCommands';
import { registerAttachCommand } from './workbench/containers/attachCommand';
import { registerChangeCommands } from './workbench/containers/changeCommands';
import { registerCompareCommands } from './workbench/containers/compareCommands';
import { ContainerArrangement } from './workbench/containers/containerArrangement';
import { registerLifecycleCommands } from './workbench/containers/lifecycleCommands';
import { registerLookCommands } from './workbench/containers/lookCommands';
import { registerPruneCommand } from './workbench/containers/pruneCommand';
import { registerRecreateCommands } from './workbench/containers/recreateCommands';
import { registerRowCommands } from './workbench/containers/rowCommands';
import { registerShellCommand } from './workbench/containers/shellCommand';
import { registerEngineCommands } from './workbench/engine/engineCommands';
import { Engines } from './workbench/engine/engines';
import { registerImageBuild } from './workbench/images/buildImage';
import { registerImageCommands } from './workbench/images/imageCommands';
import { InspectDocuments } from './workbench/inspectDocuments';
import { registerLogCommands } from './workbench/logCommands';
import { Messages } from './workbench/messages';
import { createOutputLog, DockerCommandLog } from './workbench/outputLog';
import { registerContainerPanels } from './workbench/panels/registerContainerPanels';
import { commandRegistrar } from './workbench/registerCommand';
import { onDidChangeSetting, settings } from './workbench/settings';
import { OpenTerminals } from './workbench/terminals/openTerminals';
import { createContainersView } from './workbench/views/containersView';
import { keepEngineContextKey } from './workbench/views/engineContextKey';
import { createImagesView } from './workbench/views/imagesView';
import { wireProject } from './workbench/wireProject';

let whenDeactivated: (() => Promise<void>) | undefined;

/** Builds the floors and wires them; nothing here talks to an engine. */
export function activate(context: vscode.ExtensionContext): void {
  const owner = new DisposableStore();
  context.subscriptions.push(owner);

  const log = owner.add(createOutputLog());
  const dockerCommands = new DockerCommandLog(log);
  const messages = new Messages(log);
  const register = commandRegistrar(owner, messages);

  const engines = owner.add(
    new Engines({
      current: settings.engineEndpoint,
      additional: settings.engineAdditional,
      open: (endpoint) => openEngine({ endpoint, log }),
      log,
    }),
  );
  const openTerminals = new OpenTerminals(log);
  const inspectDocuments = owner.add(new InspectDocuments());

  registerLogCommands(register, log, dockerCommands);
  registerEngineCommands(register, engines);
  registerLifecycleCommands(register, engines, dockerCommands);
  registerShellCommand(register, engines, dockerCommands, openTerminals);
  registerLookCommands(register, engines, dockerCommands, inspectDocuments, messages);
  registerAttachCommand(register, engines, dockerCommands, openTerminals);
  registerCompareCommands(register, engines, dockerCommands, inspectDocuments);
  registerChangeCommands(register, engines, dockerCommands);
  registerRecreateCommands(register, engines, dockerCommands);
  registerPruneCommand(register, engines, dockerCommands);
  registerImageCommands(register, engines, dockerCommands, inspectDocuments);
  registerImageBuild(register, engines, dockerCommands);

  owner.add(keepEngineContextKey(engines));
  const arrangement = owner.add(new ContainerArrangement(context.workspaceState));
  const { reveal, reload } = owner.add(createContainersView(engines, arrangement));
  const shared = { extensionUri: context.extensionUri, engines, dockerCommands, messages, reveal };
  owner.add(registerContainerPanels({ ...shared, register }));
  registerContainerEditor(register, engines, owner.add(new ContainerEditor(shared)));
  registerArrangeCommands(register, engines, arrangement);
  registerRowCommands(register, engines, dockerCommands, reload);
  owner.add(createImagesView(engines));
  // Its failure shows in the views.
  owner.add(
    onDidChangeSetting('engine.endpoint', () => {
      engines.readSettings();
      void engines.current.store.refresh();
    }),
  );
  owner.add(onDidChangeSetting('engine.additional', () => engines.readSettings()));

  owner.add(
    wireProject({ context, register, engines, log, messages, dockerCommands, openTerminals }),
  );

  whenDeactivated = () => openTerminals.hangUpAll();
}

/** VS Code waits a few seconds for this: time to end the shells in the containers. */
export function deactivate(): Promise<void> | undefined {
  return whenDeactivated?.();
}
