import type * as vscode from 'vscode';
import { DisposableStore } from './base/disposable';
import { Messages } from './workbench/messages';
import { createOutputLog, DockerCommandLog } from './workbench/outputLog';
import { commandRegistrar } from './workbench/registerCommand';
import { registerLogCommands } from './workbench/logCommands';

/** Builds the floors and wires them; nothing here talks to an engine. */
export function activate(context: vscode.ExtensionContext): void {
  const owner = new DisposableStore();
  context.subscriptions.push(owner);

  const log = owner.add(createOutputLog());
  const dockerCommands = new DockerCommandLog(log);
  const messages = new Messages(log);
  const registerCommand = commandRegistrar(owner, messages);

  registerLogCommands(registerCommand, log, dockerCommands);
}
