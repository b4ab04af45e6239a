import { UserError } from '../base/errors';
import type { ProcessInfo } from '../domain/processList';
import type { ContainerEngine } from './containerEngine';
import { runInContainer } from './runInContainer';

/**
 * Sends a signal to a process of a container. As its own user: a container's root may lack the right
 * to signal others. Needs `sh` in the image.
 */
export async function killProcess(
  engine: ContainerEngine,
  container: string,
  { processId, userId, name }: Pick<ProcessInfo, 'processId' | 'userId' | 'name'>,
  killSignal: string,
  signal?: AbortSignal,
): Promise<void> {
  const { exitCode, stderr } = await runInContainer(
    engine,
    container,
    {
      argv: ['sh', '-c', 'kill -s "$1" "$2"', 'sh', killSignal, String(processId)],
      user: String(userId),
    },
    signal,
  );
  if (exitCode !== 0) {
    throw new UserError(
      `The process "${name}" (${processId}) in the container "${container}" did not get the signal SIG${killSignal}: ${stderr.trim()}`,
    );
  }
}
