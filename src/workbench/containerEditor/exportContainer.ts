import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import type { ContainerSpec } from '../../domain/containerSpec';
import { formatDockerRun } from '../../domain/formatDockerRun';
import { toComposeService } from '../../domain/toComposeService';

interface Export {
  readonly text: string;
  /** What the form cannot say, as flags of `docker run`. */
  readonly unsupported: readonly string[];
}

/** Lets the user choose a form, and puts the container in it on the clipboard. */
export async function exportContainer(spec: ContainerSpec): Promise<void> {
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('docker run Line'),
        iconPath: new vscode.ThemeIcon('terminal'),
        write: (): Export => ({ text: formatDockerRun(spec), unsupported: [] }),
      },
      {
        label: vscode.l10n.t('Compose Service'),
        detail: vscode.l10n.t('A compose.yaml with this container as its one service'),
        iconPath: new vscode.ThemeIcon('layers'),
        write: (): Export => toComposeService(spec),
      },
    ],
    { title: vscode.l10n.t('Export'), placeHolder: vscode.l10n.t('Copied to the clipboard') },
  );
  if (!picked) {
    throw new CancelledError();
  }
  const { text, unsupported } = picked.write();
  await vscode.env.clipboard.writeText(text);
  if (unsupported.length > 0) {
    // Not awaited: the text is on the clipboard, whatever the user answers.
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'It is on the clipboard, but this form cannot say: {0}. Look after it by hand.',
        unsupported.join(' '),
      ),
    );
  } else {
    vscode.window.setStatusBarMessage(vscode.l10n.t('It is on the clipboard.'), 5000);
  }
}
