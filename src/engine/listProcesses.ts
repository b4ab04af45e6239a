import { UserError } from '../base/errors';
import { parseProcessList, processListScript, type ProcessInfo } from '../domain/processList';
import type { DebugEngine } from './containerEngine';
import { EngineError } from './engineError';
import { runInContainer } from './runInContainer';

/**
 * The processes of a running container, or only one of them, by their numbers in it. The engine's own
 * list has the numbers of the host, which mean nothing to a gdb in the container.
 */
export async function listProcesses(
  engine: DebugEngine,
  container: string,
  { only, signal }: { readonly only?: number; readonly signal?: AbortSignal } = {},
): Promise<readonly ProcessInfo[]> {
  const which = only === undefined ? [] : [`/proc/${only}`];
  const argv = ['sh', '-c', processListScript, 'sh', ...which];
  try {
    const { stdout } = await runInContainer(engine, container, { argv }, signal);
    return parseProcessList(stdout);
  } catch (error) {
    if (error instanceof EngineError && error.kind === 'commandNotFound') {
      throw new UserError(
        `The processes of the container "${container}" cannot be listed, because its image has no shell. gdb needs one there as well.`,
        [],
        { cause: error },
      );
    }
    throw error;
  }
}
