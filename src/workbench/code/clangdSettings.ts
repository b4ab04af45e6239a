import * as vscode from 'vscode';

/** The extension that starts clangd on the host. */
export const clangdExtension = 'llvm-vs-code-extensions.vscode-clangd';

const option = '--compile-commands-dir=';

/**
 * Adds a folder's database to the arguments of the host's clangd, in the settings of the workspace or,
 * where there are several folders, of the folder. Another database of the user's own gives way only
 * when it is one of ours.
 */
export async function offerToClangd(
  folder: vscode.WorkspaceFolder,
  databaseHostFolder: string,
  storageHostPath: string,
): Promise<'set' | 'unchanged' | 'usersOwn'> {
  const words = clangdArguments(folder);
  const wanted = option + databaseHostFolder;
  if (words.includes(wanted)) {
    return 'unchanged';
  }
  const other = words.find((word) => word.startsWith(option));
  if (other !== undefined && !isOurs(other, storageHostPath)) {
    return 'usersOwn';
  }
  await setArguments(folder, [...words.filter((word) => word !== other), wanted]);
  return 'set';
}

/** Takes back what {@link offerToClangd} has set; nothing else. */
export async function withdrawFromClangd(
  folder: vscode.WorkspaceFolder,
  storageHostPath: string,
): Promise<void> {
  const words = clangdArguments(folder);
  const kept = words.filter((word) => !isOurs(word, storageHostPath));
  if (kept.length < words.length) {
    await setArguments(folder, kept.length === 0 ? undefined : kept);
  }
}

function isOurs(word: string, storageHostPath: string): boolean {
  return word.startsWith(option + storageHostPath);
}

function clangdArguments(folder: vscode.WorkspaceFolder): readonly string[] {
  const found = vscode.workspace
    .getConfiguration('clangd', folder.uri)
    .inspect<readonly string[]>('arguments');
  return found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue ?? [];
}

async function setArguments(
  folder: vscode.WorkspaceFolder,
  words: readonly string[] | undefined,
): Promise<void> {
  const isOne = (vscode.workspace.workspaceFolders ?? []).length === 1;
  await vscode.workspace
    .getConfiguration('clangd', folder.uri)
    .update(
      'arguments',
      words,
      isOne ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.WorkspaceFolder,
    );
}
