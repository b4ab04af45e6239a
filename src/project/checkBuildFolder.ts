import {
  hasOtherCompilers,
  isCacheOf,
  type BuildDirectoryState,
} from '../domain/buildDirectoryState';
import { isAtLeast, type Toolchain } from '../domain/toolchain';
import {
  foreignCache,
  missingLists,
  missingTools,
  otherCompilers,
  otherGenerator,
  presetsTooNew,
} from './buildRefusals';
import type { BuildSettings } from './buildSettings';

/** Throws when a project cannot be built in a folder as it is, or not with the container's tools. */
export function checkBuildFolder(
  settings: BuildSettings,
  state: BuildDirectoryState,
  place: {
    readonly container: string;
    readonly sourceContainerPath: string;
    readonly buildContainerPath: string;
    /** The cache is forgotten first. */
    readonly fresh: boolean;
  },
  toolchain: Toolchain,
): void {
  const { container, sourceContainerPath, buildContainerPath, fresh } = place;
  if (!state.hasLists) {
    throw missingLists(container, sourceContainerPath, state.sourceExists);
  }
  const lacking = missingTools(container, toolchain);
  if (lacking) {
    throw lacking;
  }
  const { preset, generator, compilers, buildDirectory } = settings;
  const cmake = toolchain.tools.cmake?.version;
  if (preset && !isAtLeast(cmake, preset.minimumCMake)) {
    throw presetsTooNew(container, preset.configure, preset.minimumCMake, cmake);
  }
  const { cache } = state;
  if (cache && !isCacheOf(cache, sourceContainerPath, buildContainerPath)) {
    throw foreignCache(buildDirectory, cache);
  }
  if (!cache || fresh || preset) {
    return;
  }
  if (cache.generator !== '' && generator !== undefined && cache.generator !== generator) {
    throw otherGenerator(buildDirectory, cache.generator, generator);
  }
  if (compilers && hasOtherCompilers(cache, compilers)) {
    throw otherCompilers(buildDirectory, cache, compilers);
  }
}
