import * as vscode from 'vscode';
import { CancelledError } from '../base/errors';

/** What is asked before things are removed. */
export interface RemovalQuestion {
  /** Gets the name in quotes. */
  readonly one: (name: string) => string;
  readonly many: (count: number) => string;
  /** What is lost. */
  readonly detail: string;
}

/** Asks before things are removed; throws a cancellation unless they may be. */
export async function confirmRemoval(
  names: readonly string[],
  { one, many, detail }: RemovalQuestion,
): Promise<void> {
  const quoted = names.map((name) => `"${name}"`);
  const [only, ...others] = quoted;
  if (only === undefined) {
    throw new CancelledError();
  }
  const remove = vscode.l10n.t('Remove');
  const answer = await vscode.window.showWarningMessage(
    others.length === 0 ? one(only) : many(names.length),
    {
      modal: true,
      detail: others.length === 0 ? detail : `${quoted.join(', ')}.\n${detail}`,
    },
    remove,
  );
  if (answer !== remove) {
    throw new CancelledError();
  }
}
