import { posix } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { anyOf, chooseContainer, type ContainerArgument } from '../containers/chooseContainers';
import type { Engines } from '../engine/engines';
import type { VolumesNode } from '../volumes/volumeNodes';
import { fileOfUri, type FileOfEngine } from './fileUris';
import { choosePlace } from './choosePlace';
import { isSamePlace, placeText } from './filePlace';
import { fileOfRow, isRowOfVolume, type RowOfFiles } from './fileRows';

/** What a command on files is given: a row, an address in the Explorer, or nothing. */
export type FileArgument = ContainerArgument | VolumesNode | vscode.Uri;

/** The files that a command is for: the selected rows, else the one named, else one that is asked for. */
export async function chooseFiles(
  engines: Engines,
  argument: FileArgument,
  selected: readonly RowOfFiles[] | undefined,
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
          isSamePlace(other.file, file) &&
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
  const { engine, file } = await placeFor(engines, argument);
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Files of {0}', placeText(file)),
    prompt: question,
    value: '/',
    valueSelection: [1, 1],
    validateInput: (text) =>
      posix.isAbsolute(text)
        ? undefined
        : vscode.l10n.t('A path begins with a slash here, such as /etc/hosts.'),
  });
  if (answer === undefined) {
    throw new CancelledError();
  }
  const path = posix.normalize(answer);
  const trimmed = path.length > 1 ? path.replace(/\/$/, '') : path;
  return { engine, file: { ...file, path: trimmed } };
}

/** The root folder of a container that is named, else of a place that is picked. */
async function placeFor(engines: Engines, argument: FileArgument): Promise<FileOfEngine> {
  const isNamed = argument !== undefined && !(argument instanceof vscode.Uri);
  if (!isNamed || isRowOfVolume(argument)) {
    return choosePlace(engines);
  }
  const choice = anyOf(vscode.l10n.t('In which container?'));
  const { engine, container } = await chooseContainer(engines, argument, choice);
  return { engine, file: { container: container.name, path: '/' } };
}
