import type { PathMap } from '../../domain/pathMap';
import type { CTestPlace } from '../../domain/testing/ctestArguments';

/** A build folder in a container, as its tests need it. */
export interface TestPlace extends CTestPlace {
  /** Name or id. */
  readonly container: string;
  readonly sourceContainerPath: string;
  readonly buildContainerPath: string;
  readonly pathMap: PathMap;
  /** Who builds is who tests; absent: the image's own user. */
  readonly user?: string;
  /** `NAME=value`, for the tests. */
  readonly environment: readonly string[];
  /** Processors that the container may keep busy. */
  readonly cpus: number;
}

/** Where `ctest` is started: the files of presets are in the source folder. */
export function ctestFolder(place: TestPlace): string {
  return place.preset === undefined ? place.buildContainerPath : place.sourceContainerPath;
}
