import * as vscode from 'vscode';
import { saveChangedFiles } from '../build/saveChangedFiles';
import type { TestExplorer } from './testExplorer';
import type { TestRuns } from './testRuns';
import { selectionsOf } from './testSelection';

/** Runs the tests of a request again whenever a file of their folder is saved, until the token says stop. */
export function runOnSave(
  runs: TestRuns,
  explorer: TestExplorer,
  { include, exclude, profile }: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): void {
  let running = false;
  let again = false;
  const isAskedAgain = (): boolean => again;
  const run = async (folder: vscode.WorkspaceFolder): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        // The build would save the other changed files, and each is a reason to run.
        await saveChangedFiles(folder);
        again = false;
        await runs.run(new vscode.TestRunRequest(include, exclude, profile, true), token);
      } while (isAskedAgain() && !token.isCancellationRequested);
    } finally {
      running = false;
    }
  };
  const saved = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const concerned = selectionsOf(explorer, { include, exclude }).some(
      ({ root }) => root.project.folder.uri.toString() === folder?.uri.toString(),
    );
    if (folder && concerned) {
      // A run shows its own failures.
      void run(folder);
    }
  });
  token.onCancellationRequested(() => {
    saved.dispose();
  });
}
