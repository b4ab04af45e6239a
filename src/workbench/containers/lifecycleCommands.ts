import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import type { ContainerMount, ContainerSummary } from '../../domain/container';
import { commandIds } from '../commandIds';
import type { Engines } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { withViewProgress } from '../progress';
import type { RegisterCommand } from '../registerCommand';
import { chooseContainers, type ContainerArgument, type ContainerChoice } from './chooseContainers';
import type { ContainersNode, EngineContainer } from './containerNodes';
import { pickSignal } from './pickSignal';
import { startContainer } from './startContainer';

/** Registers start, stop, restart, pause, unpause, kill and remove. */
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
  register(commandIds.containerPause, toPause(), async ({ engine, container: { id, name } }) => {
    dockerCommands.add(engine.docker('pause', name));
    await engine.engine.pauseContainer(id);
  });
  register(
    commandIds.containerUnpause,
    toUnpause(),
    async ({ engine, container: { id, name } }) => {
      dockerCommands.add(engine.docker('unpause', name));
      await engine.engine.unpauseContainer(id);
    },
  );
  registerCommand(
    commandIds.containerKill,
    async (argument?: ContainerArgument, selected?: readonly ContainersNode[]) => {
      const containers = await chooseContainers(engines, argument, selected, toKill());
      const names = containers.map(({ container }) => `"${container.name}"`).join(', ');
      const signal = await pickSignal(vscode.l10n.t('Which signal should {0} get?', names));
      await forEach(containers, async ({ engine, container: { id, name } }) => {
        dockerCommands.add(engine.docker('kill', '--signal', signal, name));
        await engine.engine.killContainer(id, signal);
      });
    },
  );
  registerCommand(
    commandIds.containerRemove,
    async (argument?: ContainerArgument, selected?: readonly ContainersNode[]) => {
      const containers = await chooseContainers(engines, argument, selected, toRemove());
      if (containers.length > 0) {
        const volumes = await confirmRemoval(containers.map(({ container }) => container));
        await withViewProgress('drydock.containers', () =>
          forEach(containers, (chosen) => remove(dockerCommands, chosen, volumes)),
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
  volumes: boolean,
): Promise<void> {
  const force = isAlive(container);
  const flags = [...(force ? ['--force'] : []), ...(volumes ? ['--volumes'] : [])];
  dockerCommands.add(engine.docker('rm', ...flags, container.name));
  await engine.engine.removeContainer(container.id, { force, volumes });
}

/** Resolves with whether their volumes without a name go too, which is asked where there are any. */
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
  const volumes = containers.flatMap(anonymousVolumes).length;
  if (volumes > 0) {
    detail.push(
      vscode.l10n.t('Volumes without a name: {0}. They stay unless you remove them too.', volumes),
    );
  }
  const removeButton = vscode.l10n.t('Remove');
  const withVolumes = vscode.l10n.t('Remove with Volumes');
  const answer = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail: detail.filter((line) => line !== '').join('\n') },
    removeButton,
    ...(volumes > 0 ? [withVolumes] : []),
  );
  if (answer === undefined) {
    throw new CancelledError();
  }
  return answer === withVolumes;
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

/** The engine names them by sixty-four digits. */
function anonymousVolumes({ mounts }: ContainerSummary): readonly ContainerMount[] {
  return mounts.filter(({ type, name = '' }) => type === 'volume' && /^[0-9a-f]{64}$/.test(name));
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

function toPause(): ContainerChoice {
  return {
    question: vscode.l10n.t('Which containers should be paused?'),
    accepts: ({ state }) => state === 'running',
    none: vscode.l10n.t('No container is running.'),
  };
}

function toUnpause(): ContainerChoice {
  return {
    question: vscode.l10n.t('Which containers should go on?'),
    accepts: ({ state }) => state === 'paused',
    none: vscode.l10n.t('No container is paused.'),
  };
}

function toKill(): ContainerChoice {
  return {
    question: vscode.l10n.t('Which containers should get a signal?'),
    accepts: isAlive,
    none: vscode.l10n.t('No container is running.'),
  };
}

function toRemove(): ContainerChoice {
  return {
    question: vscode.l10n.t('Which containers should be removed?'),
    accepts: () => true,
    none: vscode.l10n.t('There are no containers.'),
  };
}
