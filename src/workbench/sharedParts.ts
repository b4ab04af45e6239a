import type * as vscode from 'vscode';
import type { DevcontainerFiles } from './devContainer/devcontainerFiles';
import type { Engines } from './engine/engines';
import type { ImageProvider } from './images/imageProvider';
import type { InspectDocuments } from './inspectDocuments';
import type { Messages } from './messages';
import type { DockerCommandLog } from './outputLog';
import type { RegisterCommand } from './registerCommand';
import type { RegistryLogins } from './registries/registryLogins';
import type { OpenTerminals } from './terminals/openTerminals';

/** What the whole extension shares. */
export interface SharedParts {
  readonly context: vscode.ExtensionContext;
  readonly register: RegisterCommand;
  readonly engines: Engines;
  readonly log: vscode.LogOutputChannel;
  readonly messages: Messages;
  readonly dockerCommands: DockerCommandLog;
  readonly inspectDocuments: InspectDocuments;
  readonly openTerminals: OpenTerminals;
  readonly imageProvider: ImageProvider;
  readonly registryLogins: RegistryLogins;
  readonly devcontainerFiles: DevcontainerFiles;
}
