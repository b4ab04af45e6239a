import { posix } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { commandIds } from '../commandIds';
import type { Engines } from '../engine/engines';
import { withViewProgress } from '../progress';
import type { RegisterCommand } from '../registerCommand';
import { chooseFile, chooseFiles, type FileArgument } from './chooseFile';
import { closeEditors, followRename } from './editorsOfFiles';
import { placeName, placeText } from './filePlace';
import type { RowOfFiles } from './fileRows';
import { fileUri, type FileOfEngine, type FilesOfEngines } from './fileUris';
import type { FileChanges } from './fileChanges';

/** Registers open, new, rename, delete, copy path, and open as a folder of the workspace. */
export function registerFileCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  files: FilesOfEngines,
  changes: FileChanges,
): void {
  registerCommand(commandIds.filesOpen, async (argument?: FileArgument) => {
    const question = vscode.l10n.t('Which file should be opened?');
    const file = await chooseFile(engines, argument, question);
    // Its own reason is better than the editor's.
    await files.of(file.engine).stat(file.file);
    await vscode.commands.executeCommand('vscode.open', fileUri(file));
  });
  registerCommand(commandIds.filesNewFile, async (argument?: FileArgument) => {
    const question = vscode.l10n.t('In which folder should a file be made?');
    const folder = await chooseFile(engines, argument, question);
    const file = inFolder(folder, await askForName(vscode.l10n.t('New File'), folder));
    await changes.write(file, new Uint8Array(), { create: true, overwrite: false });
    await vscode.commands.executeCommand('vscode.open', fileUri(file));
  });
  registerCommand(commandIds.filesNewFolder, async (argument?: FileArgument) => {
    const question = vscode.l10n.t('In which folder should a folder be made?');
    const folder = await chooseFile(engines, argument, question);
    await changes.makeFolder(
      inFolder(folder, await askForName(vscode.l10n.t('New Folder'), folder)),
    );
  });
  registerCommand(commandIds.filesRename, async (argument?: FileArgument) => {
    const question = vscode.l10n.t('What should be renamed?');
    const target = notRoot(await chooseFile(engines, argument, question));
    const { path } = target.file;
    const folder = { ...target, file: { ...target.file, path: posix.dirname(path) } };
    const name = await askForName(vscode.l10n.t('Rename'), folder, posix.basename(path));
    const renamed = inFolder(folder, name);
    await withViewProgress(viewOf(target), () => changes.rename(target, renamed.file.path, false));
    await followRename(fileUri(target), fileUri(renamed));
  });
  registerCommand(
    commandIds.filesDelete,
    async (argument?: FileArgument, selected?: readonly RowOfFiles[]) => {
      const question = vscode.l10n.t('What should be deleted?');
      const targets = await chooseFiles(engines, argument, selected, question);
      await confirmDeletion(targets.map(notRoot));
      for (const target of targets) {
        await withViewProgress(viewOf(target), () => changes.remove(target));
        await closeEditors(fileUri(target));
      }
    },
  );
  registerCommand(
    commandIds.filesCopyPath,
    async (argument?: FileArgument, selected?: readonly RowOfFiles[]) => {
      const question = vscode.l10n.t('Which path should be copied?');
      const targets = await chooseFiles(engines, argument, selected, question);
      await vscode.env.clipboard.writeText(targets.map(({ file }) => file.path).join('\n'));
    },
  );
  registerCommand(commandIds.filesOpenFolder, async (argument?: FileArgument) => {
    const question = vscode.l10n.t('Which folder should be opened in the Explorer?');
    const folder = await chooseFile(engines, argument, question);
    const { type, targetType } = await files.of(folder.engine).stat(folder.file);
    if (type !== 'folder' && targetType !== 'folder') {
      throw new UserError(vscode.l10n.t('"{0}" is not a folder.', folder.file.path));
    }
    openInExplorer(folder);
  });
}

/** Adds it to the window, behind what is open there. */
function openInExplorer(folder: FileOfEngine): void {
  const { path } = folder.file;
  const place = placeName(folder.file);
  const name = path === '/' ? place : `${path} (${place})`;
  const count = vscode.workspace.workspaceFolders?.length ?? 0;
  vscode.workspace.updateWorkspaceFolders(count, 0, { uri: fileUri(folder), name });
  // Not awaited: a window that had no folder, or only one, may begin anew.
  void vscode.commands.executeCommand('workbench.view.explorer');
}

function viewOf({ file }: FileOfEngine): string {
  return 'volume' in file ? 'drydock.volumes' : 'drydock.containers';
}

function inFolder({ engine, file }: FileOfEngine, name: string): FileOfEngine {
  return { engine, file: { ...file, path: posix.join(file.path, name) } };
}

function notRoot(target: FileOfEngine): FileOfEngine {
  if (target.file.path === '/') {
    throw new UserError(
      vscode.l10n.t(
        'The root folder of {0} stays as it is. Choose something in it.',
        placeText(target.file),
      ),
    );
  }
  return target;
}

async function askForName(title: string, { file }: FileOfEngine, value = ''): Promise<string> {
  const dot = value.lastIndexOf('.');
  const name = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('A name in "{0}" of {1}', file.path, placeText(file)),
    value,
    // The name without its ending, as the Explorer does it.
    valueSelection: [0, dot > 0 ? dot : value.length],
    validateInput: nameProblem,
  });
  if (name === undefined || name === value) {
    throw new CancelledError();
  }
  return name;
}

function nameProblem(name: string): string | undefined {
  if (name === '' || name === '.' || name === '..') {
    return vscode.l10n.t('Enter a name.');
  }
  return name.includes('/')
    ? vscode.l10n.t('A name has no slash in it. Make the folder first.')
    : undefined;
}

async function confirmDeletion(targets: readonly FileOfEngine[]): Promise<void> {
  const [first, ...others] = targets;
  const question =
    first && others.length === 0
      ? vscode.l10n.t('Delete "{0}" in {1}?', first.file.path, placeText(first.file))
      : vscode.l10n.t('Delete {0} files and folders?', targets.length);
  const lines = others.length === 0 ? [] : targets.map(({ file }) => file.path);
  const shown = lines.length > 10 ? [...lines.slice(0, 10), '…'] : lines;
  const detail = [
    ...shown,
    vscode.l10n.t('There is no waste basket here: what is deleted is gone, with all in it.'),
  ].join('\n');
  const button = vscode.l10n.t('Delete');
  if (
    (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) !== button
  ) {
    throw new CancelledError();
  }
}
