import type { OwnCommands } from '../domain/buildSystem';
import type { ChosenCompilers } from '../domain/compilers';

/** How a folder is built. Read at the time of use, never kept. */
export interface BuildSettings {
  /** Relative to the project's folder, or absolute in the container. */
  readonly buildDirectory: string;
  /** Such as `Debug`. */
  readonly buildType: string;
  /** Absent: the one the build folder already has, else Ninja where there is one, else Makefiles. */
  readonly generator?: string;
  /** What builds a folder that nothing else is known to build. */
  readonly commands?: OwnCommands;
  /** Absent: those that CMake finds. */
  readonly compilers?: ChosenCompilers;
  /** More arguments for CMake's configure step, such as `-DWITH_TESTS=ON`. */
  readonly configureArguments?: readonly string[];
  /** It is built so that it counts what runs. */
  readonly coverage?: boolean;
  /** Absent: as many as the container has processors. */
  readonly jobs?: number;
  /** `KEY=value`, for configuring and building. */
  readonly environment?: readonly string[];
  /** Absent: generator and build type say how it is configured. */
  readonly preset?: PresetChoice;
}

/** The presets by which a folder is built; {@link BuildSettings.buildDirectory} is where they build. */
export interface PresetChoice {
  readonly configure: string;
  /** Absent: no preset says how that is built. */
  readonly build?: string;
  /** Absent: no preset says how that is tested. */
  readonly test?: string;
  /** The build preset says how many compilers run at a time. */
  readonly hasJobs: boolean;
  /** Which of a multi-config generator's configurations. */
  readonly configuration?: string;
  /** The presets say where they build; else they are told. */
  readonly namesDirectory: boolean;
  /** The oldest CMake that reads the files. */
  readonly minimumCMake: string;
}

/** The configuration that is built, and whose targets are shown. */
export function configurationOf({ buildType, preset }: BuildSettings): string {
  return preset?.configuration ?? buildType;
}

/** What a folder starts with. */
export const defaultBuildSettings: BuildSettings = { buildDirectory: 'build', buildType: 'Debug' };

/** The build folder that is offered where the default one was configured elsewhere. */
export const containerBuildDirectory = 'build-container';
