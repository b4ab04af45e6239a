import type { SourceLocation } from '../diagnostic';

/** A test that a CMake project has, as `ctest` lists it. All paths are the container's. */
export interface ProjectTest {
  /** The number by which `ctest` selects it, from 1. It changes when tests come and go. */
  readonly index: number;
  readonly name: string;
  /** Program and arguments; absent when the program is not built, or `ctest` is too old to tell. */
  readonly command?: readonly string[];
  readonly workingDirectory?: string;
  readonly labels: readonly string[];
  /** `NAME=value`, beside the container's own. */
  readonly environment: readonly string[];
  /** The project says that it is not to be run. */
  readonly disabled: boolean;
  /** Where the project adds it. */
  readonly definedAt?: SourceLocation;
  /** The folder of the `CMakeLists.txt` that adds it, relative to the project's; `''` for that itself. */
  readonly directory: string;
}

/** A test that stands for those that a program lists only when it is built. */
export function isPlaceholder({ name }: Pick<ProjectTest, 'name'>): boolean {
  return name.endsWith('_NOT_BUILT');
}
