import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import type { RestartPolicy } from '../../domain/containerSpec';

/** Asks when a container is to be started again by itself. */
export async function pickRestartPolicy(current: RestartPolicy): Promise<RestartPolicy> {
  const meanings: Record<RestartPolicy['name'], string> = {
    no: vscode.l10n.t('never by itself'),
    'on-failure': vscode.l10n.t('when it ends with an exit code other than 0'),
    'unless-stopped': vscode.l10n.t('always, unless it was stopped by hand'),
    always: vscode.l10n.t('always, and with the engine although it was stopped by hand'),
  };
  const names = ['no', 'on-failure', 'unless-stopped', 'always'] as const;
  const picked = await vscode.window.showQuickPick(
    names.map((name) => ({
      label: name,
      description: meanings[name],
      iconPath: new vscode.ThemeIcon(name === current.name ? 'check' : 'blank'),
      name,
    })),
    { placeHolder: vscode.l10n.t('When should it be started again?') },
  );
  if (!picked) {
    throw new CancelledError();
  }
  return picked.name === 'on-failure' ? askHowOften(current) : { name: picked.name };
}

/** The policy as `--restart` takes it. */
export function restartFlag({ name, maximumRetryCount = 0 }: RestartPolicy): string {
  return maximumRetryCount > 0 ? `${name}:${maximumRetryCount}` : name;
}

async function askHowOften({ maximumRetryCount = 0 }: RestartPolicy): Promise<RestartPolicy> {
  const text = await vscode.window.showInputBox({
    prompt: vscode.l10n.t('How often at most; 0 for no limit'),
    value: String(maximumRetryCount),
    validateInput: (value) =>
      /^\d{1,6}$/.test(value.trim()) ? undefined : vscode.l10n.t('A whole number, such as 3.'),
  });
  if (text === undefined) {
    throw new CancelledError();
  }
  const count = Number(text);
  return { name: 'on-failure', ...(count > 0 ? { maximumRetryCount: count } : {}) };
}
