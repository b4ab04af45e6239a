import { isAtLeast, type Toolchain } from './toolchain';

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
    `-DCMAKE_BUILD_TYPE=${request.buildType}`,
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
}

/** The arguments of `cmake` for a build, one command line for each target where CMake is older than 3.15. */
export function buildArguments(
  request: BuildRequest,
  { tools, cpus }: Toolchain,
): readonly (readonly string[])[] {
  const { buildContainerPath, buildType, generator, targets } = request;
  const start = ['--build', buildContainerPath];
  // Only a multi-configuration generator takes it from here; the others have it in their cache.
  const configuration = generator.includes('Multi-Config') ? ['--config', buildType] : [];
  // `--parallel` needs 3.12; ninja and make both understand -j.
  const native = [
    `-j${request.jobs ?? (cpus > 2 ? cpus + 2 : cpus + 1)}`,
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
