import { isDeepStrictEqual } from 'node:util';
import { DisposableStore, toDisposable, type Disposable } from '../base/disposable';
import { CancelledError, errorMessage } from '../base/errors';
import { Emitter, type Event } from '../base/event';
import type { Logger } from '../base/logger';
import type { ContainerSummary } from '../domain/container';
import type { ImageSummary } from '../domain/image';
import type { NetworkSummary } from '../domain/network';
import type { VolumeSummary } from '../domain/volume';
import { Coalescer, type CoalescerTimes } from './coalescer';
import type { EngineInfo } from '../domain/engineInfo';
import type { ContainerEngine, EngineChange, ResourceKind } from './containerEngine';
import { EngineError } from './engineError';
import { volumeHelperLabel } from './volumeHelper';

/** How the store stands with its engine. */
export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected'; readonly info: EngineInfo }
  | { readonly state: 'disconnected'; readonly error: EngineError };

/** What the store knows. The lists are empty unless it is connected. */
export interface Snapshot {
  readonly connection: Connection;
  readonly containers: readonly ContainerSummary[];
  readonly images: readonly ImageSummary[];
  /** Absent until somebody has asked for them: see {@link ResourceStore.watch}. */
  readonly networks?: readonly NetworkSummary[];
  readonly volumes?: readonly VolumeSummary[];
}

type Lists = Partial<Omit<Snapshot, 'connection'>>;

/** What a store lists only while somebody looks at it. */
export type OnDemand = 'networks' | 'volumes';

/** How patient a store is. In milliseconds. */
export interface StoreTimes extends CoalescerTimes {
  /** Until an engine that tells its events but failed to answer is asked again. */
  readonly retry: number;
}

const usualTimes: StoreTimes = { delay: 100, maximumDelay: 500, retry: 5000 };

/**
 * The last known containers and images of an engine, and its networks and volumes while somebody looks
 * at them, kept up to date by its events. Whoever shows them never waits for the engine. A burst of
 * events costs one list call for each kind.
 */
export class ResourceStore implements Disposable {
  private current: Snapshot = { connection: { state: 'connecting' }, containers: [], images: [] };
  private readonly changed = new Emitter<Snapshot>();
  private readonly owned = new DisposableStore();
  private readonly ended = new AbortController();
  private readonly lists: Coalescer;
  /** What is out of date. */
  private stale = new Set<ResourceKind | 'everything'>();
  /** How many look at what is listed on demand. */
  private readonly watchers = { networks: 0, volumes: 0 };
  private started = false;
  private isFollowing = false;
  private retryTimer: NodeJS.Timeout | undefined;

  /** Fires with each new snapshot. */
  readonly onDidChange: Event<Snapshot> = this.changed.event;

  constructor(
    private readonly engine: ContainerEngine,
    private readonly log: Logger,
    private readonly times: StoreTimes = usualTimes,
  ) {
    this.lists = this.owned.add(new Coalescer(() => this.update(), times));
    this.owned.add(toDisposable(() => this.ended.abort()));
    this.owned.add(toDisposable(() => clearTimeout(this.retryTimer)));
  }

  get snapshot(): Snapshot {
    return this.current;
  }

  /** Begins to follow the engine, once; nothing touches the engine before. */
  start(): void {
    if (!this.started) {
      this.started = true;
      this.owned.add(this.engine.watch((change) => this.onChange(change)));
    }
  }

  /** Has the store list what is only listed on demand, until the last who asked for it is disposed. */
  watch(kind: OnDemand): Disposable {
    this.watchers[kind] += 1;
    if (this.watchers[kind] === 1 && this.started) {
      this.stale.add(kind);
      // Nobody waits; failure ends up in the snapshot.
      void this.lists.now();
    }
    let isWatching = true;
    return toDisposable(() => {
      this.watchers[kind] -= isWatching ? 1 : 0;
      isWatching = false;
      if (this.watchers[kind] === 0) {
        // From now on it would only grow old.
        const { networks, volumes, ...rest } = this.current;
        const kept = kind === 'networks' ? volumes && { volumes } : networks && { networks };
        this.current = { ...rest, ...kept };
      }
    });
  }

  /** Asks the engine for everything; looks for the engine anew. Resolves also when there is none. */
  refresh(): Promise<void> {
    this.start();
    this.stale.add('everything');
    return this.lists.now();
  }

  dispose(): void {
    this.owned.dispose();
    this.changed.dispose();
  }

