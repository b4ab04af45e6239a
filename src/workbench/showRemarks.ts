import * as vscode from 'vscode';
import { remarksText } from '../domain/engineRemarks';

/** Shows what the engine remarked about a container that it made or changed, if it did. */
export function showRemarks(container: string, remarks: readonly string[]): void {
  show(remarks, (text) =>
    vscode.l10n.t('The engine remarks on the container "{0}": {1}', container, text),
  );
}

/** Shows what the engine remarked about a network that it made, if it did. */
export function showRemarksOnNetwork(network: string, remarks: readonly string[]): void {
  show(remarks, (text) =>
    vscode.l10n.t('The engine remarks on the network "{0}": {1}', network, text),
  );
}

function show(remarks: readonly string[], sentence: (text: string) => string): void {
  const text = remarksText(remarks);
  if (text !== '') {
    // Not awaited: what was made is there, whatever the user answers.
    void vscode.window.showWarningMessage(sentence(text));
  }
}
