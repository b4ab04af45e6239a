import { posix } from 'node:path';
import type { BuildSystem, OwnCommand, OwnCommands } from './buildSystem';
import type { CMakeJob, CMakeStep } from './cmakeSteps';
import { isAtLeast, type Toolchain } from './toolchain';

/** A folder that something else than CMake builds. */
export interface PlainBuild {
  readonly system: Exclude<BuildSystem, 'cmake'>;
  readonly sourceContainerPath: string;
  readonly buildContainerPath: string;
  readonly buildType: string;
  readonly configureArguments: readonly string[];
  readonly jobs: number;
  readonly commands: OwnCommands;
  /** There is a build folder that was configured. */
  readonly isConfigured: boolean;
}

/** What is asked of a folder that something else than CMake builds. */
export type PlainJob = CMakeJob | { readonly kind: 'configure'; readonly fresh: boolean };

/** The command lines of a job; undefined when the build system has none for it. */
export function plainSteps(
  job: PlainJob,
  build: PlainBuild,
  toolchain: Toolchain,
): readonly CMakeStep[] | undefined {
  switch (build.system) {
    case 'make':
      return makeSteps(job, build, toolchain);
    case 'meson':
      return mesonSteps(job, build);
    case 'commands':
      return ownSteps(job, build.commands);
  }
}

function makeSteps(
  job: PlainJob,
  { jobs, sourceContainerPath }: PlainBuild,
  { tools }: Toolchain,
): readonly CMakeStep[] | undefined {
  const make = (...more: readonly string[]): CMakeStep => ({
    program: 'make',
    arguments: [
      `-j${jobs}`,
      // Without it the messages of compilers that run at the same time are mixed line by line.
      ...(isAtLeast(tools.make?.version, '4.0') ? ['--output-sync=target'] : []),
      ...more,
    ],
  });
  switch (job.kind) {
    case 'build':
      return [...(job.cleanFirst === true ? [make('clean')] : []), make(...job.targets)];
    case 'compile': {
      const source = posix.relative(sourceContainerPath, job.sourceContainerPath);
      return [make(source.replace(/\.[^./]*$/, '.o'))];
    }
    case 'install':
      // GNU's makefiles read the first, many others the second.
      return [
        make(),
        make('install', `prefix=${job.prefixContainerPath}`, `PREFIX=${job.prefixContainerPath}`),
      ];
    case 'test':
      return [make('test')];
    case 'package':
    case 'configure':
      return undefined;
  }
}

const mesonTypes: Readonly<Record<string, string>> = {
  Debug: 'debug',
  Release: 'release',
  RelWithDebInfo: 'debugoptimized',
  MinSizeRel: 'minsize',
};

function mesonSteps(job: PlainJob, build: PlainBuild): readonly CMakeStep[] | undefined {
  const { buildContainerPath, jobs } = build;
  const meson = (...words: readonly string[]): CMakeStep => ({
    program: 'meson',
    arguments: words,
  });
  const setUp = build.isConfigured ? [] : [mesonSetup(build, false)];
  const compile = (...words: readonly string[]): CMakeStep =>
    meson('compile', '-C', buildContainerPath, ...words);
  switch (job.kind) {
    case 'configure':
      return [mesonSetup(build, job.fresh)];
    case 'build': {
      const isClean = job.targets.includes('clean');
      return [
        ...setUp,
        ...(job.cleanFirst === true || isClean ? [compile('--clean')] : []),
        ...(isClean ? [] : [compile('-j', String(jobs), ...job.targets)]),
      ];
    }
    case 'compile': {
      const source = posix.relative(buildContainerPath, job.sourceContainerPath);
      return [...setUp, { program: 'ninja', arguments: ['-C', buildContainerPath, `${source}^`] }];
    }
    case 'install':
      return [
        ...setUp,
        meson('install', '-C', buildContainerPath, '--destdir', job.prefixContainerPath),
      ];
    case 'test':
      return [...setUp, meson('test', '-C', buildContainerPath, '--print-errorlogs')];
    case 'package':
      return undefined;
  }
}

function mesonSetup(
  { buildContainerPath, buildType, isConfigured, configureArguments }: PlainBuild,
  fresh: boolean,
): CMakeStep {
  const again = isConfigured ? [fresh ? '--wipe' : '--reconfigure'] : [];
  const type = mesonTypes[buildType] ?? buildType.toLowerCase();
  return {
    program: 'meson',
    arguments: [
      ...['setup', ...again, buildContainerPath, `--buildtype=${type}`],
      ...configureArguments,
    ],
  };
}

function ownSteps(job: PlainJob, commands: OwnCommands): readonly CMakeStep[] | undefined {
  const of = (command: OwnCommand | undefined): readonly CMakeStep[] | undefined =>
    command === undefined ? undefined : [stepOf(command)];
  switch (job.kind) {
    case 'build': {
      const clean = of(commands.clean);
      if (job.targets.includes('clean')) {
        return clean;
      }
      return job.cleanFirst === true
        ? clean && [...clean, ...(of(commands.build) ?? [])]
        : of(commands.build);
    }
    case 'configure':
      return of(commands.configure);
    case 'test':
      return of(commands.test);
    case 'install':
      return of(commands.install)?.map((step) =>
        typeof commands.install === 'string'
          ? { ...step, arguments: [...step.arguments, 'sh', job.prefixContainerPath] }
          : step,
      );
    case 'compile':
    case 'package':
      return undefined;
  }
}

function stepOf(command: OwnCommand): CMakeStep {
  if (typeof command === 'string') {
    return { program: 'sh', arguments: ['-c', command] };
  }
  const [program = '', ...words] = command;
  return { program, arguments: words };
}
