import * as vscode from 'vscode';
import { CancelledError } from '../base/errors';

/** One thing that may be said before something is done. */
export interface MenuOption {
  readonly label: string;
  /** What it is now. */
  readonly value: string;
  /** Asks for another value; one that is not given leaves the old one. */
  readonly change: () => Promise<void>;
}

/**
 * A list whose first entry does what it is about, so that Enter is enough, and whose others change how.
 * `options` is asked again after each change. Resolves when the first entry is chosen.
 */
export async function confirmWithOptions(
  title: string,
  action: string,
  options: () => readonly MenuOption[],
): Promise<void> {
  for (;;) {
    const go = { label: action, iconPath: new vscode.ThemeIcon('check'), option: undefined };
    const items = options().map((option) => ({
      label: option.label,
      description: option.value,
      iconPath: new vscode.ThemeIcon('edit'),
      option,
    }));
    const picked = await vscode.window.showQuickPick([go, ...items], { title });
    if (!picked) {
      throw new CancelledError();
    }
    if (!picked.option) {
      return;
    }
    await picked.option.change();
  }
}

/** Asks for a text; without an answer it is the one before. */
export async function askForText(
  options: vscode.InputBoxOptions & { readonly value: string },
): Promise<string> {
  return (await vscode.window.showInputBox(options))?.trim() ?? options.value;
}
