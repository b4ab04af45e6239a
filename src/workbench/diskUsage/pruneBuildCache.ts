import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { byteSize } from '../../domain/byteSize';
import type { ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { withCancellableProgress } from '../progress';

/** Says what the build cache of an engine takes, asks, and empties it. */
export async function pruneBuildCache(
  { engine, docker }: ShownEngine,
  dockerCommands: DockerCommandLog,
): Promise<void> {
  const { buildCache } = await withCancellableProgress(
    vscode.l10n.t('Measuring the build cache'),
    (_, signal) => engine.diskUsage(signal),
  );
  if (buildCache.size === 0) {
    throw new UserError(
      vscode.l10n.t('The build cache of the engine "{0}" is empty.', engine.endpoint),
    );
  }
  const button = vscode.l10n.t('Empty');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Empty the build cache of the engine "{0}"?', engine.endpoint),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0} of {1} become free. The next builds take longer.',
        byteSize(buildCache.reclaimable),
        byteSize(buildCache.size),
      ),
    },
    button,
  );
  if (answer !== button) {
    throw new CancelledError();
  }
  dockerCommands.add(docker('builder', 'prune', '--all'));
  await withCancellableProgress(vscode.l10n.t('Emptying the build cache'), (_, signal) =>
    engine.pruneBuildCache(signal),
  );
}