  private onChange(change: EngineChange): void {
    switch (change.kind) {
      case 'containers':
      case 'images':
        this.stale.add(change.kind);
        this.lists.request();
        break;
      case 'networks':
      case 'volumes':
        if (this.watchers[change.kind] > 0) {
          this.stale.add(change.kind);
          this.lists.request();
        }
        break;
      case 'connected':
        this.isFollowing = true;
        this.askAgain();
        break;
      case 'disconnected':
        this.isFollowing = false;
        this.onEventsEnded(change.error);
        break;
    }
  }

  /** The stream of events can end while the engine is well, so a connected engine is asked. */
  private onEventsEnded(error: Error): void {
    if (this.current.connection.state === 'connected') {
      this.askAgain();
    } else {
      this.disconnect(error);
    }
  }

  private askAgain(): void {
    // Nobody waits; failure ends up in the snapshot.
    void this.refresh();
  }

  private async update(): Promise<void> {
    const { stale } = this;
    this.stale = new Set();
    if (stale.has('everything')) {
      await this.connect();
    } else if (this.current.connection.state === 'connected') {
      const lists = await this.asked(() => this.list(stale));
      this.showIfConnected(lists);
    }
  }

  private async connect(): Promise<void> {
    const signal = this.ended.signal;
    const snapshot = await this.asked(async () => {
      const [info, lists] = await Promise.all([
        this.engine.info(signal),
        this.list(new Set(['containers', 'images', 'networks', 'volumes'])),
      ]);
      const connection = { state: 'connected' as const, info };
      return { connection, containers: [], images: [], ...lists };
    });
    if (snapshot) {
      clearTimeout(this.retryTimer);
    }
    if (snapshot && this.current.connection.state !== 'connected') {
      this.log.info(`Connected to ${snapshot.connection.info.product} at ${this.engine.endpoint}.`);
    }
    this.show(snapshot);
  }

  /** Lists these kinds, as far as somebody looks at them. */
  private async list(kinds: ReadonlySet<string>): Promise<Lists> {
    const { engine, watchers } = this;
    const { signal } = this.ended;
    const isWanted = (kind: OnDemand): boolean => kinds.has(kind) && watchers[kind] > 0;
    const [containers, images, networks, volumes] = await Promise.all([
      kinds.has('containers') ? listShownContainers(engine, signal) : undefined,
      kinds.has('images') ? engine.listImages(signal) : undefined,
      isWanted('networks') ? engine.listNetworks(signal) : undefined,
      isWanted('volumes') ? engine.listVolumes(signal) : undefined,
    ]);
    return {
      ...(containers ? { containers } : {}),
      ...(images ? { images } : {}),
      ...(networks && watchers.networks > 0 ? { networks } : {}),
      ...(volumes && watchers.volumes > 0 ? { volumes } : {}),
    };
  }

  /** The engine's answer; without one the store is disconnected. */
  private async asked<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof CancelledError)) {
        this.disconnect(error);
      }
      return undefined;
    }
  }

  private disconnect(cause: unknown): void {
    const error =
      cause instanceof EngineError ? cause : new EngineError('failed', errorMessage(cause));
    if (this.isFollowing) {
      // The events will not say when the engine answers again, because they go on.
      clearTimeout(this.retryTimer);
      this.retryTimer = setTimeout(() => this.askAgain(), this.times.retry);
    }
    const { connection } = this.current;
    if (connection.state === 'disconnected' && connection.error.message === error.message) {
      return;
    }
    this.log.warn(error.message);
    this.show({ connection: { state: 'disconnected', error }, containers: [], images: [] });
  }

  /** A list that was asked for before the connection was lost comes too late. */
  private showIfConnected(part: Partial<Snapshot> | undefined): void {
    if (part && this.current.connection.state === 'connected') {
      this.show({ ...this.current, ...part });
    }
  }

  private show(snapshot: Snapshot | undefined): void {
    if (snapshot && !this.ended.signal.aborted && !isDeepStrictEqual(snapshot, this.current)) {
      this.current = snapshot;
      this.changed.fire(snapshot);
    }
  }
}

/** Without those that Drydock makes for a moment to reach a volume. */
async function listShownContainers(
  engine: ContainerEngine,
  signal: AbortSignal,
): Promise<readonly ContainerSummary[]> {
  const containers = await engine.listContainers(signal);
  return containers.filter(({ labels }) => labels[volumeHelperLabel] === undefined);
}
