import * as vscode from 'vscode';
import { CancelledError, UserError } from '../base/errors';

/**
 * The workspace folder that a command is about: the only one, else that of the active editor, else
 * the one that the user picks.
 */
export async function pickFolder(): Promise<vscode.WorkspaceFolder> {
  const folders = hostFolders();
  const only = folders.length === 1 ? folders[0] : undefined;
  const found = only ?? activeFolder();
  if (found) {
    return found;
  }
  if (folders.length === 0) {
    throw new UserError(
      vscode.l10n.t('No folder is open. Open the folder of your C, C++ or CUDA project first.'),
      [{ title: vscode.l10n.t('Open Folder'), command: 'vscode.openFolder' }],
    );
  }
  const picked = await vscode.window.showWorkspaceFolderPick({
    placeHolder: vscode.l10n.t('Folder of the project'),
  });
  if (!picked) {
    throw new CancelledError();
  }
  return picked;
}

/** The folder of the active editor, or the only folder. */
export function currentFolder(): vscode.WorkspaceFolder | undefined {
  const folders = hostFolders();
  return activeFolder() ?? (folders.length === 1 ? folders[0] : undefined);
}

/** The folders of the window that may hold a project: those of a container or a volume are only looked at. */
export function hostFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

function activeFolder(): vscode.WorkspaceFolder | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === 'file' ? vscode.workspace.getWorkspaceFolder(uri) : undefined;
}
