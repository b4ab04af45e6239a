import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { byteSize } from '../../domain/byteSize';
import { workspaceFolderLabel } from '../../domain/container';
import { containerDescription } from '../../domain/containerList';
import type { EngineError } from '../../engine/engineError';
import { prune } from '../../engine/prune';
import { commandIds } from '../commandIds';
import { connectedSnapshots } from '../connectedSnapshot';
import { engineLabel } from '../engine/engineLabel';
import type { Engines } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { withViewProgress } from '../progress';
import { pruneScope, scopedTitle, whereRemoved, type PruneScope } from '../pruneScope';
import type { RegisterCommand } from '../registerCommand';
import type { EngineContainer } from './containerNodes';
import { stateIcon } from './containerTreeItem';

/** A container that does not run, and what it takes on the disk. */
interface Leftover extends EngineContainer {
  readonly size: number;
}

/**
 * Registers **Remove Stopped Containers…**: shows which there are and what they take, takes those
 * that stay checked, and asks once more. Dev containers are not checked by themselves.
 */
export function registerPruneCommand(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
): void {
  registerCommand(commandIds.containerPrune, async (argument?: unknown) => {
    const scope = pruneScope(engines, argument);
    const leftovers = await withViewProgress('drydock.containers', () => findLeftovers(scope));
    const chosen = await choose(scope, leftovers);
    await confirm(scope, chosen);
    const kept = await withViewProgress('drydock.containers', () =>
      removeAll(chosen, dockerCommands),
    );
    const [first, ...others] = kept;
    if (first) {
      throw others.length === 0
        ? first
        : new UserError(
            [
              vscode.l10n.t('{0} containers could not be removed.', kept.length),
              ...kept.map(({ message }) => message),
            ].join(' '),
          );
    }
  });
}

/** Resolves with why some stayed. */
async function removeAll(
  chosen: readonly Leftover[],
  dockerCommands: DockerCommandLog,
): Promise<readonly EngineError[]> {
  const kept: EngineError[] = [];
  for (const engine of new Set(chosen.map((each) => each.engine))) {
    const items = chosen
      .filter((each) => each.engine === engine)
      .map(({ container: { id, name }, size }) => ({ id, name, size }));
    const result = await prune(engine.engine, { kind: 'containers', items, size: 0 }, ({ name }) =>
      dockerCommands.add(engine.docker('rm', name)),
    );
    kept.push(...result.kept.map(({ error }) => error));
  }
  return kept;
}

async function findLeftovers(scope: PruneScope): Promise<readonly Leftover[]> {
  const snapshots = await connectedSnapshots(scope);
  const found = await Promise.all(
    snapshots.map(async ({ engine, snapshot }) => {
      const stopped = snapshot.containers.filter(({ state }) =>
        ['created', 'exited', 'dead'].includes(state),
      );
      if (stopped.length === 0) {
        return [];
      }
      const sizes = await engine.engine.containerSizes(stopped.map(({ id }) => id));
      return stopped.map((container): Leftover => {
        const size = sizes.find(({ id }) => id === container.id)?.writable ?? 0;
        return { engine, container, size };
      });
    }),
  );
  const all = found.flat().sort((a, b) => b.size - a.size);
  if (all.length === 0) {
    throw new UserError(vscode.l10n.t('There is no stopped container.'));
  }
  return all;
}

async function choose(
  scope: PruneScope,
  leftovers: readonly Leftover[],
): Promise<readonly Leftover[]> {
  const items = leftovers.map((leftover) => {
    const { engine, container, size } = leftover;
    const isDevContainer = container.labels[workspaceFolderLabel] !== undefined;
    const details = [
      ...(isDevContainer ? [vscode.l10n.t('A dev container')] : []),
      ...(scope.all.length > 1 ? [engineLabel(engine)] : []),
    ];
    return {
      label: container.name,
      description: `${byteSize(size)} · ${containerDescription(container, Date.now())}`,
      ...(details.length > 0 ? { detail: details.join(' · ') } : {}),
      iconPath: stateIcon(container),
      picked: !isDevContainer,
      leftover,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: scopedTitle(
      vscode.l10n.t(
        'Stopped Containers: {0}, with {1}',
        leftovers.length,
        byteSize(total(leftovers)),
      ),
      scope,
    ),
    placeHolder: vscode.l10n.t('Which of them should be removed?'),
  });
  if (!picked || picked.length === 0) {
    throw new CancelledError();
  }
  return picked.map(({ leftover }) => leftover);
}

async function confirm(scope: PruneScope, chosen: readonly Leftover[]): Promise<void> {
  const remove = vscode.l10n.t('Remove');
  const names = chosen.map(({ container }) => `"${container.name}"`).join(', ');
  const answer = await vscode.window.showWarningMessage(
    chosen.length === 1
      ? vscode.l10n.t('Remove 1 stopped container?')
      : vscode.l10n.t('Remove {0} stopped containers?', chosen.length),
    {
      modal: true,
      detail: [
        `${names}.`,
        ...whereRemoved(scope, chosen),
        vscode.l10n.t(
          '{0} become free. Files that are not in a mount are lost.',
          byteSize(total(chosen)),
        ),
      ].join('\n'),
    },
    remove,
  );
  if (answer !== remove) {
    throw new CancelledError();
  }
}

function total(leftovers: readonly Leftover[]): number {
  return leftovers.reduce((sum, { size }) => sum + size, 0);
}
