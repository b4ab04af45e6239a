import { posix } from 'node:path';
import { sortTargets } from './activeTarget';
import type { CMakeTarget } from './cmakeTarget';

/** The targets that the `CMakeLists.txt` of one folder defines. */
export interface TargetDirectory {
  /** Relative to the project's folder; empty for the project's own. */
  readonly directory: string;
  /** Executables first. */
  readonly targets: readonly CMakeTarget[];
}

/** The targets by folder, in the order of their paths; the project's own folder comes first. */
export function targetDirectories(
  targets: readonly CMakeTarget[],
  sourceContainerPath: string,
): readonly TargetDirectory[] {
  const byDirectory = new Map<string, CMakeTarget[]>();
  for (const target of targets) {
    const relative = posix.relative(sourceContainerPath, target.sourceContainerPath);
    // What is fetched lies outside, mostly below the build folder.
    const directory = relative.startsWith('../') ? target.sourceContainerPath : relative;
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), target]);
  }
  return [...byDirectory]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([directory, list]) => ({ directory, targets: sortTargets(list) }));
}
