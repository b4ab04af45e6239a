import * as vscode from 'vscode';
import type { BuildResult } from '../../project/cmakeProject';
import type { DrydockTaskDefinition } from './drydockTask';

/** How a task ended, as one sentence in colour. */
export function buildSummary(
  { task }: DrydockTaskDefinition,
  { exitCode, step, errors, warnings }: BuildResult,
  milliseconds: number,
): string {
  const seconds = (milliseconds / 1000).toFixed(1);
  const counts = [
    ...(errors > 0
      ? [errors === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', errors)]
      : []),
    ...(warnings > 0
      ? [warnings === 1 ? vscode.l10n.t('1 warning') : vscode.l10n.t('{0} warnings', warnings)]
      : []),
  ].join(', ');
  const what =
    exitCode === 0
      ? step === 'build'
        ? doneText(task, seconds)
        : vscode.l10n.t('Configured in {0} s', seconds)
      : step === 'build'
        ? failureText(task, exitCode, seconds)
        : vscode.l10n.t('CMake failed with exit code {0} after {1} s', exitCode, seconds);
  const colour = exitCode === 0 ? (warnings > 0 ? 33 : 32) : 31;
  return `\x1b[${colour}m${what}${counts === '' ? '' : `: ${counts}`}.\x1b[0m`;
}

function doneText(task: DrydockTaskDefinition['task'], seconds: string): string {
  switch (task) {
    case 'clean':
      return vscode.l10n.t('Cleaned in {0} s', seconds);
    case 'compile':
      return vscode.l10n.t('Compiled in {0} s', seconds);
    case 'install':
      return vscode.l10n.t('Built and installed in {0} s', seconds);
    case 'package':
      return vscode.l10n.t('Built and packaged in {0} s', seconds);
    case 'test':
      return vscode.l10n.t('Built and tested in {0} s', seconds);
    default:
      return vscode.l10n.t('Built in {0} s', seconds);
  }
}

function failureText(
  task: DrydockTaskDefinition['task'],
  exitCode: number,
  seconds: string,
): string {
  return task === 'test'
    ? vscode.l10n.t('The build or a test failed with exit code {0} after {1} s', exitCode, seconds)
    : vscode.l10n.t('The build failed with exit code {0} after {1} s', exitCode, seconds);
}
