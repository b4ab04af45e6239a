import type { EngineFact } from '../../domain/engineFacts';
import type { ListedEngine } from '../../domain/listedEngine';
import type { ShownEngine } from '../engine/engines';

/** What stands in the **Engines** view. */
export type EnginesNode = EngineRow | FactRow | DiskUsageRow | EngineNoteRow;

/** An engine that can be chosen. */
export interface EngineRow {
  readonly kind: 'engineRow';
  readonly id: string;
  readonly listed: ListedEngine;
  /** Where its containers are shown. */
  readonly shown?: ShownEngine;
}

/** One thing that is told of an engine. */
interface FactRow {
  readonly kind: 'factRow';
  readonly id: string;
  readonly fact: EngineFact;
}

/** Opens what a shown engine keeps on its disk. */
interface DiskUsageRow {
  readonly kind: 'diskUsageRow';
  readonly id: string;
  readonly shown: ShownEngine;
}

/** A sentence in the place of rows: why there are none, or not yet. */
interface EngineNoteRow {
  readonly kind: 'engineNoteRow';
  readonly id: string;
  readonly text: string;
  readonly isProblem: boolean;
}

/** The rows below an engine whose facts are known. */
export function factRows({ id, shown }: EngineRow, facts: readonly EngineFact[]): EnginesNode[] {
  const usage: EnginesNode[] = shown ? [{ kind: 'diskUsageRow', id: `${id}/disk`, shown }] : [];
  return [
    ...usage,
    ...facts.map((fact, index): EnginesNode => {
      return { kind: 'factRow', id: `${id}/${fact.name}/${index}`, fact };
    }),
  ];
}
