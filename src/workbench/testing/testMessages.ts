import * as vscode from 'vscode';
import type { TestFailure } from '../../domain/testing/testFailure';
import type { TestResult } from '../../project/testing/runTests';

/** What a test that failed says, each thing at its place in the sources. */
export function testMessages(result: TestResult): vscode.TestMessage[] {
  if (result.failures.length > 0) {
    return result.failures.map(failureMessage);
  }
  const said = result.lastLines.join('\n').trim();
  return [
    new vscode.TestMessage(said === '' ? sentence(result) : `${sentence(result)}\n\n${said}`),
  ];
}

/** What a case that failed says. */
export function caseMessages(failures: readonly TestFailure[]): vscode.TestMessage[] {
  return failures.length > 0
    ? failures.map(failureMessage)
    : [
        new vscode.TestMessage(
          vscode.l10n.t('The program ended in this case. Its output says why.'),
        ),
      ];
}

function failureMessage({ message, location, compared }: TestFailure): vscode.TestMessage {
  const inContainer = location?.onlyInContainer === true;
  const text = inContainer ? `${location.path}:${location.line}: ${message}` : message;
  const shown = compared
    ? vscode.TestMessage.diff(text, compared.expected, compared.actual)
    : new vscode.TestMessage(text);
  if (location && !inContainer) {
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
