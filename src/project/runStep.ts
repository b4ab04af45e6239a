import { CancelledError, throwIfCancelled } from '../base/errors';
import type { ContainerEngine } from '../engine/containerEngine';
import type { ExecProcess, ExecRequest } from '../engine/execOperations';

/**
 * Runs a command in a process group of its own and hands its output to `read` while it comes.
 * Resolves with the exit code; when the signal fires, ends the whole group first and then rejects
 * with `CancelledError`.
 */
export async function runStep<T>(
  engine: ContainerEngine,
  container: string,
  request: ExecRequest,
  read: (process: ExecProcess) => Promise<T>,
  signal?: AbortSignal,
): Promise<{ readonly exitCode: number; readonly value: T }> {
  throwIfCancelled(signal);
  // The signal stays here: an exec that was started must be known, or nobody could end it.
  const process = await engine.exec(container, { ...request, processGroup: true });
  let killed: Promise<void> | undefined;
  const cancel = (): void => {
    killed ??= process.kill('TERM');
    // Looked at below; this only keeps a failure from going unhandled until then.
    killed.catch(() => undefined);
  };
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) {
    cancel();
  }
  process.stderr.resume();
  try {
    const [value, exitCode] = await Promise.all([read(process), process.exit]);
    if (signal?.aborted) {
      throw new CancelledError();
    }
    return { exitCode, value };
  } catch (error) {
    if (signal?.aborted) {
      throw new CancelledError();
    }
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
    await killed;
    process.dispose();
  }
}
