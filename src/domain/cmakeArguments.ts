import { isAtLeast, type Toolchain } from './toolchain';

/** The arguments of `cmake`, started in the source folder, where the presets are. */
export function presetConfigureArguments(request: {
  readonly preset: string;
  /** Where to build, when the preset does not say. */
  readonly buildContainerPath?: string;
  readonly more: readonly string[];
}): readonly string[] {
  const { preset, buildContainerPath, more } = request;
  const directory = buildContainerPath === undefined ? [] : ['-B', buildContainerPath];
  return ['--preset', preset, ...directory, ...more];
}

/** The arguments of `cmake` for a build by a preset, started in the source folder. */
export function presetBuildArguments(
  request: {
    readonly preset: string;
    /** Empty: those of the preset, or the default one. */
    readonly targets: readonly string[];
    /** Absent: as the preset says, else what Ninja would do within the container's quota. */
    readonly jobs?: number;
    readonly hasJobs: boolean;
    readonly cleanFirst?: boolean;
  },
  { cpus }: Toolchain,
): readonly string[] {
  const { preset, targets, jobs, hasJobs, cleanFirst } = request;
  return [
    ...['--build', '--preset', preset],
    ...(cleanFirst === true ? ['--clean-first'] : []),
    ...(targets.length === 0 ? [] : ['--target', ...targets]),
    // What follows `--` would take the place of the preset's own options.
    ...(jobs === undefined && hasJobs ? [] : ['--parallel', String(jobs ?? defaultJobs(cpus))]),
  ];
}

/** What CMake's configure step is to be told. */
export interface ConfigureRequest {
  readonly sourceContainerPath: string;
  readonly buildType: string;
  readonly generator: string;
  readonly more: readonly string[];
}

/**
 * The arguments of `cmake`, started in the build folder: naming the source folder alone works with
 * every version, where `-S` and `-B` need 3.13.
 */
export function configureArguments(request: ConfigureRequest): readonly string[] {
  return [
    '-G',
    request.generator,
    // The others have all build types in one folder.
    ...(request.generator.includes('Multi-Config')
      ? []
      : [`-DCMAKE_BUILD_TYPE=${request.buildType}`]),
    // For whoever is to understand the code; makefiles and ninja can write it.
    '-DCMAKE_EXPORT_COMPILE_COMMANDS=ON',
    ...request.more,
    request.sourceContainerPath,
  ];
}

/** What `cmake --build` is to be told. */
export interface BuildRequest {
  readonly buildContainerPath: string;
  readonly buildType: string;
  readonly generator: string;
  /** Empty: the default target. */
  readonly targets: readonly string[];
  /** Absent: what Ninja would do by itself, within the container's quota. */
  readonly jobs?: number;
  /** Removes what was built before. */
  readonly cleanFirst?: boolean;
}

/** The arguments of `cmake` for a build, one command line for each target where CMake is older than 3.15. */
export function buildArguments(
  request: BuildRequest,
  { tools, cpus }: Toolchain,
): readonly (readonly string[])[] {
  const { buildContainerPath, buildType, generator, targets } = request;
  const start = [
    ...['--build', buildContainerPath],
    ...(request.cleanFirst === true ? ['--clean-first'] : []),
  ];
  // Only a multi-configuration generator takes it from here; the others have it in their cache.
  const configuration = generator.includes('Multi-Config') ? ['--config', buildType] : [];
  // `--parallel` needs 3.12; ninja and make both understand -j.
  const native = [
    `-j${request.jobs ?? defaultJobs(cpus)}`,
    // Without it the messages of compilers that run at the same time are mixed line by line.
    ...(generator.includes('Makefiles') && isAtLeast(tools.make?.version, '4.0')
      ? ['--output-sync=target']
      : []),
  ];
  const end = ['--', ...native];
  if (targets.length <= 1 || isAtLeast(tools.cmake?.version, '3.15')) {
    const target = targets.length === 0 ? [] : ['--target', ...targets];
    return [[...start, ...target, ...configuration, ...end]];
  }
  return targets.map((target) => [...start, '--target', target, ...configuration, ...end]);
}

/** As Ninja does by itself. */
function defaultJobs(cpus: number): number {
  return cpus > 2 ? cpus + 2 : cpus + 1;
}
