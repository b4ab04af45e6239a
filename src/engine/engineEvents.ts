import { setTimeout as delay } from 'node:timers/promises';
import type { Disposable } from '../base/disposable';
import { errorMessage } from '../base/errors';
import type { Logger } from '../base/logger';
import type { EngineChange } from './containerEngine';
import type { EngineClient } from './engineClient';
import { EngineError } from './engineError';
import { changesFromEvent } from './fromDockerSystem';
import { readJsonLines } from './jsonLines';

/**
 * The events after which a list looks different. Named to the engine, because every exec (gdb,
 * cmake) makes events of its own that nobody needs. Podman's names are among them.
 */
const eventNames: readonly string[] = [
  ...['create', 'start', 'restart', 'stop', 'kill', 'die', 'died', 'oom', 'pause', 'unpause'],
  ...['rename', 'update', 'destroy', 'remove', 'health_status', 'commit'],
  ...['pull', 'tag', 'untag', 'delete', 'load', 'import', 'build', 'prune'],
  ...['connect', 'disconnect'],
];

/** What a list can be of. Docker knows more types, such as plugins and builders. */
const eventTypes: readonly string[] = ['container', 'image', 'network', 'volume'];

const firstPause = 250;
const longestPause = 5000;

/** Follows the engine's events; see `ContainerEngine.watch`. */
export function watchEvents(
  client: EngineClient,
  log: Logger,
  listener: (change: EngineChange) => void,
): Disposable {
  const disposed = new AbortController();
  // Ends by itself when disposed; everything that can fail in it is told to the listener.
  void follow(client, log, listener, disposed.signal);
  return { dispose: () => disposed.abort() };
}

async function follow(
  client: EngineClient,
  log: Logger,
  listener: (change: EngineChange) => void,
  signal: AbortSignal,
): Promise<void> {
  let pause = firstPause;
  for (;;) {
    const error = await followOnce(
      client,
      (change) => {
        pause = firstPause;
        listener(change);
      },
      signal,
    );
    if (signal.aborted) {
      return;
    }
    log.debug(`Following the engine's events ended: ${errorMessage(error)}`);
    listener({ kind: 'disconnected', error });
    await delay(pause, undefined, { signal }).catch(() => undefined);
    pause = Math.min(pause * 2, longestPause);
  }
}

/** Resolves with the reason why following has ended. */
async function followOnce(
  client: EngineClient,
  listener: (change: EngineChange) => void,
  signal: AbortSignal,
): Promise<Error> {
  const action = { what: 'tell its events', subject: 'The stream of events' };
  try {
    await client.locate();
    const body = await client.open(
      {
        method: 'GET',
        path: '/events',
        query: { filters: { type: eventTypes, event: eventNames } },
      },
      action,
      signal,
    );
    listener({ kind: 'connected' });
    for await (const event of readJsonLines(body, action)) {
      changesFromEvent(event).forEach((kind) => listener({ kind }));
    }
    return new EngineError('connectionLost', 'The container engine has closed the connection.');
  } catch (error) {
    return client.lost(error);
  }
}
