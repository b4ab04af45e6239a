import * as vscode from 'vscode';
import type { DisposableStore } from '../base/disposable';
import { UserError } from '../base/errors';
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
          if (hasLostItsRow(args)) {
            throw new UserError(
              vscode.l10n.t(
                'The row that you chose this for was being shown anew at that moment. Choose it again.',
              ),
            );
          }
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

/**
 * Whether a row's menu has lost its row: VS Code hands over the row and those selected, and nothing in
 * the place of a row that it is asking for anew. Without its row, a command would choose another thing.
 */
function hasLostItsRow(args: readonly unknown[]): boolean {
  const [row, selected] = args;
  return (
    args.length > 1 &&
    (row === undefined || (Array.isArray(selected) && selected.includes(undefined)))
  );
}
