import { posix } from 'node:path';
import { buildArguments, presetBuildArguments } from './cmakeArguments';
import { isAtLeast, type Toolchain } from './toolchain';

/** What is done with a project that is configured. */
export type CMakeJob =
  | {
      readonly kind: 'build';
      /** Empty: the default target. */
      readonly targets: readonly string[];
      /** Removes what was built before. */
      readonly cleanFirst?: boolean;
    }
  /** Compiles one source, and what it needs to be made first. */
  | { readonly kind: 'compile'; readonly sourceContainerPath: string }
  | { readonly kind: 'install'; readonly prefixContainerPath: string }
  | {
      readonly kind: 'package';
      /** Absent: as the project itself says. */
      readonly preset?: PackagePreset;
    }
  | { readonly kind: 'test' };

interface PackagePreset {
  readonly name: string;
  /** Of a multi-config generator; empty: the one that is built. */
  readonly configurations: readonly string[];
}

/** A command line of a job. */
export interface CMakeStep {
  readonly program: string;
  readonly arguments: readonly string[];
  /** Absent: the source folder. */
  readonly cwd?: string;
}

/** The build folder that a job is done in. */
export interface ConfiguredBuild {
  readonly sourceContainerPath: string;
  readonly buildContainerPath: string;
  readonly configuration: string;
  readonly generator: string;
  readonly jobs?: number;
  /** Builds by a preset instead of by the folder. */
  readonly preset?: { readonly name: string; readonly hasJobs: boolean };
  /** Whether the configure preset says where it builds; absent without one. */
  readonly namesDirectory?: boolean;
  /** Tests by a preset instead of in the folder. */
  readonly testPreset?: string;
}

/** The command lines of a job, each to be run when the one before has ended well. */
export function stepsOf(
  job: CMakeJob,
  build: ConfiguredBuild,
  toolchain: Toolchain,
): readonly CMakeStep[] {
  switch (job.kind) {
    case 'build':
      return buildSteps(job.targets, job.cleanFirst === true, build, toolchain);
    case 'compile':
      return [compileStep(job.sourceContainerPath, build, toolchain)];
    case 'install':
      return [
        ...buildSteps([], false, build, toolchain),
        installStep(job.prefixContainerPath, build, toolchain),
      ];
    case 'test':
      return [...buildSteps([], false, build, toolchain), testStep(build)];
    case 'package':
      return packageSteps(job.preset, build, toolchain);
  }
}

/** A generator whose build folder holds several build types. */
export function isMultiConfig({ generator }: { readonly generator: string }): boolean {
  return generator.includes('Multi-Config');
}

function buildSteps(
  targets: readonly string[],
  cleanFirst: boolean,
  build: ConfiguredBuild,
  toolchain: Toolchain,
): readonly CMakeStep[] {
  const { preset, jobs } = build;
  if (!preset) {
    return folderSteps(targets, cleanFirst, build, toolchain);
  }
  const request = { preset: preset.name, targets, hasJobs: preset.hasJobs, cleanFirst };
  const command = presetBuildArguments(
    { ...request, ...(jobs === undefined ? {} : { jobs }) },
    toolchain,
  );
  return [{ program: 'cmake', arguments: command }];
}

/** Builds what is in the folder, by its name. */
function folderSteps(
  targets: readonly string[],
  cleanFirst: boolean,
  build: ConfiguredBuild,
  toolchain: Toolchain,
): readonly CMakeStep[] {
  const { buildContainerPath, configuration, generator, jobs } = build;
  const request = { buildContainerPath, buildType: configuration, generator, targets, cleanFirst };
  const commands = buildArguments(
    { ...request, ...(jobs === undefined ? {} : { jobs }) },
    toolchain,
  );
  return commands.map((command) => ({ program: 'cmake', arguments: command }));
}

