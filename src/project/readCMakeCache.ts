import { posix } from 'node:path';
import { parseCMakeCache, type CacheVariable } from '../domain/cmakeCache';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';

/** Reads the cache of a build folder from the container; undefined where there is none. */
export async function readCMakeCache(
  engine: ContainerEngine,
  container: string,
  buildContainerPath: string,
  signal?: AbortSignal,
): Promise<readonly CacheVariable[] | undefined> {
  const { exitCode, stdout } = await runInContainer(
    engine,
    container,
    { argv: ['cat', posix.join(buildContainerPath, 'CMakeCache.txt')] },
    signal,
  );
  return exitCode === 0 ? parseCMakeCache(stdout) : undefined;
}
