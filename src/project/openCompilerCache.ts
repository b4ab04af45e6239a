import { compilerCacheContainerPath } from '../domain/compilerCache';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';

/**
 * Lets everybody in a container write into its compiler cache. A new volume belongs to root, and
 * compilers fail where ccache cannot write.
 */
export async function openCompilerCache(
  engine: ContainerEngine,
  container: string,
  signal?: AbortSignal,
): Promise<void> {
  await runInContainer(
    engine,
    container,
    { argv: ['sh', '-c', 'chmod 0777 "$1"', 'sh', compilerCacheContainerPath], user: '0:0' },
    signal,
  );
}
