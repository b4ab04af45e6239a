import * as vscode from 'vscode';
import { UserError } from '../base/errors';

/** Throws unless the workspace is trusted: what follows starts programs that the folder chooses. */
export function requireTrust(): void {
  if (!vscode.workspace.isTrusted) {
    throw new UserError(
      vscode.l10n.t(
        'Building, running and debugging wait until this workspace is trusted, because they start programs that its files choose.',
      ),
      [{ title: vscode.l10n.t('Manage Trust'), command: 'workbench.trust.manage' }],
    );
  }
}
