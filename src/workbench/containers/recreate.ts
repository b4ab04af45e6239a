import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { duplicateOf } from '../../domain/containerEdits';
import type { ContainerSpec } from '../../domain/containerSpec';
import { freeName } from '../../domain/freeName';
import { toDockerRun } from '../../domain/toDockerRun';
import { containerSpecOf } from '../../engine/containerSpecOf';
import {
  createOnNetworks,
  recreateContainer,
  type RecreatedContainer,
} from '../../project/recreateContainer';
import { commandIds } from '../commandIds';
import type { ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { withCancellableProgress } from '../progress';
import { showRemarks } from '../showRemarks';

/** A container that another is made from. */
export interface OriginalContainer {
  readonly id: string;
  readonly name: string;
}

/** Asks, and then makes a container anew as the specification says; see `recreateContainer`. */
export async function recreate(
  { engine, docker }: ShownEngine,
  dockerCommands: DockerCommandLog,
  { id, name }: OriginalContainer,
  wanted: ContainerSpec,
): Promise<RecreatedContainer> {
  const { state } = await engine.inspectContainer(id);
  await confirm(name);
  dockerCommands.add(docker('stop', name));
  dockerCommands.add(docker('rename', name, `${name}-old`));
  dockerCommands.add(docker(...creation(wanted, state === 'running')));
  const made = await withCancellableProgress(
    vscode.l10n.t('Recreating "{0}"', name),
    (progress, signal) =>
      recreateContainer(
        engine,
        id,
        () => wanted,
        (message) => progress.report({ message }),
        signal,
      ),
  );
  showRemarks(made.name, made.warnings);
  if (made.kept) {
    // Not awaited: the new one is there, whatever the user answers.
    void offerToRemove(made.kept);
  } else {
    dockerCommands.add(docker('rm', `${name}-old`));
  }
  return made;
}

/** What a container beside the original begins with. */
export async function duplicateSpecOf(
  { engine, store }: ShownEngine,
  { id, name }: OriginalContainer,
): Promise<ContainerSpec> {
  const { spec } = await containerSpecOf(engine, id, 'leave');
  const names = store.snapshot.containers.map((container) => container.name);
  return duplicateOf(spec, freeName(name, names));
}

/** Creates a container on the networks of the original, and starts it when that runs. */
export async function duplicate(
  { engine, docker, store }: ShownEngine,
  dockerCommands: DockerCommandLog,
  original: OriginalContainer,
  spec: ContainerSpec,
): Promise<RecreatedContainer> {
  const { otherNetworks } = await containerSpecOf(engine, original.id, 'leave');
  const start = (await engine.inspectContainer(original.id)).state === 'running';
  dockerCommands.add(docker(...creation(spec, start)));
  const made = await withCancellableProgress(
    vscode.l10n.t('Duplicate "{0}"', original.name),
    (progress, signal) =>
      createOnNetworks(
        engine,
        { spec, otherNetworks, start },
        (message) => progress.report({ message }),
        signal,
      ),
  );
  await store.refresh();
  showRemarks(made.name, made.warnings);
  return made;
}

function creation(spec: ContainerSpec, start: boolean): string[] {
  const [, , ...words] = toDockerRun({ ...spec, detach: false });
  return [...(start ? ['run', '-d'] : ['create']), ...words];
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
