import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';

/** Asks for a signal and gives its name without `SIG`. */
export async function pickSignal(question: string): Promise<string> {
  const meanings: Readonly<Record<string, string>> = {
    KILL: vscode.l10n.t('ends it at once; it is not asked'),
    TERM: vscode.l10n.t('asks it to end'),
    INT: vscode.l10n.t('what Ctrl+C sends'),
    HUP: vscode.l10n.t('its terminal is gone; many servers read their configuration anew'),
    QUIT: vscode.l10n.t('ends it with a core dump'),
    USR1: vscode.l10n.t('whatever the program makes of it'),
    USR2: vscode.l10n.t('whatever the program makes of it'),
    STOP: vscode.l10n.t('holds it'),
    CONT: vscode.l10n.t('lets it go on'),
    ABRT: vscode.l10n.t('what abort() sends'),
    WINCH: vscode.l10n.t('the size of its terminal has changed'),
  };
  const items = Object.entries(meanings).map(([signal, description]) => ({
    label: `SIG${signal}`,
    description,
    signal,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: question,
    matchOnDescription: true,
  });
  if (!picked) {
    throw new CancelledError();
  }
  return picked.signal;
}
