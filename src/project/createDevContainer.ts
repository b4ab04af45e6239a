import { CancelledError, errorMessage, throwIfCancelled } from '../base/errors';
import type { ContainerSpec } from '../domain/containerSpec';
import type { ContainerEngine } from '../engine/containerEngine';
import { EngineError } from '../engine/engineError';

/** A container that has just been created and started. */
export interface DevContainer {
  readonly id: string;
  readonly name: string;
  /** What the engine remarked, in its own words. */
  readonly warnings: readonly string[];
}

/**
 * Creates a container and starts it. Whatever goes wrong after it was created, and on cancelling
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
  // Not to be cancelled: the engine would go on creating a container whose id nobody learns.
  const created = await engine.createContainer(spec);
  try {
    throwIfCancelled(signal);
    report(`Starting ${shownName}.`);
    await engine.startContainer(created.id, signal);
    const name = await checkRunning(engine, created.id, signal);
    throwIfCancelled(signal);
    return { id: created.id, name, warnings: created.warnings };
  } catch (error) {
    throw await removeHalfMade(engine, created.id, signal?.aborted ? new CancelledError() : error);
  }
}

/** A container whose command ends at once cannot be worked in: its last words tell why. */
async function checkRunning(
  engine: ContainerEngine,
  id: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { name, state, exitCode } = await engine.inspectContainer(id, signal);
  if (state !== 'running') {
    const lastWords = await readLastWords(engine, id, signal);
    throw new EngineError(
      'notRunning',
      `The container "${name}" stopped right after its start with exit code ${exitCode}${lastWords}. Give it a command that waits, such as /bin/sh.`,
    );
  }
  return name;
}

async function readLastWords(
  engine: ContainerEngine,
  id: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const streams = await engine.logs(id, { follow: false, tail: 3 }, signal);
  try {
    const texts = await Promise.all(
      [streams.stdout, streams.stderr].map(async (stream) => {
        const chunks: Uint8Array[] = [];
        for await (const chunk of stream) {
          chunks.push(Buffer.from(chunk));
        }
        return Buffer.concat(chunks).toString('utf8');
      }),
    );
    const text = texts.join('').replace(/\s+/g, ' ').trim();
    return text === '' ? '' : ` and said "${text.slice(0, 300)}"`;
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
    await engine.removeContainer(id, { force: true, volumes: true });
  } catch (removal) {
    // With --rm the engine has removed it, or is about to.
    const isGone =
      removal instanceof EngineError &&
      (removal.kind === 'notFound' || removal.kind === 'conflict');
    if (!isGone && error instanceof EngineError) {
      return new EngineError(
        error.kind,
        `${error.message} The half-made container ${id.slice(0, 12)} could not be removed: ${errorMessage(removal)}`,
        error.nextSteps,
        { cause: error },
      );
    }
  }
  return error;
}
