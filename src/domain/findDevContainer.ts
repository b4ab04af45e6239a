import { workspaceFolderLabel, type ContainerSummary } from './container';
import { createPathMap, type HostPlatform } from './pathMap';

/**
 * The container that bears a folder's label, a running one first and then the newest.
 */
export function findDevContainer(
  containers: readonly ContainerSummary[],
  hostFolder: string,
  platform: HostPlatform,
): ContainerSummary | undefined {
  const labelled = containers.filter((container) => {
    const labelFolder = container.labels[workspaceFolderLabel];
    return labelFolder !== undefined && isSameFolder(labelFolder, hostFolder, platform);
  });
  return runningFirst(labelled)[0];
}

/** The containers that show a folder and so can be its dev container, running ones first. */
export function containersMounting(
  containers: readonly ContainerSummary[],
  hostFolder: string,
  platform: HostPlatform,
): ContainerSummary[] {
  return runningFirst(
    containers.filter(
      ({ mounts }) => createPathMap(mounts, { platform }).toContainer(hostFolder) !== undefined,
    ),
  );
}

function runningFirst(containers: readonly ContainerSummary[]): ContainerSummary[] {
  const rank = (container: ContainerSummary): number => (container.state === 'running' ? 0 : 1);
  return [...containers].sort((a, b) => rank(a) - rank(b) || b.created - a.created);
}

/** Compares host paths as the path map does: without case on Windows, whatever the slashes. */
function isSameFolder(one: string, other: string, platform: HostPlatform): boolean {
  const map = createPathMap([], { platform, overrides: [{ hostRoot: one, containerRoot: '/' }] });
  return map.toContainer(other) === '/';
}
