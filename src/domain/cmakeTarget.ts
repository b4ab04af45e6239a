import type { SourceLocation } from './diagnostic';

/** Something that a CMake project builds. */
export interface CMakeTarget {
  readonly name: string;
  readonly kind: CMakeTargetKind;
  /** What it makes; absent for a target that makes nothing that can be run or linked. */
  readonly artifactContainerPath?: string;
  /** The folder of the `CMakeLists.txt` that defines it. */
  readonly sourceContainerPath: string;
  /** Where it is defined, in container paths, when CMake says so. */
  readonly definedAt?: SourceLocation;
}

export type CMakeTargetKind =
  | 'executable'
  | 'staticLibrary'
  | 'sharedLibrary'
  | 'moduleLibrary'
  | 'objectLibrary'
  | 'interfaceLibrary'
  | 'utility';
