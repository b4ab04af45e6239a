import * as vscode from 'vscode';
import { CancelledError, errorMessage, UserError, type NextStep } from '../base/errors';
import { commandIds } from './commandIds';

/** Tells the user of failures, each kind of error to its audience. */
export class Messages {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  /**
   * Shows what was thrown: a {@link UserError} with its next steps as buttons, a cancellation not at
   * all, anything else as one sentence whose stack is in the log. Resolves when the step is taken.
   */
  async showFailure(error: unknown): Promise<void> {
    if (isCancellation(error)) {
      return;
    }
    if (error instanceof UserError) {
      this.log.warn(error.message);
      await offer(error.message, error.nextSteps);
      return;
    }
    this.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const sentence = vscode.l10n.t(
      'Drydock could not go on because of a fault of its own: {0}',
      errorMessage(error),
    );
    await offer(sentence, [{ title: vscode.l10n.t('Show Log'), command: commandIds.logShow }]);
  }
}

/** The user cancelled, whichever library says so. */
export function isCancellation(error: unknown): boolean {
  return (
    error instanceof CancelledError ||
    error instanceof vscode.CancellationError ||
    (error instanceof Error && error.name === 'AbortError')
  );
}

async function offer(message: string, nextSteps: readonly NextStep[]): Promise<void> {
  const titles = nextSteps.map((step) => step.title);
  const chosen = await vscode.window.showErrorMessage(message, ...titles);
  const step = nextSteps.find(({ title }) => title === chosen);
  if (step) {
    await vscode.commands.executeCommand(step.command, ...(step.args ?? []));
  }
}
