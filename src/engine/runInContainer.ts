import { text } from 'node:stream/consumers';
import { CancelledError } from '../base/errors';
import type { DebugEngine } from './containerEngine';
import type { ExecProcess, ExecRequest } from './execOperations';

/** A command whose whole output is wanted. */
export interface RunRequest extends Omit<ExecRequest, 'stdin' | 'tty' | 'size'> {
  /** Goes to the command's stdin, which then ends. */
  readonly input?: string;
}

/** What a command did. */
export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command in a container to its end and collects its output. Cancelling ends the whole
 * process group where the request asks for one, and rejects with `CancelledError`.
 */
export async function runInContainer(
  engine: DebugEngine,
  container: string,
  { input, ...request }: RunRequest,
  signal?: AbortSignal,
): Promise<RunResult> {
  const process = await engine.exec(container, { ...request, stdin: input !== undefined }, signal);
  const cancelled = cancellation(process, request.processGroup ?? false, signal);
  try {
    if (input !== undefined) {
      process.stdin.end(input);
    }
    const finished = Promise.all([process.exit, text(process.stdout), text(process.stderr)]);
    const [exitCode, stdout, stderr] = await Promise.race([finished, cancelled.promise]);
    if (signal?.aborted) {
      return await cancelled.promise;
    }
    return { exitCode, stdout, stderr };
  } finally {
    cancelled.stop();
    process.dispose();
  }
}

/** Rejects once the signal has fired and the process group, if there is one, has gone. */
function cancellation(
  process: ExecProcess,
  killable: boolean,
  signal: AbortSignal | undefined,
): { readonly promise: Promise<never>; readonly stop: () => void } {
  let onAbort = (): void => undefined;
  const promise = new Promise<never>((_, reject) => {
    onAbort = () => {
      const killed = killable ? process.kill() : Promise.resolve();
      killed.then(() => reject(new CancelledError()), reject);
    };
  });
  if (signal?.aborted) {
    onAbort();
  } else {
    signal?.addEventListener('abort', onAbort, { once: true });
  }
  return { promise, stop: () => signal?.removeEventListener('abort', onAbort) };
}
