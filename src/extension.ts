import type * as vscode from 'vscode';
import { DisposableStore } from './base/disposable';
import { openEngine } from './engine/openEngine';
import { ResourceStore } from './engine/resourceStore';
import { registerLifecycleCommands } from './workbench/containers/lifecycleCommands';
import { registerLookCommands } from './workbench/containers/lookCommands';
import { registerShellCommand } from './workbench/containers/shellCommand';
import { registerEngineCommands } from './workbench/engine/engineCommands';
import { registerImageBuild } from './workbench/images/buildImage';
import { registerImageCommands } from './workbench/images/imageCommands';
import { InspectDocuments } from './workbench/inspectDocuments';
import { registerLogCommands } from './workbench/logCommands';
import { Messages } from './workbench/messages';
import { createOutputLog, DockerCommandLog } from './workbench/outputLog';
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

  const engine = owner.add(openEngine({ endpoint: settings.engineEndpoint, log }));
  const store = owner.add(new ResourceStore(engine, log));
  const openTerminals = new OpenTerminals(log);
  const inspectDocuments = owner.add(new InspectDocuments());

  registerLogCommands(register, log, dockerCommands);
  registerEngineCommands(register, store);
  registerLifecycleCommands(register, engine, store, dockerCommands);
  registerShellCommand(register, engine, store, dockerCommands, openTerminals);
  registerLookCommands(register, engine, store, dockerCommands, inspectDocuments, messages);
  registerImageCommands(register, engine, store, dockerCommands, inspectDocuments);
  registerImageBuild(register, engine, dockerCommands);

  owner.add(keepEngineContextKey(store));
  owner.add(createContainersView(store));
  owner.add(createImagesView(store));
  // Its failure shows in the views.
  owner.add(onDidChangeSetting('engine.endpoint', () => void store.refresh()));

  owner.add(
    wireProject({ context, register, engine, store, log, messages, dockerCommands, openTerminals }),
  );

  whenDeactivated = () => openTerminals.hangUpAll();
}

/** VS Code waits a few seconds for this: time to end the shells in the containers. */
export function deactivate(): Promise<void> | undefined {
  return whenDeactivated?.();
}
