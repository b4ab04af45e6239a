import * as vscode from 'vscode';
import { settings } from '../settings';

/** Saves the changed files of a folder, where the setting says so. */
export async function saveChangedFiles(folder: vscode.WorkspaceFolder): Promise<void> {
  if (!settings.buildSaveBefore(folder.uri)) {
    return;
  }
  const changed = vscode.workspace.textDocuments.filter(
    (document) =>
      document.isDirty &&
      vscode.workspace.getWorkspaceFolder(document.uri)?.uri.toString() === folder.uri.toString(),
  );
  await Promise.all(changed.map((document) => document.save()));
}
