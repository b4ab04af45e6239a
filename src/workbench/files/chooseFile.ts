import { posix } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { anyOf, chooseContainer, type ContainerArgument } from '../containers/chooseContainers';
import type { ContainersNode } from '../containers/containerNodes';
import type { Engines } from '../engine/engines';
import { fileOfUri, type FileOfEngine } from './containerUris';
import { fileOfRow } from './fileRows';

/** What a command on files is given: a row, an address in the Explorer, or nothing. */
export type FileArgument = ContainerArgument | vscode.Uri;

/** The files that a command is for: the selected rows, else the one named, else one that is asked for. */
export async function chooseFiles(
  engines: Engines,
  argument: FileArgument,
  selected: readonly ContainersNode[] | undefined,
  question: string,
): Promise<readonly FileOfEngine[]> {
  const rows = selected && selected.length > 0 ? selected : [argument];
  const chosen = rows.flatMap((row) => fileOf(engines, row) ?? []);
  // What lies in a chosen folder goes with it.
  const outermost = chosen.filter(
    ({ engine, file }) =>
      !chosen.some(
        (other) =>
          other.engine === engine &&
          other.file.container === file.container &&
          file.path.startsWith(`${other.file.path}/`),
      ),
  );
  return outermost.length > 0 ? outermost : [await askForFile(engines, argument, question)];
}

/** The one file or folder that a command is for. */
export async function chooseFile(
  engines: Engines,
  argument: FileArgument,
  question: string,
): Promise<FileOfEngine> {
  return fileOf(engines, argument) ?? askForFile(engines, argument, question);
}

function fileOf(engines: Engines, argument: FileArgument): FileOfEngine | undefined {
  if (argument instanceof vscode.Uri) {
    return fileOfUri(engines, argument);
  }
  return typeof argument === 'object' ? fileOfRow(argument) : undefined;
}

async function askForFile(
  engines: Engines,
  argument: FileArgument,
  question: string,
): Promise<FileOfEngine> {
  const row = argument instanceof vscode.Uri ? undefined : argument;
  const { engine, container } = await chooseContainer(
    engines,
    row,
    anyOf(vscode.l10n.t('In which container?')),
  );
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Files of "{0}"', container.name),
    prompt: question,
    value: '/',
    valueSelection: [1, 1],
    validateInput: (text) =>
      posix.isAbsolute(text)
        ? undefined
        : vscode.l10n.t('A path in a container begins with a slash, such as /etc/hosts.'),
  });
  if (answer === undefined) {
    throw new CancelledError();
  }
  const path = posix.normalize(answer);
  const trimmed = path.length > 1 ? path.replace(/\/$/, '') : path;
  return { engine, file: { container: container.name, path: trimmed } };
}