function testStep(build: ConfiguredBuild): CMakeStep {
  if (build.testPreset !== undefined) {
    return { program: 'ctest', arguments: ['--preset', build.testPreset] };
  }
  return {
    program: 'ctest',
    arguments: [
      '--output-on-failure',
      ...(isMultiConfig(build) ? ['-C', build.configuration] : []),
    ],
    cwd: build.buildContainerPath,
  };
}

/** A preset is read where the sources are, and knows the folder by its configure preset, if at all. */
function packageSteps(
  preset: PackagePreset | undefined,
  build: ConfiguredBuild,
  toolchain: Toolchain,
): readonly CMakeStep[] {
  const { buildContainerPath, configuration } = build;
  const own = isMultiConfig(build) ? (preset?.configurations ?? []) : [];
  const built =
    own.length === 0
      ? buildSteps([], false, build, toolchain)
      : own.flatMap((one) =>
          // A build preset names its configuration itself.
          folderSteps([], false, { ...build, configuration: one }, toolchain),
        );
  const chosen = isMultiConfig(build) && own.length === 0 ? ['-C', configuration] : [];
  if (!preset) {
    return [...built, { program: 'cpack', arguments: chosen, cwd: buildContainerPath }];
  }
  const file = posix.join(buildContainerPath, 'CPackConfig.cmake');
  // Without it the packages would lie among the sources.
  const told = build.namesDirectory === false ? ['--config', file, '-B', buildContainerPath] : [];
  return [...built, { program: 'cpack', arguments: ['--preset', preset.name, ...chosen, ...told] }];
}

/** Ninja knows a file by what is made of it; CMake's Makefiles have a rule for each object. */
function compileStep(
  sourceContainerPath: string,
  build: ConfiguredBuild,
  toolchain: Toolchain,
): CMakeStep {
  if (!build.generator.includes('Makefiles')) {
    // A build preset may name targets of its own, but not this one.
    const request = {
      buildContainerPath: build.buildContainerPath,
      buildType: build.configuration,
      generator: build.generator,
      targets: [`${sourceContainerPath}^`],
      ...(build.jobs === undefined ? {} : { jobs: build.jobs }),
    };
    const [command = []] = buildArguments(request, toolchain);
    return { program: 'cmake', arguments: command };
  }
  return {
    program: 'sh',
    arguments: [
      '-c',
      makeObject,
      'sh',
      build.sourceContainerPath,
      build.buildContainerPath,
      posix.relative(build.sourceContainerPath, sourceContainerPath),
    ],
  };
}

/** The rule is in the folder of the `CMakeLists.txt` that names the source: the nearest that has one. */
const makeObject = String.raw`
folder= name=${'$'}{3##*/}
case $3 in */*) folder=/${'$'}{3%/*} ;; esac
while ! grep -qxF "$name.o:" "$2$folder/Makefile" 2>/dev/null; do
  if [ -z "$folder" ]; then
    printf 'No target compiles "%s".\n' "$1/$3"
    exit 1
  fi
  name=${'$'}{folder##*/}/$name folder=${'$'}{folder%/*}
done
exec make -C "$2$folder" "$name.o"
`;

/** `cmake --install` needs 3.15; the script that it runs is older than that. */
function installStep(
  prefixContainerPath: string,
  build: ConfiguredBuild,
  { tools }: Toolchain,
): CMakeStep {
  const { buildContainerPath, configuration } = build;
  if (isAtLeast(tools.cmake?.version, '3.15')) {
    const config = isMultiConfig(build) ? ['--config', configuration] : [];
    return {
      program: 'cmake',
      arguments: ['--install', buildContainerPath, '--prefix', prefixContainerPath, ...config],
    };
  }
  return {
    program: 'cmake',
    arguments: [
      `-DCMAKE_INSTALL_PREFIX=${prefixContainerPath}`,
      `-DCMAKE_INSTALL_CONFIG_NAME=${configuration}`,
      '-P',
      posix.join(buildContainerPath, 'cmake_install.cmake'),
    ],
  };
}
