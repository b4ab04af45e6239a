import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { byteSize } from '../../domain/byteSize';
import { previewPrune, prune, type PruneItem } from '../../engine/prune';
import { commandIds } from '../commandIds';
import { connectedSnapshots } from '../connectedSnapshot';
import { engineLabel } from '../engine/engineLabel';
import type { Engines, ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { withCancellableProgress, withViewProgress } from '../progress';
import { pruneScope, scopedTitle, whereRemoved, type PruneScope } from '../pruneScope';
import type { RegisterCommand } from '../registerCommand';

interface Unused {
  readonly engine: ShownEngine;
  readonly item: PruneItem;
  readonly isTagged: boolean;
}

/**
 * Registers **Remove Unused Images…**: shows which no container was made from and what only they take,
 * removes those that stay checked, and asks once more. Images with a tag are not checked by themselves.
 */
export function registerImagePrune(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
): void {
  registerCommand(commandIds.imagePrune, async (argument?: unknown) => {
    const scope = pruneScope(engines, argument);
    const unused = await withViewProgress('drydock.images', () => findUnused(scope));
    const chosen = await choose(scope, unused);
    await confirm(scope, chosen);
    const kept = await withCancellableProgress(
      vscode.l10n.t('Removing unused images'),
      (progress, signal) =>
        removeAll(chosen, dockerCommands, (message) => progress.report({ message }), signal),
    );
    const [first, ...others] = kept;
    if (first !== undefined) {
      const count = vscode.l10n.t('{0} images could not be removed.', kept.length);
      throw new UserError(others.length === 0 ? first : [count, ...kept].join(' '));
    }
  });
}

async function findUnused(scope: PruneScope): Promise<readonly Unused[]> {
  const found = await Promise.all(
    (await connectedSnapshots(scope)).map(async ({ engine, snapshot }) => {
      const { items } = await previewPrune(engine.engine, 'images', { taggedImages: true });
      return items.map((item): Unused => {
        const image = snapshot.images.find(({ id }) => id === item.id);
        return { engine, item, isTagged: (image?.tags.length ?? 0) > 0 };
      });
    }),
  );
  const all = found.flat().sort((a, b) => b.item.size - a.item.size);
  if (all.length === 0) {
    throw new UserError(vscode.l10n.t('Every image is used by a container.'));
  }
  return all;
}

async function choose(scope: PruneScope, unused: readonly Unused[]): Promise<readonly Unused[]> {
  const items = unused.map((each) => ({
    label: each.item.name,
    description: [
      ...(each.isTagged ? [] : [vscode.l10n.t('untagged')]),
      each.item.size > 0
        ? byteSize(each.item.size)
        : vscode.l10n.t('all of it shared with other images'),
    ].join(' · '),
    ...(scope.all.length > 1 ? { detail: engineLabel(each.engine) } : {}),
    iconPath: new vscode.ThemeIcon('package'),
    picked: !each.isTagged,
    each,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: scopedTitle(
      vscode.l10n.t('Unused Images: {0}, with {1}', unused.length, byteSize(total(unused))),
      scope,
    ),
    placeHolder: vscode.l10n.t('Which of them should be removed? Sizes are without shared layers'),
  });
  if (!picked || picked.length === 0) {
    throw new CancelledError();
  }
  return picked.map(({ each }) => each);
}

async function confirm(scope: PruneScope, chosen: readonly Unused[]): Promise<void> {
  const remove = vscode.l10n.t('Remove');
  const names = chosen.map(({ item }) => `"${item.name}"`).join(', ');
  const answer = await vscode.window.showWarningMessage(
    chosen.length === 1
      ? vscode.l10n.t('Remove 1 image?')
      : vscode.l10n.t('Remove {0} images?', chosen.length),
    {
      modal: true,
      detail: [
        `${names}.`,
        ...whereRemoved(scope, chosen),
        vscode.l10n.t(
          'At least {0} become free. Each can only be had again by pulling or building it.',
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

/** Resolves with the reasons why some stayed. */
async function removeAll(
  chosen: readonly Unused[],
  dockerCommands: DockerCommandLog,
  report: (message: string) => void,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const engine of new Set(chosen.map((each) => each.engine))) {
    const items = chosen.filter((each) => each.engine === engine).map(({ item }) => item);
    const preview = { kind: 'images', items, size: 0 } as const;
    const result = await prune(
      engine.engine,
      preview,
      ({ name }) => {
        dockerCommands.add(engine.docker('rmi', name));
        report(name);
      },
      signal,
    );
    kept.push(...result.kept.map(({ error }) => error.message));
  }
  return kept;
}

function total(unused: readonly Unused[]): number {
  return unused.reduce((sum, { item }) => sum + item.size, 0);
}
