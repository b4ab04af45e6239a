import { DisposableStore, type Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';
import type { Logger } from '../../base/logger';
import { dockerCommand } from '../../domain/dockerCommand';
import type { ContainerEngine } from '../../engine/containerEngine';
import { ResourceStore } from '../../engine/resourceStore';

/** An engine whose containers and images are shown. Every row of a view knows its own. */
export interface ShownEngine {
  /** What the user called it, an address or a Docker context; `''` is the engine in use. */
  readonly id: string;
  readonly engine: ContainerEngine;
  readonly store: ResourceStore;
  /** The argument array of a `docker` command that does on this engine what the words say. */
  readonly docker: (...words: readonly string[]) => string[];
}

/** An id that is unique over all engines. */
export function idIn(engine: ShownEngine, id: string): string {
  return engine.id === '' ? id : `${engine.id}|${id}`;
}

/**
 * Whether a view is empty: its engine answers and has no rows, which are undefined as long as nobody
 * knows them. Several engines have a row each.
 */
export function hasNoRows<E extends { readonly store: Pick<ResourceStore, 'snapshot'> }>(
  { all, current }: { readonly all: readonly E[]; readonly current: E },
  rows: (engine: E) => readonly unknown[] | undefined,
): boolean {
  const { state } = current.store.snapshot.connection;
  return all.length === 1 && state === 'connected' && rows(current)?.length === 0;
}

/** What {@link Engines} is made from. */
export interface EnginesOptions {
  /** The setting of the engine in use: an address, a Docker context, or empty. */
  readonly current: () => string;
  /** The settings of the engines that are shown beside it. */
  readonly additional: () => readonly string[];
  readonly open: (setting: () => string) => ContainerEngine;
  readonly log: Logger;
}

/**
 * The engines that are shown: the one in use, where dev containers live, and those that the user
 * wants to see beside it. Each has a store of its own, which nobody starts before a view is seen.
 */
export class Engines implements Disposable {
  private readonly changed = new Emitter<void>();
  private readonly resourcesChanged = new Emitter<ShownEngine>();
  private readonly additional = new Map<string, { engine: ShownEngine; owner: DisposableStore }>();
  private readonly currentOwner = new DisposableStore();

  /** The engine in use. */
  readonly current: ShownEngine;
  /** An engine came or went. */
  readonly onDidChange: Event<void> = this.changed.event;
  /** Something in an engine changed. */
  readonly onDidChangeResources: Event<ShownEngine> = this.resourcesChanged.event;

  constructor(private readonly options: EnginesOptions) {
    this.current = this.open('', options.current, this.currentOwner);
    this.readSettings();
  }

  /** The engine in use first, the others in the order of the setting. */
  get all(): readonly ShownEngine[] {
    return [this.current, ...[...this.additional.values()].map(({ engine }) => engine)];
  }

  /** Opens what the setting has new, and closes what it has no more. */
  readSettings(): void {
    const wanted = new Set(this.options.additional().map((setting) => setting.trim()));
    wanted.delete('');
    wanted.delete(this.options.current());
    const before = [...this.additional.keys()];
    const kept = new Map(this.additional);
    this.additional.clear();
    for (const id of wanted) {
      this.additional.set(id, kept.get(id) ?? this.openAdditional(id));
      kept.delete(id);
    }
    for (const { owner } of kept.values()) {
      owner.dispose();
    }
    if (before.join('\n') !== [...this.additional.keys()].join('\n')) {
      this.changed.fire();
    }
  }

  dispose(): void {
    for (const { owner } of this.additional.values()) {
      owner.dispose();
    }
    this.currentOwner.dispose();
    this.changed.dispose();
    this.resourcesChanged.dispose();
  }

  private openAdditional(id: string): { engine: ShownEngine; owner: DisposableStore } {
    const owner = new DisposableStore();
    return { engine: this.open(id, () => id, owner), owner };
  }

  private open(id: string, setting: () => string, owner: DisposableStore): ShownEngine {
    const engine = owner.add(this.options.open(setting));
    const store = owner.add(new ResourceStore(engine, this.options.log));
    const shown: ShownEngine = {
      id,
      engine,
      store,
      docker: (...words) => dockerCommand(setting(), ...words),
    };
    owner.add(store.onDidChange(() => this.resourcesChanged.fire(shown)));
    return shown;
  }
}
