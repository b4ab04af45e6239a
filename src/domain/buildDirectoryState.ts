import type { ChosenCompilers } from './compilers';

/** What lies in a project's build folder, as one look into the container found it. */
export interface BuildDirectoryState {
  readonly sourceExists: boolean;
  /** The source folder has a `CMakeLists.txt`. */
  readonly hasLists: boolean;
  readonly writable: boolean;
  /** `uid:gid` of the build folder, or of the nearest folder above it that exists. */
  readonly owner?: string;
  /** What CMake's cache says; absent when there is no cache. */
  readonly cache?: CMakeCacheFacts;
  /** There are build files, so CMake has finished once. */
  readonly generated: boolean;
  /** CMake has answered the file API. */
  readonly described: boolean;
  /** The arguments of Drydock's last configure step that ended well, as JSON. */
  readonly configuredWith?: string;
}

/** The entries of a `CMakeCache.txt` that decide whether and how it can be used. */
export interface CMakeCacheFacts {
  readonly sourceDirectory: string;
  readonly buildDirectory: string;
  readonly generator: string;
  readonly buildType: string;
  readonly cCompiler: string;
  readonly cxxCompiler: string;
}

/** Reads the lines of the script in `project/inspectBuildDirectory.ts`. */
export function parseBuildDirectoryState(text: string): BuildDirectoryState {
  const facts = new Map<string, string>();
  const cache = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [key = '', ...rest] = line.split('\t');
    const value = rest.join('\t');
    const entry = key === 'cache' ? /^([^:]+):[^=]*=(.*)$/.exec(value) : null;
    if (entry?.[1] === undefined) {
      facts.set(key, value);
    } else {
      cache.set(entry[1], entry[2] ?? '');
    }
  }
  const owner = facts.get('owner');
  const configuredWith = facts.get('configuredWith');
  return {
    sourceExists: facts.has('source'),
    hasLists: facts.has('lists'),
    writable: !facts.has('readOnly'),
    ...(owner === undefined ? {} : { owner }),
    ...(facts.has('hasCache') ? { cache: cacheFacts(cache) } : {}),
    generated: facts.has('generated'),
    described: facts.has('described'),
    ...(configuredWith === undefined ? {} : { configuredWith }),
  };
}

/** Whether the cache was made for this source and build folder, and not by a build elsewhere. */
export function isCacheOf(
  cache: CMakeCacheFacts,
  sourceContainerPath: string,
  buildContainerPath: string,
): boolean {
  const same = (recorded: string, actual: string): boolean =>
    recorded === '' || recorded.replace(/\/+$/, '') === actual.replace(/\/+$/, '');
  return (
    same(cache.sourceDirectory, sourceContainerPath) &&
    same(cache.buildDirectory, buildContainerPath)
  );
}

/** Whether the cache was made with other compilers than those that are chosen now. */
export function hasOtherCompilers(cache: CMakeCacheFacts, chosen: ChosenCompilers): boolean {
  const differs = (present: string, wanted: string | undefined): boolean =>
    present !== '' && wanted !== undefined && present !== wanted;
  return (
    differs(cache.cCompiler, chosen.cContainerPath) ||
    differs(cache.cxxCompiler, chosen.cxxContainerPath)
  );
}

function cacheFacts(entries: ReadonlyMap<string, string>): CMakeCacheFacts {
  return {
    sourceDirectory: entries.get('CMAKE_HOME_DIRECTORY') ?? '',
    buildDirectory: entries.get('CMAKE_CACHEFILE_DIR') ?? '',
    generator: entries.get('CMAKE_GENERATOR') ?? '',
    buildType: entries.get('CMAKE_BUILD_TYPE') ?? '',
    cCompiler: entries.get('CMAKE_C_COMPILER') ?? '',
    cxxCompiler: entries.get('CMAKE_CXX_COMPILER') ?? '',
  };
}
