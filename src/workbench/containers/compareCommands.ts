import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { changesText } from '../../domain/containerChange';
import { commandIds } from '../commandIds';
import type { Engines } from '../engine/engines';
import { engineLabel } from '../engine/engineLabel';
import type { InspectDocuments } from '../inspectDocuments';
import type { DockerCommandLog } from '../outputLog';
import type { RegisterCommand } from '../registerCommand';
import { anyOf, chooseContainer, type ContainerArgument } from './chooseContainers';
import type { ContainersNode, EngineContainer } from './containerNodes';

/** Registers what compares a container: with another one, and with its image. */
export function registerCompareCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
  inspectDocuments: InspectDocuments,
): void {
  registerCommand(
    commandIds.containerCompare,
    async (argument?: ContainerArgument, selected?: readonly ContainersNode[]) => {
      const [left, right] = await chooseTwo(engines, argument, selected);
      const isSameName = left.container.name === right.container.name;
      const inspected = async ({ engine, container: { id, name } }: EngineContainer) => {
        dockerCommands.add(engine.docker('inspect', name));
        const text = await engine.engine.inspectContainerJson(id);
        return { name: isSameName ? `${name} (${engineLabel(engine)})` : name, text };
      };
      await inspectDocuments.compare('container', await inspected(left), await inspected(right));
    },
  );
  registerCommand(commandIds.containerShowChanges, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which container should be compared with its image?')),
    );
    const { id, name } = container;
    dockerCommands.add(engine.docker('diff', name));
    const title = vscode.l10n.t('{0} (changes)', name);
    const read = async (): Promise<string> =>
      changesText(await engine.engine.containerChanges(id)) ||
      vscode.l10n.t('The container "{0}" has the files of its image, unchanged.', name);
    await inspectDocuments.show('changes', title, read, 'txt');
  });
}

/** Two selected rows, else the row and another one that is picked, else two that are picked. */
async function chooseTwo(
  engines: Engines,
  argument: ContainerArgument,
  selected: readonly ContainersNode[] | undefined,
): Promise<readonly [EngineContainer, EngineContainer]> {
  const [first, second] = (selected ?? []).filter(({ kind }) => kind === 'container');
  const left = await chooseContainer(
    engines,
    first ?? argument,
    anyOf(vscode.l10n.t('Which container should be compared?')),
  );
  const right = await chooseContainer(engines, second, {
    question: vscode.l10n.t('With which container should "{0}" be compared?', left.container.name),
    accepts: ({ id }) => id !== left.container.id,
    none: vscode.l10n.t('There is no other container.'),
  });
  if (right.container.id === left.container.id) {
    throw new CancelledError();
  }
  return [left, right];
}
