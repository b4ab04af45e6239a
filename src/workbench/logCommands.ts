import * as vscode from 'vscode';
import { UserError } from '../base/errors';
import { commandIds } from './commandIds';
import type { DockerCommandLog } from './outputLog';
import type { RegisterCommand } from './registerCommand';

/** Registers **Show Log** and **Copy Last Docker Command**. */
export function registerLogCommands(
  registerCommand: RegisterCommand,
  log: vscode.LogOutputChannel,
  dockerCommands: DockerCommandLog,
): void {
  registerCommand(commandIds.logShow, () => log.show());
  registerCommand(commandIds.dockerCommandCopyLast, async () => {
    const line = dockerCommands.last;
    if (line === undefined) {
      throw new UserError(vscode.l10n.t('Drydock has not done anything in a container yet.'));
    }
    await vscode.env.clipboard.writeText(line);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', line), 5000);
  });
}
