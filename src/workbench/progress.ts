import * as vscode from 'vscode';

/** What long work reports: a text, and how much of the whole was done since the last report. */
export type ReportProgress = vscode.Progress<{ message?: string; increment?: number }>;

/** Runs work under a notification with a Cancel button, which fires the signal. */
export async function withCancellableProgress<T>(
  title: string,
  work: (progress: ReportProgress, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      const listener = token.onCancellationRequested(() => abort.abort());
      try {
        return await work(progress, abort.signal);
      } finally {
        listener.dispose();
      }
    },
  );
}

/** Shows in the view's own progress bar that work is under way. */
export async function withViewProgress<T>(viewId: string, work: () => Promise<T>): Promise<T> {
  return vscode.window.withProgress({ location: { viewId } }, work);
}

/** Turns readings that go from 0 to 1 into the increments that VS Code's progress takes. */
export function fractionReporter(
  progress: ReportProgress,
): (done: number, message: string) => void {
  let shown = 0;
  return (done, message) => {
    // The total grows while layers are discovered, so the fraction may fall: the bar waits then.
    const increment = Math.max(0, Math.min(1, done) - shown) * 100;
    shown = Math.max(shown, Math.min(1, done));
    progress.report({ message, increment });
  };
}
