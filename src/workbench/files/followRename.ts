import * as vscode from 'vscode';

/** Has the editors of what was renamed show it under its new name; one with unsaved text stays. */
export async function followRename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  for (const tab of vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)) {
    const uri = tab.input instanceof vscode.TabInputText ? tab.input.uri : undefined;
    if (uri?.authority === from.authority && isAtOrBelow(uri.path, from.path) && !tab.isDirty) {
      const path = to.path + uri.path.slice(from.path.length);
      await vscode.window.showTextDocument(to.with({ path }), {
        viewColumn: tab.group.viewColumn,
        preview: tab.isPreview,
        preserveFocus: true,
      });
      await vscode.window.tabGroups.close(tab, true);
    }
  }
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
