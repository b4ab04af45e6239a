import { errorFromText, type Action } from '../apiError';
import type { ContainerEngine } from '../containerEngine';
import { EngineError } from '../engineError';
import { runInContainer, type RunResult } from '../runInContainer';

/** A script for the container's shell; what it is about reaches it as `$1`, `$2`, … only. */
interface ShellRequest {
  readonly script: string;
  readonly words: readonly string[];
  readonly action: Action;
  /** Exit codes that are answers, beside 0. */
  readonly accepts?: readonly number[];
}

/** Something that is done with a path of a container. */
export function onPath(verb: string, path: string, container: string): Action {
  const subject = `"${path}" in the container "${container}"`;
  return { what: `${verb} ${subject}`, subject, about: 'path' };
}

/**
 * Runs a script as the container's root, as the engine's own way to files does, and turns what its
 * programs complain of into an error.
 */
export async function runShell(
  engine: ContainerEngine,
  container: string,
  { script, words, action, accepts = [] }: ShellRequest,
  signal?: AbortSignal,
): Promise<RunResult> {
  const result = await runInContainer(
    engine,
    container,
    {
      argv: ['sh', '-c', script, 'sh', ...words],
      user: '0',
      // The words of the programs are looked at.
      env: ['LC_ALL=C'],
    },
    signal,
  );
  if (result.exitCode === 0 || accepts.includes(result.exitCode)) {
    return result;
  }
  throw shellError(result.stderr, action);
}

/** What the programs of a script complain of. */
export function shellError(stderr: string, action: Action): Error {
  return (
    errorFromText(stderr, action) ??
    new EngineError('failed', `The engine could not ${action.what}: ${stderr.trim()}`)
  );
}

/** Whether the container has nobody who could run a script. */
export function hasNoShell(error: unknown): error is EngineError {
  return (
    error instanceof EngineError &&
    (error.kind === 'notRunning' || error.kind === 'commandNotFound')
  );
}
