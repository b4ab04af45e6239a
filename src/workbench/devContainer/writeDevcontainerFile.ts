import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import type { ContainerSpec } from '../../domain/containerSpec';
import {
  devcontainerFileLabel,
  type DevcontainerSource,
} from '../../domain/devcontainer/devcontainer';
import { writeDevcontainer } from '../../domain/devcontainer/writeDevcontainer';
import { containerSpecOf } from '../../engine/containerSpecOf';
import { folderArgument, type ProjectArgument } from '../build/projectArgument';
import { commandIds } from '../commandIds';
import { replaceText, textOf } from '../editedFile';
import type { ShownEngine } from '../engine/engines';
import type { RegisterCommand } from '../registerCommand';
import { pathIn, type DevcontainerFiles } from './devcontainerFiles';
import type { DevContainers } from './devContainers';
import { containerNameOf } from './specFromFile';

/** Registers **Write devcontainer.json**. */
export function registerWriteDevcontainerFile(
  registerCommand: RegisterCommand,
  { engine }: ShownEngine,
  devContainers: DevContainers,
  files: DevcontainerFiles,
): void {
  registerCommand(commandIds.devContainerWriteFile, async (argument: ProjectArgument) => {
    const folder = await folderArgument(argument);
    const { id, labels } = await devContainers.require(folder);
    const { spec } = await containerSpecOf(engine, id, 'leave');
    await writeDevcontainerFile(spec, folder, files, { path: labels[devcontainerFileLabel] });
  });
}

/**
 * Writes the folder's `devcontainer.json`, asking before one that is there is changed, and shows it.
 * `container` is given for one that exists, with the path of the file that it was made from, if it was.
 */
export async function writeDevcontainerFile(
  spec: ContainerSpec,
  folder: vscode.WorkspaceFolder,
  files: DevcontainerFiles,
  container?: { readonly path: string | undefined },
): Promise<void> {
  const madeFrom = container?.path;
  const [found] = await files.find(folder);
  const uri =
    madeFrom === undefined
      ? (found ?? vscode.Uri.joinPath(folder.uri, '.devcontainer', 'devcontainer.json'))
      : vscode.Uri.joinPath(folder.uri, madeFrom);
  const text = await textOf(uri);
  const content = {
    spec,
    hostFolder: folder.uri.fsPath,
    name: folder.name,
    containerName: containerNameOf(folder, pathIn(folder, uri)),
    fromContainer: container !== undefined,
  };
  if (text === undefined) {
    const written = writeDevcontainer({ ...content, keepSource: false });
    await vscode.workspace.fs.writeFile(uri, Buffer.from(written.text));
    await show(uri, written.unsupported);
    return;
  }
  const { devcontainer, path } = await files.read(folder, uri);
  const { source } = devcontainer;
  const keepSource = madeFrom !== undefined && source.kind === 'build';
  const written = writeDevcontainer({ ...content, keepSource }, { text, devcontainer });
  if (written.text !== text) {
    await confirm(path, source, keepSource);
    await replaceText(uri, written.text);
  }
  await show(uri, written.unsupported);
}

async function confirm(
  path: string,
  source: DevcontainerSource,
  keepSource: boolean,
): Promise<void> {
  const change = vscode.l10n.t('Change the File');
  const kept = vscode.l10n.t(
    'Only what says something else than the container is changed. Comments, commands and what is meant for other tools stay.',
  );
  const replaced = vscode.l10n.t('What it is made from is replaced by the image of the container.');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('"{0}" is there already. Change it?', path),
    {
      modal: true,
      detail: source.kind === 'image' || keepSource ? kept : `${kept} ${replaced}`,
    },
    change,
  );
  if (answer !== change) {
    throw new CancelledError();
  }
}

async function show(uri: vscode.Uri, unsupported: readonly string[]): Promise<void> {
  await vscode.window.showTextDocument(uri);
  if (unsupported.length > 0) {
    // Not awaited: the file is there, whatever the user answers.
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'A "devcontainer.json" cannot say the command of a container, so this is not in the file: {0}. Put it into "postStartCommand", or into the image.',
        unsupported.join(' '),
      ),
    );
  }
}
