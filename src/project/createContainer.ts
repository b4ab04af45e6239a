import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { env } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { CancelledError, errorMessage, throwIfCancelled } from '../base/errors';
import { readClientFiles } from '../domain/clientFiles';
import type { ContainerSpec } from '../domain/containerSpec';
import type { ContainerEngine } from '../engine/containerEngine';
import type { Created } from '../engine/containerOperations';
import { EngineError } from '../engine/engineError';

/** How {@link createContainer} goes about it. */
interface CreationOptions<T> {
  /** Where files that the specification names are read from. */
  readonly hostFolder: string;
  readonly report: (message: string) => void;
  /** What is done with the new container, such as starting it, before it counts as made. */
  readonly then: (id: string) => Promise<T>;
}

/**
 * Creates a container. Whatever goes wrong after it was created, and on cancelling too, the half-made
 * container is removed; a container of somebody else is never touched.
 */
export async function createContainer<T>(
  engine: ContainerEngine,
  spec: ContainerSpec,
  { hostFolder, report, then }: CreationOptions<T>,
  signal?: AbortSignal,
): Promise<Created & { readonly result: T }> {
  throwIfCancelled(signal);
  report(`Creating ${shownName(spec)}.`);
  const readySpec = await readClientFiles(spec, {
    env,
    readFile: (hostPath) => readFile(resolve(hostFolder, hostPath), 'utf8'),
  });
  // Not to be cancelled: the engine would go on creating a container whose id nobody learns.
  const created = await engine.createContainer(readySpec);
  try {
    throwIfCancelled(signal);
    const result = await then(created.id);
    throwIfCancelled(signal);
    return { ...created, result };
  } catch (error) {
    throw await removeHalfMade(engine, created.id, signal?.aborted ? new CancelledError() : error);
  }
}

/** Starts a container that has just been created. */
export async function startNewContainer(
  engine: ContainerEngine,
  spec: ContainerSpec,
  id: string,
  report: (message: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  report(`Starting ${shownName(spec)}.`);
  await engine.startContainer(id, signal);
}

function shownName({ name }: ContainerSpec): string {
  return name === undefined ? 'the container' : `the container "${name}"`;
}

/** Removes the container and gives the error to throw: the first one, which is what matters. */
async function removeHalfMade(
  engine: ContainerEngine,
  id: string,
  error: unknown,
): Promise<unknown> {
  try {
    await remove(engine, id);
    return error;
  } catch (removal) {
    return error instanceof EngineError
      ? new EngineError(
          error.kind,
          `${error.message} The half-made container ${id.slice(0, 12)} could not be removed: ${errorMessage(removal)}`,
          error.nextSteps,
          { cause: error },
        )
      : error;
  }
}

/** With `--rm` the engine removes it too, and refuses ours until it is done. */
async function remove(engine: ContainerEngine, id: string): Promise<void> {
  for (let pause = 25; ; pause *= 2) {
    try {
      await engine.removeContainer(id, { force: true, volumes: true });
      return;
    } catch (error) {
      const kind = error instanceof EngineError ? error.kind : undefined;
      if (kind === 'notFound') {
        return;
      }
      if (kind !== 'conflict' || pause > longestPause) {
        throw error;
      }
    }
    await delay(pause);
  }
}

/** Milliseconds. */
const longestPause = 3200;
