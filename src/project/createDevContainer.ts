import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { env } from 'node:process';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { CancelledError, errorMessage, throwIfCancelled } from '../base/errors';
import { readClientFiles } from '../domain/clientFiles';
import { workspaceFolderLabel } from '../domain/container';
import type { ContainerSpec } from '../domain/containerSpec';
import type { ContainerEngine } from '../engine/containerEngine';
import { EngineError } from '../engine/engineError';
import { runInContainer } from '../engine/runInContainer';

/** A container that has just been created and started. */
export interface DevContainer {
  readonly id: string;
  readonly name: string;
  /** What the engine remarked, in its own words. */
  readonly warnings: readonly string[];
}

/**
 * Creates a container and starts it; files that the specification names are read as from its
 * workspace folder. Whatever goes wrong after it was created, and on cancelling
 * too, the half-made container is removed; a container of somebody else is never touched.
 */
export async function createDevContainer(
  engine: ContainerEngine,
  spec: ContainerSpec,
  report: (message: string) => void,
  signal?: AbortSignal,
): Promise<DevContainer> {
  throwIfCancelled(signal);
  const shownName = spec.name === undefined ? 'the container' : `the container "${spec.name}"`;
  report(`Creating ${shownName}.`);
  const hostFolder = spec.labels?.[workspaceFolderLabel] ?? '.';
  const readySpec = await readClientFiles(spec, {
    env,
    readFile: (hostPath) => readFile(resolve(hostFolder, hostPath), 'utf8'),
  });
  // Not to be cancelled: the engine would go on creating a container whose id nobody learns.
  const created = await engine.createContainer(readySpec);
  try {
    throwIfCancelled(signal);
    report(`Starting ${shownName}.`);
    await engine.startContainer(created.id, signal);
    const name = await checkRunning(engine, spec, created.id, signal);
    throwIfCancelled(signal);
    return { id: created.id, name, warnings: created.warnings };
  } catch (error) {
    throw await removeHalfMade(engine, created.id, signal?.aborted ? new CancelledError() : error);
  }
}

/** A container whose command ends at once cannot be worked in: its last words tell why. */
async function checkRunning(
  engine: ContainerEngine,
  spec: ContainerSpec,
  id: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  if (await canExec(engine, id, signal)) {
    const { name, state } = await engine.inspectContainer(id, signal);
    if (state === 'running') {
      return name;
    }
  }
  throw await stoppedError(engine, spec, id, signal);
}

/**
 * The engine learns a little late that a container has stopped: only an exec asks the container
 * itself. One without a shell may well be alive.
 */
async function canExec(
  engine: ContainerEngine,
  id: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await runInContainer(engine, id, { argv: ['/bin/sh', '-c', ':'] }, signal);
    return true;
  } catch (error) {
    if (error instanceof EngineError) {
      return error.kind === 'commandNotFound';
    }
    throw error;
  }
}

async function stoppedError(
  engine: ContainerEngine,
  spec: ContainerSpec,
  id: string,
  signal: AbortSignal | undefined,
): Promise<EngineError> {
  try {
    // The log that is followed ends when the container has ended; only then is its exit code known.
    const words = await readLastWords(engine, id, signal);
    const { name, exitCode } = await engine.inspectContainer(id, signal);
    const said = words === '' ? '' : ` and said "${words}"`;
    return exitCode === 126 || exitCode === 127
      ? new EngineError(
          'commandNotFound',
          `The container "${name}" could not run its command${said}. Give it one that is in the image, such as /bin/sh.`,
        )
      : new EngineError(
          'notRunning',
          `The container "${name}" stopped right after its start with exit code ${exitCode}${said}. Give it a command that waits, such as /bin/sh.`,
        );
  } catch (error) {
    if (error instanceof EngineError && (error.kind === 'notFound' || error.kind === 'conflict')) {
      return new EngineError(
        'notRunning',
        `The container "${spec.name ?? id.slice(0, 12)}" stopped right after its start and was removed. Leave out "--rm" to see why, or give it a command that waits, such as /bin/sh.`,
        [],
        { cause: error },
      );
    }
    throw error;
  }
}

async function readLastWords(
  engine: ContainerEngine,
  id: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const streams = await engine.logs(id, { follow: true, tail: 3 }, signal);
  try {
    const texts = await Promise.all([text(streams.stdout), text(streams.stderr)]);
    return texts.join('').replace(/\s+/g, ' ').trim().slice(0, 300);
  } finally {
    streams.dispose();
  }
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
