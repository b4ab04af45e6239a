import { withVariable } from './containerEdits';
import type { ContainerMount } from './container';
import type { ContainerSpec } from './containerSpec';

/** The volume in which ccache keeps what was compiled, for all containers that mount it. */
export const compilerCacheVolume = 'drydock-ccache';

/** Where it is in a container. Drydock's own place, so that it may open it to whoever builds. */
export const compilerCacheContainerPath = '/var/cache/drydock-ccache';

const directoryVariable = 'CCACHE_DIR=';

/** Whether a container is told where ccache keeps things, by Drydock or by somebody else. */
export function hasCompilerCache({ env = [], mounts = [] }: ContainerSpec): boolean {
  return (
    env.some((entry) => entry.startsWith(directoryVariable)) ||
    mounts.some(({ target }) => target === compilerCacheContainerPath)
  );
}

/**
 * A container with the cache of a volume. What one user puts there, others may use and replace: the
 * same volume is mounted by containers in which somebody else builds.
 */
export function withCompilerCache(
  spec: ContainerSpec,
  volume: string = compilerCacheVolume,
): ContainerSpec {
  const mounted: ContainerSpec = {
    ...spec,
    mounts: [
      ...(spec.mounts ?? []).filter(({ target }) => target !== compilerCacheContainerPath),
      { kind: 'volume', source: volume, target: compilerCacheContainerPath },
    ],
  };
  return withVariable(
    withVariable(mounted, `${directoryVariable}${compilerCacheContainerPath}`),
    'CCACHE_UMASK=000',
  );
}

/** Whether a container mounts the cache. */
export function mountsCompilerCache(mounts: readonly ContainerMount[]): boolean {
  return mounts.some(({ destination }) => destination === compilerCacheContainerPath);
}
