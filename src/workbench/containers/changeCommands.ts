import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { isContainerName } from '../../domain/containerName';
import { ImageReferenceError, parseImageReference } from '../../domain/imageReference';
import { commandIds } from '../commandIds';
import type { Engines } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { withCancellableProgress } from '../progress';
import type { RegisterCommand } from '../registerCommand';
import {
  anyOf,
  chooseContainer,
  chooseContainers,
  type ContainerArgument,
} from './chooseContainers';
import { changeLimits } from './changeLimits';
import type { ContainersNode } from './containerNodes';
import { pickRestartPolicy, restartFlag } from './restartPolicy';

/** Registers what changes a container that stays: rename, commit, limits, restart policy. */
export function registerChangeCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
): void {
  registerCommand(commandIds.containerRename, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which container should be renamed?')),
    );
    const name = await askForContainerName(
      vscode.l10n.t('Rename "{0}"', container.name),
      container.name,
    );
    if (name !== container.name) {
      dockerCommands.add(engine.docker('rename', container.name, name));
      await engine.engine.renameContainer(container.id, name);
    }
  });
  registerCommand(commandIds.containerCommit, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which container should become an image?')),
    );
    const { id, name } = container;
    const title = vscode.l10n.t('Commit "{0}" to an Image', name);
    const reference = await askForReference(title, `${name.toLowerCase()}:latest`);
    const message = await vscode.window.showInputBox({
      title,
      prompt: vscode.l10n.t('What has changed; may be empty'),
    });
    if (message === undefined) {
      throw new CancelledError();
    }
    const flags = message === '' ? [] : ['--message', message];
    dockerCommands.add(engine.docker('commit', ...flags, name, reference));
    await withCancellableProgress(title, (_, signal) =>
      engine.engine.commitContainer(
        id,
        { reference, pause: true, ...(message === '' ? {} : { message }) },
        signal,
      ),
    );
  });
  registerCommand(commandIds.containerChangeLimits, async (argument?: ContainerArgument) => {
    const chosen = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which limits should be changed?')),
    );
    await changeLimits(chosen, dockerCommands);
  });
  registerCommand(
    commandIds.containerChangeRestartPolicy,
    async (argument?: ContainerArgument, selected?: readonly ContainersNode[]) => {
      const containers = await chooseContainers(
        engines,
        argument,
        selected,
        anyOf(vscode.l10n.t('Which restart policies should be changed?')),
      );
      const [first] = containers;
      if (!first) {
        return;
      }
      const { limits } = await first.engine.engine.inspectContainer(first.container.id);
      const restart = await pickRestartPolicy(limits.restart);
      for (const { engine, container } of containers) {
        dockerCommands.add(
          engine.docker('update', '--restart', restartFlag(restart), container.name),
        );
        await engine.engine.updateContainer(container.id, { restart });
      }
    },
  );
}

/** Asks for the name of a container. */
export async function askForContainerName(title: string, value: string): Promise<string> {
  const name = await vscode.window.showInputBox({
    title,
    value,
    prompt: vscode.l10n.t('The name of the container'),
    validateInput: (text) =>
      isContainerName(text.trim())
        ? undefined
        : vscode.l10n.t(
            'A name has at least two of the characters a–z, A–Z, 0–9, "_", "." and "-", and begins with a letter or a digit.',
          ),
  });
  if (name === undefined) {
    throw new CancelledError();
  }
  return name.trim();
}

async function askForReference(title: string, value: string): Promise<string> {
  const reference = await vscode.window.showInputBox({
    title,
    value,
    prompt: vscode.l10n.t('The name of the image, such as me/tools:1'),
    validateInput: referenceProblem,
  });
  if (reference === undefined) {
    throw new CancelledError();
  }
  return reference.trim();
}

function referenceProblem(text: string): string | undefined {
  try {
    parseImageReference(text.trim());
    return undefined;
  } catch (error) {
    if (error instanceof ImageReferenceError) {
      return error.message;
    }
    throw error;
  }
}
