import * as vscode from 'vscode';
import { UserError } from '../base/errors';
import { engineLabel } from './engine/engineLabel';
import type { Engines, ShownEngine } from './engine/engines';

/** Has a command that removes what is unused do so on one engine only, given by its id. */
export interface OnlyOnEngine {
  readonly onlyOnEngine: string;
}

/** The engines whose unused things are shown and removed. */
export interface PruneScope {
  readonly all: readonly ShownEngine[];
  /** What the only one is called, where only one was asked for. */
  readonly only?: string;
}

/** The engine that a command was given, else all that are shown. A row that has the focus is no engine. */
export function pruneScope(engines: Engines, argument: unknown): PruneScope {
  if (typeof argument !== 'object' || argument === null || !('onlyOnEngine' in argument)) {
    return { all: engines.all };
  }
  const engine = engines.all.find(({ id }) => id === argument.onlyOnEngine);
  if (!engine) {
    throw new UserError(
      vscode.l10n.t('The engine "{0}" is not shown any more.', String(argument.onlyOnEngine)),
    );
  }
  return { all: [engine], only: engineLabel(engine) };
}

/** A title that says on which engine, where it is about one. */
export function scopedTitle(title: string, { only }: PruneScope): string {
  return only === undefined ? title : vscode.l10n.t('{0}, on "{1}"', title, only);
}

/** The sentences of a question that say on which engines things are removed, where there are several. */
export function whereRemoved(
  { all, only }: PruneScope,
  things: readonly { readonly engine: ShownEngine }[],
): readonly string[] {
  if (all.length === 1 && only === undefined) {
    return [];
  }
  const labels = [...new Set(things.map(({ engine }) => engineLabel(engine)))];
  return [vscode.l10n.t('This is done on {0}.', labels.map((label) => `"${label}"`).join(', '))];
}
