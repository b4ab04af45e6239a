/** How a folder is built. Read at the time of use, never kept. */
export interface BuildSettings {
  /** Relative to the project's folder, or absolute in the container. */
  readonly buildDirectory: string;
  /** Such as `Debug`. */
  readonly buildType: string;
  /** Absent: the one the build folder already has, else Ninja where there is one, else Makefiles. */
  readonly generator?: string;
  /** More arguments for CMake's configure step, such as `-DWITH_TESTS=ON`. */
  readonly configureArguments?: readonly string[];
  /** Absent: as many as the container has processors. */
  readonly jobs?: number;
  /** `KEY=value`, for configuring and building. */
  readonly environment?: readonly string[];
}

/** What a folder starts with. */
export const defaultBuildSettings: BuildSettings = { buildDirectory: 'build', buildType: 'Debug' };

/** The build folder that is offered where the default one was configured elsewhere. */
export const containerBuildDirectory = 'build-container';
