import { createWriteStream } from 'node:fs';
import { homedir } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import type { LogDocument } from '../../domain/log/logDocument';
import { hostFolders } from '../folders';

/** Writes what a log shows to a file that the user names, and offers to open it. */
export async function saveLog(name: string, log: LogDocument, timestamps: boolean): Promise<void> {
  const folder = hostFolders()[0]?.uri ?? vscode.Uri.file(homedir());
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save the Log of "{0}"', name),
    defaultUri: vscode.Uri.joinPath(folder, `${name}.container.log`),
    filters: { [vscode.l10n.t('Container Log')]: ['log', 'txt'] },
  });
  if (!target) {
    return;
  }
  await write(target, log.text(log.first, log.end, timestamps));
  const open = vscode.l10n.t('Open');
  // Not awaited: the message stays until the user answers.
  void vscode.window
    .showInformationMessage(
      vscode.l10n.t('The log of "{0}" is in "{1}".', name, target.fsPath),
      open,
    )
    .then(async (answer) => {
      if (answer === open) {
        await vscode.window.showTextDocument(target);
      }
    });
}

async function write(target: vscode.Uri, lines: Iterable<string>): Promise<void> {
  try {
    if (target.scheme === 'file') {
      // By and by: a million lines are never one text.
      await pipeline(Readable.from(lines), createWriteStream(target.fsPath));
    } else {
      await vscode.workspace.fs.writeFile(target, Buffer.from([...lines].join('')));
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      vscode.l10n.t(
        'The log cannot be written to "{0}": {1}. Choose another file.',
        target.fsPath,
        reason,
      ),
      [],
      { cause: error },
    );
  }
}
