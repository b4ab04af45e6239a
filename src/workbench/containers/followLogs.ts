import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ContainerSummary } from '../../domain/container';
import type { LogStream } from '../../domain/log/logLine';
import type { ContainerEngine } from '../../engine/containerEngine';
import type { LogOptions } from '../../engine/containerOperations';
import { EngineError } from '../../engine/engineError';
import type { ResourceStore } from '../../engine/resourceStore';

/** Whoever shows a log that is followed. */
export interface LogTarget {
  /** Fires when nobody looks any more. */
  readonly signal: AbortSignal;
  write(stream: LogStream, bytes: Buffer): void;
  /** Nothing comes until the container is started again, or the engine answers again. */
  waits(reason: 'stopped' | 'lost'): void;
  /** It comes again. */
  goesOn(): void;
  /**
   * What was read has ended, and may be read on with what was there before. Gives when the last line
   * was written, where the lines tell: the log goes on from there.
   */
  ended(): number | undefined;
}

/**
 * Follows a container's log until nobody looks or the container is gone. When the container stops or
 * the connection breaks, the log waits and goes on.
 */
export async function followLogs(
  engine: ContainerEngine,
  store: ResourceStore,
  container: Pick<ContainerSummary, 'id'>,
  options: Omit<LogOptions, 'follow'>,
  target: LogTarget,
): Promise<void> {
  const { id } = container;
  const { signal } = target;
  let from = options;
  let isWaiting = false;
  const goOn = (): void => {
    if (isWaiting) {
      isWaiting = false;
      target.goesOn();
    }
  };
  const write: LogTarget['write'] = (stream, bytes) => {
    goOn();
    target.write(stream, bytes);
  };
  while (!isAborted(signal)) {
    // A container that says nothing yet goes on too.
    const listener = store.onDidChange(() => isRunning(store, id) && goOn());
    const ended = await copyLogs(engine, id, { ...from, follow: true }, { signal, write }).finally(
      () => listener.dispose(),
    );
    const endedAt = target.ended() ?? Date.now();
    await store.refresh();
    const found = find(store, id);
    if (isAborted(signal) || ended === 'gone' || (found === undefined && isConnected(store))) {
      return;
    }
    if (!isWaiting && (ended === 'lost' || found?.state !== 'running')) {
      isWaiting = true;
      target.waits(ended === 'lost' || !isConnected(store) ? 'lost' : 'stopped');
    }
    await changed(store, id, found, signal);
    if (isRunning(store, id)) {
      goOn();
    }
    const { timestamps = false } = options;
    from = { since: endedAt, timestamps };
  }
}

/** Resolves with how the log ended: with the container's end, the connection's or the container itself. */
async function copyLogs(
  engine: ContainerEngine,
  id: string,
  options: LogOptions,
  target: Pick<LogTarget, 'signal' | 'write'>,
): Promise<'ended' | 'lost' | 'gone'> {
  const { signal } = target;
  let streams;
  try {
    streams = await engine.logs(id, options, signal);
    const stop = streams.dispose.bind(streams);
    signal.addEventListener('abort', stop, { once: true });
    await Promise.all([
      copy(streams.stdout, 'stdout', target),
      copy(streams.stderr, 'stderr', target),
    ]).finally(() => signal.removeEventListener('abort', stop));
    return 'ended';
  } catch (error) {
    if (signal.aborted) {
      return 'ended';
    }
    if (error instanceof EngineError && (error.kind === 'notFound' || lostKinds.has(error.kind))) {
      return error.kind === 'notFound' ? 'gone' : 'lost';
    }
    throw error;
  } finally {
    streams?.dispose();
  }
}

const lostKinds: ReadonlySet<string> = new Set([
  'connectionLost',
  'noSocket',
  'refused',
  'timeout',
]);

async function copy(
  source: Readable,
  stream: LogStream,
  target: Pick<LogTarget, 'write'>,
): Promise<void> {
  source.on('data', (bytes: Buffer) => target.write(stream, bytes));
  await finished(source);
}

/** Asked anew after each wait. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function isConnected({ snapshot }: ResourceStore): boolean {
  return snapshot.connection.state === 'connected';
}

function isRunning(store: ResourceStore, id: string): boolean {
  return find(store, id)?.state === 'running';
}

function find({ snapshot }: ResourceStore, id: string): ContainerSummary | undefined {
  return snapshot.containers.find((container) => container.id === id);
}

/**
 * Resolves when the container runs, has run or is gone. One that ends at once is never seen running:
 * only its status tells that it ran.
 */
function changed(
  store: ResourceStore,
  id: string,
  before: ContainerSummary | undefined,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      const now = find(store, id);
      const isOver =
        now === undefined ||
        now.state === 'running' ||
        (before !== undefined && (now.state !== before.state || now.status !== before.status));
      if ((isConnected(store) && isOver) || signal.aborted) {
        listener.dispose();
        signal.removeEventListener('abort', check);
        resolve();
      }
    };
    const listener = store.onDidChange(check);
    signal.addEventListener('abort', check);
    check();
  });
}
