import { compilerCacheContainerPath, mountsCompilerCache } from '../domain/compilerCache';
import type { ContainerSummary } from '../domain/container';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';

/**
 * Lets everybody in a container write into its compiler cache, where it mounts one. A new volume belongs to root, and
 * compilers fail where ccache cannot write.
 */
export async function openCompilerCache(
  engine: ContainerEngine,
  container: Pick<ContainerSummary, 'id' | 'mounts'>,
  signal?: AbortSignal,
): Promise<void> {
  if (!mountsCompilerCache(container.mounts)) {
    return;
  }
  await runInContainer(
    engine,
    container.id,
    { argv: ['sh', '-c', 'chmod 0777 "$1"', 'sh', compilerCacheContainerPath], user: '0:0' },
    signal,
  );
}
