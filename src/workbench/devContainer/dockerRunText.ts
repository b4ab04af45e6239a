import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import type { ContainerSpec } from '../../domain/containerSpec';
import { DockerRunError } from '../../domain/dockerRunError';
import { parseDockerRun, type ParsedDockerRun } from '../../domain/parseDockerRun';
import { quoteArgv } from '../../domain/shellQuote';
import { toDockerRun } from '../../domain/toDockerRun';
import { shellContext } from '../shellContext';

/** Reads a `docker run` line as a shell in the folder would. */
function readDockerRun(text: string, folder: vscode.WorkspaceFolder): ParsedDockerRun {
  return parseDockerRun(text, shellContext(folder.uri.fsPath));
}

/** What is wrong with a line, or undefined. */
function dockerRunProblem(text: string, folder: vscode.WorkspaceFolder): string | undefined {
  try {
    readDockerRun(text, folder);
    return undefined;
  } catch (error) {
    if (error instanceof DockerRunError) {
      return error.message;
    }
    throw error;
  }
}

/** Shows the line of a specification in an input box, which says at each key what is wrong. */
export async function editDockerRun(
  spec: ContainerSpec,
  folder: vscode.WorkspaceFolder,
): Promise<ContainerSpec> {
  const text = await askForLine(folder, {
    title: vscode.l10n.t('Edit the Command'),
    prompt: vscode.l10n.t('Nothing is run before you have seen it again'),
    value: quoteArgv(toDockerRun(spec)),
  });
  return readDockerRun(text, folder).spec;
}

/** Asks for a `docker run` line; the one in the clipboard is offered. */
export async function askForDockerRun(folder: vscode.WorkspaceFolder): Promise<ParsedDockerRun> {
  const copied = await vscode.env.clipboard.readText();
  const text = await askForLine(folder, {
    title: vscode.l10n.t('Paste a docker run Command'),
    prompt: vscode.l10n.t(
      'As it stands in a README: sudo, prompts, line continuations and $(pwd) are understood',
    ),
    placeHolder: 'docker run -it -v $(pwd):/workspace debian:bookworm-slim',
    // A line break in an input box would cut the line off, so it is offered in its plain form.
    value: isDockerRun(copied, folder)
      ? quoteArgv(toDockerRun(readDockerRun(copied, folder).spec))
      : '',
  });
  return readDockerRun(text, folder);
}

async function askForLine(
  folder: vscode.WorkspaceFolder,
  options: vscode.InputBoxOptions,
): Promise<string> {
  const text = await vscode.window.showInputBox({
    ...options,
    ignoreFocusOut: true,
    validateInput: (line) => (line.trim() === '' ? undefined : dockerRunProblem(line, folder)),
  });
  if (text === undefined || text.trim() === '') {
    throw new CancelledError();
  }
  return text;
}

function isDockerRun(text: string, folder: vscode.WorkspaceFolder): boolean {
  return (
    text.length < 10_000 && /\brun\b/.test(text) && dockerRunProblem(text, folder) === undefined
  );
}
