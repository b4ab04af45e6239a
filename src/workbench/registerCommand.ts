import * as vscode from 'vscode';
import type { DisposableStore } from '../base/disposable';
import type { Messages } from './messages';

/**
 * Registers a command whose failures are shown, not thrown at VS Code. The command is disposed of
 * with the extension. What VS Code passes depends on where the command was invoked, so each
 * parameter of a handler may be missing.
 */
export type RegisterCommand = (id: string, handler: (...args: never[]) => unknown) => void;

/** The extension's {@link RegisterCommand}. */
export function commandRegistrar(owner: DisposableStore, messages: Messages): RegisterCommand {
  return (id, handler) => {
    owner.add(
      vscode.commands.registerCommand(id, async (...args: never[]) => {
        try {
          return await handler(...args);
        } catch (error) {
          // Not awaited: the message stays until the user answers, and the command has ended.
          void messages.showFailure(error);
          return undefined;
        }
      }),
    );
  };
}
