import * as vscode from 'vscode';
import type { ShownEngine } from './engines';

/** What an engine is called in a row, a list or a question: its address, or its Docker context. */
export function engineLabel({ id, engine }: ShownEngine): string {
  return id === '' ? engine.endpoint : contextLabel(id);
}

function contextLabel(setting: string): string {
  return setting.includes('://') ? setting : vscode.l10n.t('Docker context {0}', setting);
}
