import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { duplicateOf } from '../../domain/containerEdits';
import type { ContainerSpec } from '../../domain/containerSpec';
import { freeName } from '../../domain/freeName';
import { toDockerRun } from '../../domain/toDockerRun';
import { containerSpecOf } from '../../engine/containerSpecOf';
import { createOnNetworks, recreateContainer } from '../../project/recreateContainer';
import { commandIds } from '../commandIds';
import type { Engines, ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { withCancellableProgress } from '../progress';
import type { RegisterCommand } from '../registerCommand';
import { askForContainerName } from './changeCommands';
import { anyOf, chooseContainer, type ContainerArgument } from './chooseContainers';
import { editSpec } from './editSpec';

/** Registers **Duplicate Container…** and **Recreate Container with Changes…**. */
export function registerRecreateCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
): void {
  registerCommand(commandIds.containerDuplicate, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which container should be duplicated?')),
    );
    const names = engine.store.snapshot.containers.map(({ name }) => name);
    const title = vscode.l10n.t('Duplicate "{0}"', container.name);
    const name = await askForContainerName(title, freeName(container.name, names));
    const { spec, otherNetworks } = await containerSpecOf(engine.engine, container.id, 'leave');
    const duplicate = duplicateOf(spec, name);
    const start = container.state === 'running';
    logCreation(engine, dockerCommands, duplicate, start);
    await withCancellableProgress(title, (progress, signal) =>
      createOnNetworks(
        engine.engine,
        { spec: duplicate, otherNetworks, start },
        (message) => progress.report({ message }),
        signal,
      ),
    );
  });
  registerCommand(commandIds.containerRecreate, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which container should be made anew?')),
    );
    const { spec } = await containerSpecOf(engine.engine, container.id, 'carry');
    const wanted = await editSpec(
      spec,
      vscode.l10n.t('Recreate "{0}" with Changes', container.name),
    );
    await confirm(container.name);
    dockerCommands.add(engine.docker('stop', container.name));
    dockerCommands.add(engine.docker('rename', container.name, `${container.name}-old`));
    logCreation(engine, dockerCommands, wanted, container.state === 'running');
    const made = await withCancellableProgress(
      vscode.l10n.t('Recreating "{0}"', container.name),
      (progress, signal) =>
        recreateContainer(
          engine.engine,
          container.id,
          () => wanted,
          (message) => progress.report({ message }),
          signal,
        ),
    );
    if (made.kept) {
      await offerToRemove(made.kept);
    } else {
      dockerCommands.add(engine.docker('rm', `${container.name}-old`));
    }
  });
}

function logCreation(
  engine: ShownEngine,
  dockerCommands: DockerCommandLog,
  spec: ContainerSpec,
  start: boolean,
): void {
  const [, , ...words] = toDockerRun({ ...spec, detach: false });
  dockerCommands.add(engine.docker(...(start ? ['run', '-d'] : ['create']), ...words));
}

async function confirm(name: string): Promise<void> {
  const recreate = vscode.l10n.t('Recreate');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Stop the container "{0}" and make it anew?', name),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Mounts and volumes go over to the new one; other files that were changed in it are lost (Commit keeps them in an image). The old one is removed only when the new one runs, and put back when anything fails.',
      ),
    },
    recreate,
  );
  if (answer !== recreate) {
    throw new CancelledError();
  }
}

async function offerToRemove({
  name,
  reason,
}: {
  readonly name: string;
  readonly reason: string;
}): Promise<void> {
  const remove = vscode.l10n.t('Remove Container…');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('The old container is kept as "{0}". {1}', name, reason),
    remove,
  );
  if (answer === remove) {
    await vscode.commands.executeCommand(commandIds.containerRemove, name);
  }
}
