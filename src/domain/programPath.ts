import { posix } from 'node:path';
import type { CMakeTarget } from './cmakeTarget';
import type { PathMap } from './pathMap';

/** What a launch configuration's `program` may refer to. */
export interface ProgramPlace {
  readonly targets: readonly CMakeTarget[];
  readonly pathMap: PathMap;
  /** Where the workspace folder is in the container. */
  readonly folderContainerPath?: string;
}

/**
 * The container's path of a `program`: a CMake target's name, a path relative to the folder, a host
 * path under a mount, or a container path, which comes back as it is.
 */
export function programContainerPath(program: string, place: ProgramPlace): string {
  const target = place.targets.find(
    ({ name, artifactContainerPath }) => name === program && artifactContainerPath !== undefined,
  );
  if (target?.artifactContainerPath !== undefined) {
    return target.artifactContainerPath;
  }
  const mapped = place.pathMap.toContainer(program);
  if (mapped !== undefined) {
    return mapped;
  }
  if (isAbsolute(program) || place.folderContainerPath === undefined) {
    return program;
  }
  return posix.resolve(place.folderContainerPath, program.replaceAll('\\', '/'));
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:[\\/]/i.test(path) || path.startsWith('\\\\');
}
