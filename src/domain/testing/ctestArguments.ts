import { isAtLeast } from '../toolchain';

/** What every call of `ctest` in a build folder is told. */
export interface CTestPlace {
  /** Such as `3.25.1`. */
  readonly version: string | undefined;
  /** Such as `Debug`: a multi-configuration build lists nothing without it, others do not mind. */
  readonly configuration: string;
  /** The test preset: `ctest` is then started in the source folder, where its file is. */
  readonly preset?: string;
  /** The user's own arguments, for lists too: `-E` and `-L` change the numbers of the tests. */
  readonly more: readonly string[];
}

/** Whether `ctest` tells commands, properties and places of its tests. */
export function listsAsJson({ version }: CTestPlace): boolean {
  return isAtLeast(version, '3.14');
}

/** The arguments that list the tests of the build folder in which `ctest` is started. */
export function listArguments(place: CTestPlace): readonly string[] {
  return [...start(place), listsAsJson(place) ? '--show-only=json-v1' : '-N'];
}

/** Which tests are run, and how. */
export interface TestRunRequest {
  /** The numbers of the tests; absent: all of them. */
  readonly indices?: readonly number[];
  /** How many run at a time. */
  readonly jobs: number;
}

/**
 * The arguments that run tests and show what they write while they do, one command line for each
 * ten thousand of them: a single argument may not be longer than 128 KB on Linux.
 */
export function runArguments(
  place: CTestPlace,
  { indices, jobs }: TestRunRequest,
): readonly (readonly string[])[] {
  const all = [...start(place), '-V', ...(jobs > 1 ? [`-j${jobs}`] : [])];
  if (!indices) {
    return [all];
  }
  const chunks: string[][] = [];
  for (let from = 0; from < indices.length; from += perRun) {
    // Start, end and stride of a range that is empty, and then the numbers.
    chunks.push([...all, '-I', ['0,0,0', ...indices.slice(from, from + perRun)].join(',')]);
  }
  return chunks;
}

const perRun = 10_000;

function start({ configuration, preset, more }: CTestPlace): readonly string[] {
  return [...(preset === undefined ? [] : ['--preset', preset]), '-C', configuration, ...more];
}
