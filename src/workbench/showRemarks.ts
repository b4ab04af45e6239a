import * as vscode from 'vscode';
import { remarksText } from '../domain/engineRemarks';

/** Shows what the engine remarked about a container that it made or changed, if it did. */
export function showRemarks(container: string, remarks: readonly string[]): void {
  const text = remarksText(remarks);
  if (text !== '') {
    // Not awaited: the container is there, whatever the user answers.
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The engine remarks on the container "{0}": {1}', container, text),
    );
  }
}
