import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import type { ContainerState } from '../../domain/container';
import type { ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';

/** A container as far as starting it goes. */
interface Startable {
  readonly id: string;
  readonly name: string;
  readonly state: ContainerState;
}

/** Starts a container; one that is paused goes on. */
export async function startContainer(
  { engine, docker }: ShownEngine,
  dockerCommands: DockerCommandLog,
  { id, name, state }: Startable,
): Promise<void> {
  if (state === 'paused') {
    dockerCommands.add(docker('unpause', name));
    await engine.unpauseContainer(id);
  } else {
    dockerCommands.add(docker('start', name));
    await engine.startContainer(id);
  }
}

/** Asks whether to start a container that does not run; a refusal cancels. */
export async function offerToStart(
  engine: ShownEngine,
  dockerCommands: DockerCommandLog,
  container: Startable,
): Promise<void> {
  if (container.state === 'running') {
    return;
  }
  const start =
    container.state === 'paused' ? vscode.l10n.t('Unpause It') : vscode.l10n.t('Start It');
  const answer = await vscode.window.showInformationMessage(
    container.state === 'paused'
      ? vscode.l10n.t('The container "{0}" is paused.', container.name)
      : vscode.l10n.t('The container "{0}" is not running.', container.name),
    { modal: true },
    start,
  );
  if (answer !== start) {
    throw new CancelledError();
  }
  await startContainer(engine, dockerCommands, container);
}
