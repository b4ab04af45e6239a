import * as vscode from 'vscode';
import type { ContainerSummary } from '../../domain/container';
import { commandIds } from '../commandIds';
import type { Engines } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { withViewProgress } from '../progress';
import type { RegisterCommand } from '../registerCommand';
import { chooseContainers, type ContainerArgument, type ContainerChoice } from './chooseContainers';
import type { ContainersNode, EngineContainer } from './containerNodes';
import { startContainer } from './startContainer';

/** Registers start, stop, restart and remove. */
export function registerLifecycleCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
): void {
  const register = (
    id: string,
    choice: ContainerChoice,
    act: (chosen: EngineContainer) => Promise<void>,
  ): void => {
    registerCommand(
      id,
      async (argument?: ContainerArgument, selected?: readonly ContainersNode[]) => {
        const containers = await chooseContainers(engines, argument, selected, choice);
        await withViewProgress('drydock.containers', () => forEach(containers, act));
      },
    );
  };

  register(commandIds.containerStart, toStart(), ({ engine, container }) =>
    startContainer(engine, dockerCommands, container),
  );
  register(commandIds.containerStop, toStop(), async ({ engine, container: { id, name } }) => {
    dockerCommands.add(engine.docker('stop', name));
    await engine.engine.stopContainer(id);
  });
  register(
    commandIds.containerRestart,
    toRestart(),
    async ({ engine, container: { id, name } }) => {
      dockerCommands.add(engine.docker('restart', name));
      await engine.engine.restartContainer(id);
    },
  );
  registerCommand(
    commandIds.containerRemove,
    async (argument?: ContainerArgument, selected?: readonly ContainersNode[]) => {
      const containers = await chooseContainers(engines, argument, selected, toRemove());
      if (
        containers.length > 0 &&
        (await confirmRemoval(containers.map(({ container }) => container)))
      ) {
        await withViewProgress('drydock.containers', () =>
          forEach(containers, (chosen) => remove(dockerCommands, chosen)),
        );
      }
    },
  );
}

/** All at once, since stopping one may take ten seconds; the first failure is told when all are done. */
async function forEach(
  containers: readonly EngineContainer[],
  act: (chosen: EngineContainer) => Promise<void>,
): Promise<void> {
  const results = await Promise.allSettled(containers.map(act));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
}

async function remove(
  dockerCommands: DockerCommandLog,
  { engine, container }: EngineContainer,
): Promise<void> {
  const force = isAlive(container);
  dockerCommands.add(engine.docker('rm', ...(force ? ['--force'] : []), container.name));
  await engine.engine.removeContainer(container.id, { force, volumes: false });
}

async function confirmRemoval(containers: readonly ContainerSummary[]): Promise<boolean> {
  const names = containers.map(({ name }) => `"${name}"`).join(', ');
  const question =
    containers.length === 1
      ? vscode.l10n.t('Remove the container {0}?', names)
      : vscode.l10n.t('Remove {0} containers?', containers.length);
  const detail = [
    containers.length === 1 ? '' : `${names}.`,
    killedBy(containers),
    vscode.l10n.t('Files that are not in a mount are lost.'),
  ];
  const removeButton = vscode.l10n.t('Remove');
  const answer = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail: detail.filter((line) => line !== '').join('\n') },
    removeButton,
  );
  return answer === removeButton;
}

/** What the removal ends, for the question whether to remove. */
function killedBy(containers: readonly ContainerSummary[]): string {
  const running = containers.filter(isAlive).map(({ name }) => `"${name}"`);
  if (running.length === 0) {
    return '';
  }
  return containers.length === 1
    ? vscode.l10n.t('It is running, and what runs in it is killed.')
    : vscode.l10n.t('What runs in {0} is killed.', running.join(', '));
}

function isAlive({ state }: ContainerSummary): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}

function toStart(): ContainerChoice {
  return {
    question: vscode.l10n.t('Which containers should be started?'),
    accepts: ({ state }) => state !== 'running' && state !== 'removing',
    none: vscode.l10n.t('There is no container that could be started.'),
  };
}

function toStop(): ContainerChoice {
  return {
    question: vscode.l10n.t('Which containers should be stopped?'),
    accepts: isAlive,
    none: vscode.l10n.t('No container is running.'),
  };
}

function toRestart(): ContainerChoice {
  return {
    question: vscode.l10n.t('Which containers should be restarted?'),
    accepts: () => true,
    none: vscode.l10n.t('There are no containers.'),
  };
}

function toRemove(): ContainerChoice {
  return {
    question: vscode.l10n.t('Which containers should be removed?'),
    accepts: () => true,
    none: vscode.l10n.t('There are no containers.'),
  };
}
