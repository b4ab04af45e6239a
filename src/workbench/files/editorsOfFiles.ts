import * as vscode from 'vscode';

/** Has the editors of what was renamed show it under its new name; one with unsaved text stays. */
export async function followRename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  for (const { tab, uri } of savedEditors(from)) {
    const path = to.path + uri.path.slice(from.path.length);
    await vscode.window.showTextDocument(to.with({ path }), {
      viewColumn: tab.group.viewColumn,
      preview: tab.isPreview,
      preserveFocus: true,
    });
  }
  await closeEditors(from);
}

/** Closes the editors of what has gone; one with unsaved text stays. */
export async function closeEditors(gone: vscode.Uri): Promise<void> {
  // Asked for anew: one that was only a preview makes room by itself.
  await vscode.window.tabGroups.close(
    savedEditors(gone).map(({ tab }) => tab),
    true,
  );
}

function savedEditors(
  file: vscode.Uri,
): readonly { readonly tab: vscode.Tab; readonly uri: vscode.Uri }[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap((tab) => {
      const uri = tab.input instanceof vscode.TabInputText ? tab.input.uri : undefined;
      const isOfFile =
        uri?.scheme === file.scheme &&
        uri.authority === file.authority &&
        (uri.path === file.path || uri.path.startsWith(`${file.path}/`));
      return isOfFile && !tab.isDirty ? [{ tab, uri }] : [];
    });
}
