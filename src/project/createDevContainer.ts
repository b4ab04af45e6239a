import { text } from 'node:stream/consumers';
import { workspaceFolderLabel } from '../domain/container';
import type { ContainerSpec } from '../domain/containerSpec';
import type { ContainerEngine } from '../engine/containerEngine';
import { EngineError } from '../engine/engineError';
import { runInContainer } from '../engine/runInContainer';
import { createContainer, startNewContainer } from './createContainer';

/** A container that has just been created and started. */
export interface DevContainer {
  readonly id: string;
  readonly name: string;
  /** What the engine remarked, in its own words. */
  readonly warnings: readonly string[];
}

/**
 * Creates a container that is to be worked in, and starts it; files that the specification names are
 * read as from its workspace folder. One that does not go on running is removed again.
 */
export async function createDevContainer(
  engine: ContainerEngine,
  spec: ContainerSpec,
  report: (message: string) => void,
  signal?: AbortSignal,
): Promise<DevContainer> {
  const { id, warnings, result } = await createContainer(
    engine,
    spec,
    {
      hostFolder: spec.labels?.[workspaceFolderLabel] ?? '.',
      report,
      then: async (created) => {
        await startNewContainer(engine, spec, created, report, signal);
        return checkRunning(engine, spec, created, signal);
      },
    },
    signal,
  );
  return { id, name: result, warnings };
}

/** A container whose command ends at once cannot be worked in: its last words tell why. */
export async function checkRunning(
  engine: ContainerEngine,
  spec: ContainerSpec,
  id: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  // One that is asked in its last moment still answers.
  if ((await canExec(engine, id, signal)) && (await canExec(engine, id, signal))) {
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
