import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { commandIds } from '../commandIds';
import type { Engines } from '../engine/engines';
import type { RegisterCommand } from '../registerCommand';
import { chooseFile, chooseFiles, type FileArgument } from './chooseFile';
import { placeText } from './filePlace';
import type { RowOfFiles } from './fileRows';
import type { FileTransfers } from './fileTransfers';

/** Registers download and upload. */
export function registerTransferCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  transfers: FileTransfers,
): void {
  registerCommand(
    commandIds.filesDownload,
    async (argument?: FileArgument, selected?: readonly RowOfFiles[]) => {
      const question = vscode.l10n.t('What should be downloaded?');
      const targets = await chooseFiles(engines, argument, selected, question);
      const folder = await chooseHostFolder();
      for (const target of targets) {
        const hostPath = join(folder, transfers.hostName(target));
        await mayReplace(hostPath);
        await transfers.download(target, hostPath);
      }
    },
  );
  const registerUpload = (id: string, kind: 'files' | 'folder', openLabel: string): void => {
    registerCommand(id, async (argument?: FileArgument) => {
      const question = vscode.l10n.t('Into which folder should it be uploaded?');
      const folder = await chooseFile(engines, argument, question);
      const chosen = await vscode.window.showOpenDialog({
        canSelectFiles: kind === 'files',
        canSelectFolders: kind === 'folder',
        canSelectMany: true,
        openLabel,
        title: vscode.l10n.t('Upload to "{0}" of {1}', folder.file.path, placeText(folder.file)),
      });
      if (chosen) {
        await transfers.upload(folder, chosen);
      }
    });
  };
  registerUpload(commandIds.filesUploadFiles, 'files', vscode.l10n.t('Upload'));
  registerUpload(commandIds.filesUploadFolder, 'folder', vscode.l10n.t('Upload Folder'));
}

async function chooseHostFolder(): Promise<string> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: vscode.l10n.t('Download Here'),
      title: vscode.l10n.t('Into which folder of this machine?'),
    })) ?? [];
  if (!folder) {
    throw new CancelledError();
  }
  if (folder.scheme !== 'file') {
    throw new UserError(
      vscode.l10n.t('Choose a folder of the machine that Drydock runs on, to download into.'),
    );
  }
  return folder.fsPath;
}

async function mayReplace(hostPath: string): Promise<void> {
  const isThere = await lstat(hostPath).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    return;
  }
  const replace = vscode.l10n.t('Replace');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('"{0}" is there already. Replace it?', hostPath),
    { modal: true, detail: vscode.l10n.t('What is there now is deleted, with all in it.') },
    replace,
  );
  if (answer !== replace) {
    throw new CancelledError();
  }
}
