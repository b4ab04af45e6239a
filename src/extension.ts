import process from 'node:process';
import type * as vscode from 'vscode';
import { DisposableStore } from './base/disposable';
import { openEngine } from './engine/openEngine';
import { Engines } from './workbench/engine/engines';
import { DevcontainerFiles } from './workbench/devContainer/devcontainerFiles';
import { wireFiles } from './workbench/files/wireFiles';
import { ImageBuildProblems } from './workbench/images/imageBuildProblems';
import { ImageJobs } from './workbench/images/imageJobs';
import { ImageProvider } from './workbench/images/imageProvider';
import { InspectDocuments } from './workbench/inspectDocuments';
import { registerLogCommands } from './workbench/logCommands';
import { Messages } from './workbench/messages';
import { createOutputLog, DockerCommandLog } from './workbench/outputLog';
import { commandRegistrar } from './workbench/registerCommand';
import { RegistryLogins } from './workbench/registries/registryLogins';
import { settings } from './workbench/settings';
import type { SharedParts } from './workbench/sharedParts';
import { OpenTerminals } from './workbench/terminals/openTerminals';
import { wireContainers } from './workbench/wireContainers';
import { wireEngines } from './workbench/wireEngines';
import { wireImages } from './workbench/wireImages';
import { wireNetworksAndVolumes } from './workbench/wireNetworksAndVolumes';
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
  const registryLogins = new RegistryLogins(context.secrets, context.globalState, process.env);
  const engines = owner.add(
    new Engines({
      current: settings.engineEndpoint,
      additional: settings.engineAdditional,
      open: (endpoint) => openEngine({ endpoint, log, credentials: registryLogins }),
      log,
    }),
  );
  const openTerminals = new OpenTerminals(log);
  const inspectDocuments = owner.add(new InspectDocuments());
  const shared: SharedParts = {
    context,
    register,
    engines,
    log,
    messages,
    dockerCommands,
    inspectDocuments,
    openTerminals,
    imageProvider: new ImageProvider({
      dockerCommands,
      jobs: owner.add(new ImageJobs()),
      problems: owner.add(new ImageBuildProblems()),
      log,
      logins: registryLogins,
    }),
    registryLogins,
    devcontainerFiles: owner.add(new DevcontainerFiles()),
  };

  registerLogCommands(register, log, dockerCommands);
  owner.add(wireEngines(shared));
  const fileParts = owner.add(wireFiles(shared));
  owner.add(wireContainers(shared, fileParts));
  owner.add(wireImages(shared));
  owner.add(wireNetworksAndVolumes(shared, fileParts));
  owner.add(wireProject(shared));

  whenDeactivated = () => openTerminals.hangUpAll();
}

/** VS Code waits a few seconds for this: time to end the shells in the containers. */
export function deactivate(): Promise<void> | undefined {
  return whenDeactivated?.();
}
