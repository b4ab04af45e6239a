import * as vscode from 'vscode';
import type { TestFailure } from '../../domain/testing/testFailure';
import type { TestResult } from '../../project/testing/runTests';

/** What a test that failed says, each thing at its place in the sources; of several containers, with its name. */
export function testMessages(result: TestResult, containerName?: string): vscode.TestMessage[] {
  if (result.failures.length > 0) {
    return result.failures.map((failure) => failureMessage(failure, containerName));
  }
  const said = result.lastLines.join('\n').trim();
  const what = inContainer(sentence(result), containerName);
  return [new vscode.TestMessage(said === '' ? what : `${what}\n\n${said}`)];
}

/** What a case that failed says. */
export function caseMessages(
  failures: readonly TestFailure[],
  containerName?: string,
): vscode.TestMessage[] {
  return failures.length > 0
    ? failures.map((failure) => failureMessage(failure, containerName))
    : [
        new vscode.TestMessage(
          inContainer(
            vscode.l10n.t('The program ended in this case. Its output says why.'),
            containerName,
          ),
        ),
      ];
}

/** The editor shows the messages of all rows at their line, without the rows. */
function inContainer(message: string, containerName: string | undefined): string {
  return containerName === undefined ? message : `${containerName}: ${message}`;
}

function failureMessage(
  { message, location, compared }: TestFailure,
  containerName: string | undefined,
): vscode.TestMessage {
  const onlyThere = location?.onlyInContainer === true;
  const what = onlyThere ? `${location.path}:${location.line}: ${message}` : message;
  const text = inContainer(what, containerName);
  const shown = compared
    ? vscode.TestMessage.diff(text, compared.expected, compared.actual)
    : new vscode.TestMessage(text);
  if (location && !onlyThere) {
    shown.location = new vscode.Location(
      vscode.Uri.file(location.path),
      new vscode.Position(Math.max(0, location.line - 1), Math.max(0, (location.column ?? 1) - 1)),
    );
  }
  return shown;
}

function sentence({ kind, detail, seconds }: TestResult): string {
  switch (kind) {
    case 'timeout':
      return vscode.l10n.t(
        'The test did not end within its time limit; it was ended after {0} s.',
        seconds,
      );
    case 'notRun':
      return vscode.l10n.t('The test could not be started: its program is not there. Build it.');
    default:
      return detail === ''
        ? vscode.l10n.t('The test failed.')
        : vscode.l10n.t('The test failed: {0}', detail);
  }
}
