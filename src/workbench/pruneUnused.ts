import * as vscode from 'vscode';
import { CancelledError, UserError } from '../base/errors';
import { byteSize } from '../domain/byteSize';
import { previewPrune, prune, type PruneItem } from '../engine/prune';
import { connectedSnapshots } from './connectedSnapshot';
import type { ShownEngine } from './engine/engines';
import { engineLabel } from './engine/engineLabel';
import type { DockerCommandLog } from './outputLog';
import { withCancellableProgress } from './progress';
import { scopedTitle, whereRemoved, type PruneScope } from './pruneScope';

/** What is removed here when nothing uses it. Containers and images have commands of their own. */
export type PrunedKind = 'networks' | 'volumes';

interface UnusedThing {
  readonly engine: ShownEngine;
  readonly item: PruneItem;
}

/**
 * Shows what nothing uses and what it takes, takes those that stay checked, and asks once more.
 * Volumes with a name hold what somebody meant to keep, so they are not checked by themselves.
 */
export async function pruneUnused(
  kind: PrunedKind,
  scope: PruneScope,
  dockerCommands: DockerCommandLog,
): Promise<void> {
  const texts = textsOf(kind);
  const unused = await withCancellableProgress(texts.looking, (_, signal) =>
    findUnused(kind, scope, signal),
  );
  if (unused.length === 0) {
    throw new UserError(texts.none);
  }
  const chosen = await choose(kind, scope, unused);
  await confirm(kind, scope, chosen);
  for (const engine of new Set(chosen.map((each) => each.engine))) {
    const items = chosen.filter((each) => each.engine === engine).map(({ item }) => item);
    const { kept } = await prune(engine.engine, { kind, items, size: 0 }, ({ name }) =>
      dockerCommands.add(engine.docker(texts.noun, 'rm', name)),
    );
    const [first] = kept;
    if (first) {
      throw first.error;
    }
  }
}

async function findUnused(
  kind: PrunedKind,
  scope: PruneScope,
  signal: AbortSignal,
): Promise<readonly UnusedThing[]> {
  const reached = await connectedSnapshots(scope);
  const found = await Promise.all(
    reached.map(async ({ engine }) => {
      const options = { namedVolumes: true };
      const { items } = await previewPrune(engine.engine, kind, options, signal);
      return items.map((item): UnusedThing => ({ engine, item }));
    }),
  );
  return found.flat().sort((a, b) => b.item.size - a.item.size);
}

async function choose(
  kind: PrunedKind,
  scope: PruneScope,
  unused: readonly UnusedThing[],
): Promise<readonly UnusedThing[]> {
  const texts = textsOf(kind);
  const items = unused.map((thing) => ({
    label: thing.item.name,
    description: kind === 'volumes' ? byteSize(thing.item.size) : '',
    ...(scope.all.length > 1 ? { detail: engineLabel(thing.engine) } : {}),
    iconPath: new vscode.ThemeIcon(texts.icon),
    picked: kind === 'networks' || isNumber(thing.item.name),
    thing,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: scopedTitle(texts.title(unused.length, byteSize(total(unused))), scope),
    placeHolder: vscode.l10n.t('Which of them should be removed?'),
  });
  if (!picked || picked.length === 0) {
    throw new CancelledError();
  }
  return picked.map(({ thing }) => thing);
}

async function confirm(
  kind: PrunedKind,
  scope: PruneScope,
  chosen: readonly UnusedThing[],
): Promise<void> {
  const remove = vscode.l10n.t('Remove');
  const texts = textsOf(kind);
  const names = chosen.map(({ item }) => `"${item.name}"`).join(', ');
  const detail = [
    `${names}.`,
    ...whereRemoved(scope, chosen),
    texts.lost(byteSize(total(chosen))),
  ].join('\n');
  const question = texts.question(chosen.length);
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
  if (answer !== remove) {
    throw new CancelledError();
  }
}

function textsOf(kind: PrunedKind): {
  readonly noun: string;
  readonly icon: string;
  readonly looking: string;
  readonly none: string;
  readonly title: (count: number, size: string) => string;
  readonly question: (count: number) => string;
  readonly lost: (size: string) => string;
} {
  switch (kind) {
    case 'networks':
      return {
        noun: 'network',
        icon: 'globe',
        looking: vscode.l10n.t('Looking for unused networks'),
        none: vscode.l10n.t('Each network that you made has a container.'),
        title: (count) => vscode.l10n.t('Unused Networks: {0}', count),
        question: (count) =>
          count === 1
            ? vscode.l10n.t('Remove 1 unused network?')
            : vscode.l10n.t('Remove {0} unused networks?', count),
        lost: () => vscode.l10n.t('No container, running or stopped, is on them.'),
      };
    case 'volumes':
      return {
        noun: 'volume',
        icon: 'database',
        looking: vscode.l10n.t('Measuring unused volumes'),
        none: vscode.l10n.t('Each volume is used by a container.'),
        title: (count, size) => vscode.l10n.t('Unused Volumes: {0}, with {1}', count, size),
        question: (count) =>
          count === 1
            ? vscode.l10n.t('Remove 1 unused volume?')
            : vscode.l10n.t('Remove {0} unused volumes?', count),
        lost: (size) => vscode.l10n.t('{0} become free. What is in them is lost for good.', size),
      };
  }
}

/** An anonymous volume has a number instead of a name. */
function isNumber(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

function total(things: readonly UnusedThing[]): number {
  return things.reduce((sum, { item }) => sum + item.size, 0);
}
