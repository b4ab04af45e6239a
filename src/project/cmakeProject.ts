import { posix } from 'node:path';
import type { Logger } from '../base/logger';
import { isCacheOf, type BuildDirectoryState } from '../domain/buildDirectoryState';
import {
  buildArguments,
  configureArguments,
  presetBuildArguments,
  presetConfigureArguments,
} from '../domain/cmakeArguments';
import { fileApiClient, fileApiQuery } from '../domain/cmakeFileApi';
import type { CMakeTarget } from '../domain/cmakeTarget';
import type { PathMap } from '../domain/pathMap';
import { cmakeForWorkflows } from '../domain/presets/presetVersion';
import { isAtLeast, type Toolchain } from '../domain/toolchain';
import type { ContainerEngine } from '../engine/containerEngine';
import type { DiagnosticCounts } from './buildOutput';
import { configurationOf, type BuildSettings } from './buildSettings';
import type { BuildSink } from './buildSink';
import {
  followBuildStep,
  newBuildStep,
  runBuildStep,
  type BuildStep,
  type StepResult,
} from './buildStep';
import type { ForeignFolder } from './handBack';
import { chooseBuildUser, type HostUser } from './buildUser';
import {
  foreignCache,
  missingLists,
  missingTools,
  otherGenerator,
  presetsTooNew,
} from './buildRefusals';
import { buildEnvironment, buildScript, configureScript } from './cmakeScripts';
import { inspectBuildDirectory } from './inspectBuildDirectory';
import { readTargets } from './readTargets';
import type { TestPlace } from './testing/testPlace';

/** A CMake project's folder, as a container sees it. */
export interface ProjectPlace {
  /** Name or id. */
  readonly container: string;
  readonly sourceContainerPath: string;
  readonly pathMap: PathMap;
  /** Absent: the image's own user builds. */
  readonly hostUser?: HostUser;
}

/** How a configure or build run ended. */
export interface BuildResult extends DiagnosticCounts {
  /** The step that ended last: a build whose configure step failed ends with `configure`. */
  readonly step: 'configure' | 'build';
  /** 0: all is well; the tools' own exit code decides, not what was parsed. */
  readonly exitCode: number;
}

/** Configures and builds a CMake project in a container, as the host's user where that is possible. */
export class CMakeProject {
  constructor(
    private readonly engine: ContainerEngine,
    private readonly place: ProjectPlace,
    private readonly toolchain: Toolchain,
    private readonly log: Logger,
  ) {}

  /** Runs CMake, whether it is needed or not; `fresh` forgets the cache first. */
  async configure(
    settings: BuildSettings,
    sink: BuildSink,
    options: { readonly fresh?: boolean } = {},
    signal?: AbortSignal,
  ): Promise<BuildResult> {
    const run = await this.prepare(settings, sink, options, signal);
    return this.runConfigure(run, options.fresh === true, signal);
  }

  /** Builds targets, none meaning the default one; configures first when that is needed. */
  async build(
    settings: BuildSettings,
    targets: readonly string[],
    sink: BuildSink,
    signal?: AbortSignal,
  ): Promise<BuildResult> {
    let run = await this.prepare(settings, sink, {}, signal);
    let counts: DiagnosticCounts = { errors: 0, warnings: 0 };
    if (this.needsConfigure(run)) {
      const configured = await this.runConfigure(run, false, signal);
      if (configured.exitCode !== 0) {
        return configured;
      }
      counts = configured;
      // The cache now knows the compiler, by which its messages are named, and a preset's generator.
      const state = await this.inspect(run.buildContainerPath, run.user, signal);
      run = { ...run, state, generator: state.cache?.generator ?? run.generator };
    }
    for (const command of this.buildCommands(run, targets)) {
      const built = await this.run(run, buildScript, [], command, command, signal);
      counts = add(counts, built);
      if (built.exitCode !== 0) {
        return { ...counts, step: 'build', exitCode: built.exitCode };
      }
    }
    return { ...counts, step: 'build', exitCode: 0 };
  }

  /** Runs all steps of a workflow preset; the settings are those of its configure preset. */
  async runWorkflow(
    settings: BuildSettings,
    name: string,
    sink: BuildSink,
    signal?: AbortSignal,
  ): Promise<BuildResult> {
    const cmake = this.toolchain.tools.cmake?.version;
    if (!isAtLeast(cmake, cmakeForWorkflows)) {
      throw presetsTooNew(this.place.container, name, cmakeForWorkflows, cmake);
    }
    const run = await this.prepare(settings, sink, {}, signal);
    const command = ['--workflow', '--preset', name];
    const before = this.beforeConfigure(run, { fresh: false, command: this.configureCommand(run) });
    const ended = await this.run(run, configureScript, before, command, command, signal);
    return { ...ended, step: 'build' };
  }

  /** The build folder, when somebody else than who builds owns what is in it. */
  async foreignFolder(
    settings: BuildSettings,
    signal?: AbortSignal,
  ): Promise<ForeignFolder | undefined> {
    const { container, hostUser } = this.place;
    const containerPath = this.buildContainerPath(settings);
    const wanted = await chooseBuildUser(this.engine, hostUser, signal);
    const { cache, owner, writable } = await this.inspect(containerPath, wanted, signal);
    return wanted === undefined || owner === undefined || !cache || writable
      ? undefined
      : { container, containerPath, owner, wanted };
  }

  /** Follows a step that an earlier window has begun, to its end. */
  async follow(step: BuildStep, sink: BuildSink, signal?: AbortSignal): Promise<BuildResult> {
    const reader = { pathMap: this.place.pathMap, sink };
    return { ...(await followBuildStep(this.engine, step, reader, signal)), step: step.kind };
  }

  /** The targets as CMake last described them; undefined before the first configure step. */
  targets(
    settings: BuildSettings,
    signal?: AbortSignal,
  ): Promise<readonly CMakeTarget[] | undefined> {
    return readTargets(
      this.engine,
      this.place.container,
      {
        sourceContainerPath: this.place.sourceContainerPath,
        buildContainerPath: this.buildContainerPath(settings),
        configuration: configurationOf(settings),
      },
      signal,
    );
  }

  /** Where the project lies in the container. */
  get sourceContainerPath(): string {
    return this.place.sourceContainerPath;
  }

  /** The build folder as its tests need it: who builds is who tests. */
  async testPlace(settings: BuildSettings, signal?: AbortSignal): Promise<TestPlace> {
    const { container, sourceContainerPath, pathMap, hostUser } = this.place;
    const buildContainerPath = this.buildContainerPath(settings);
    const wanted = await chooseBuildUser(this.engine, hostUser, signal);
    const state = await this.inspect(buildContainerPath, wanted, signal);
    const user = this.userFor(wanted, state, buildContainerPath, {});
    return {
      container,
      sourceContainerPath,
      buildContainerPath,
      pathMap,
      configuration: configurationOf(settings),
      version: this.toolchain.tools.cmake?.version,
      more: [],
      ...(user === undefined ? {} : { user }),
      environment: settings.environment ?? [],
      cpus: this.toolchain.cpus,
    };
  }

  /** Where a build folder lies in the container. */
  buildContainerPath(settings: BuildSettings): string {
    return posix.resolve(this.place.sourceContainerPath, settings.buildDirectory);
  }

  private async prepare(
    settings: BuildSettings,
    sink: BuildSink,
    { fresh }: { readonly fresh?: boolean },
    signal: AbortSignal | undefined,
  ): Promise<Run> {
    const { container, sourceContainerPath, hostUser } = this.place;
    const buildContainerPath = this.buildContainerPath(settings);
    const wanted = await chooseBuildUser(this.engine, hostUser, signal);
    const state = await this.inspect(buildContainerPath, wanted, signal);
    if (!state.hasLists) {
      throw missingLists(container, sourceContainerPath, state.sourceExists);
    }
    const lacking = missingTools(container, this.toolchain);
    if (lacking) {
      throw lacking;
    }
    const { preset } = settings;
    const cmake = this.toolchain.tools.cmake?.version;
    if (preset && !isAtLeast(cmake, preset.minimumCMake)) {
      throw presetsTooNew(container, preset.configure, preset.minimumCMake, cmake);
    }
    if (state.cache && !isCacheOf(state.cache, sourceContainerPath, buildContainerPath)) {
      throw foreignCache(settings.buildDirectory, state.cache);
    }
    const kept = fresh === true ? undefined : state.cache?.generator;
    if (kept && !preset && settings.generator !== undefined && kept !== settings.generator) {
      throw otherGenerator(settings.buildDirectory, kept, settings.generator);
    }
    const user = this.userFor(wanted, state, buildContainerPath, sink);
    return {
      settings,
      sink,
      state,
      buildContainerPath,
      ...(user === undefined ? {} : { user }),
      generator: kept ?? settings.generator ?? this.defaultGenerator(),
    };
  }

  private inspect(
    buildContainerPath: string,
    user: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<BuildDirectoryState> {
    const { container, sourceContainerPath } = this.place;
    const paths = { sourceContainerPath, buildContainerPath };
    return inspectBuildDirectory(this.engine, container, paths, user, signal);
  }

  /** Falls back to the owner of a build folder that an earlier build made for itself alone. */
  private userFor(
    wanted: string | undefined,
    state: BuildDirectoryState,
    buildContainerPath: string,
    sink: BuildSink,
  ): string | undefined {
    if (wanted === undefined || state.writable || state.owner === undefined) {
      return wanted;
    }
    const owner = state.owner === wanted ? '0:0' : state.owner;
    const sentence = `"${buildContainerPath}" in the container "${this.place.container}" cannot be written by the user ${wanted}, so this build runs as ${owner}. Make its files yours to build as yourself again.`;
    this.log.warn(sentence);
    sink.onOutput?.(`${sentence}\n`);
    sink.onForeignFolder?.(sentence);
    return owner;
  }

  private defaultGenerator(): string {
    const { ninja, 'ninja-build': ninjaBuild } = this.toolchain.tools;
    return (ninja ?? ninjaBuild) ? 'Ninja' : 'Unix Makefiles';
  }

  private needsConfigure(run: Run): boolean {
    const { state, settings, generator } = run;
    const { cache, configuredWith } = state;
    return (
      !cache ||
      !state.generated ||
      (!state.described && isAtLeast(this.toolchain.tools.cmake?.version, '3.14')) ||
      // Something else was asked for then: another preset, or other variables.
      (configuredWith !== undefined && configuredWith !== noteOf(this.configureCommand(run))) ||
      (!settings.preset &&
        cache.buildType !== settings.buildType &&
        !generator.includes('Multi-Config'))
    );
  }

  private configureCommand(run: Run): readonly string[] {
    const { settings, generator, buildContainerPath } = run;
    const { preset, configureArguments: more = [] } = settings;
    return preset
      ? presetConfigureArguments({
          preset: preset.configure,
          ...(preset.namesDirectory ? {} : { buildContainerPath }),
          more,
        })
      : configureArguments({
          sourceContainerPath: this.place.sourceContainerPath,
          buildType: settings.buildType,
          generator,
          more,
        });
  }

  private buildCommands(run: Run, targets: readonly string[]): readonly (readonly string[])[] {
    const { settings, generator, buildContainerPath } = run;
    const { preset } = settings;
    const jobs = settings.jobs === undefined ? {} : { jobs: settings.jobs };
    if (preset?.build !== undefined && preset.namesDirectory) {
      const request = { preset: preset.build, targets, hasJobs: preset.hasJobs, ...jobs };
      return [presetBuildArguments(request, this.toolchain)];
    }
    return buildArguments(
      { buildContainerPath, buildType: configurationOf(settings), generator, targets, ...jobs },
      this.toolchain,
    );
  }

  private async runConfigure(
    run: Run,
    fresh: boolean,
    signal: AbortSignal | undefined,
  ): Promise<BuildResult> {
    const { settings, buildContainerPath } = run;
    const { sourceContainerPath } = this.place;
    run.sink.onProgress?.({ text: 'Configuring' });
    const command = this.configureCommand(run);
    const before = this.beforeConfigure(run, { fresh, command });
    // Needs CMake 3.13, but nothing before it, so it is what a person would type.
    const shown = settings.preset
      ? command
      : ['-S', sourceContainerPath, '-B', buildContainerPath, ...command.slice(0, -1)];
    const ended = await this.run(run, configureScript, before, command, shown, signal);
    return { ...ended, step: 'configure' };
  }

  /** What the script of the configure step gets before its command. */
  private beforeConfigure(
    { buildContainerPath, settings }: Run,
    { fresh, command }: { readonly fresh: boolean; readonly command: readonly string[] },
  ): readonly string[] {
    return [
      ...[buildContainerPath, fileApiClient, fileApiQuery, fresh ? 'fresh' : ''],
      settings.preset ? this.place.sourceContainerPath : buildContainerPath,
      noteOf(command),
    ];
  }

  private async run(
    run: Run,
    script: string,
    scriptArguments: readonly string[],
    command: readonly string[],
    shown: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<StepResult> {
    const { container, sourceContainerPath, pathMap } = this.place;
    run.sink.onCommand?.([
      ...['docker', 'exec', ...(run.user === undefined ? [] : ['-u', run.user])],
      ...['-w', sourceContainerPath, container, 'cmake', ...shown],
    ]);
    const step = newBuildStep({
      container,
      ...(run.user === undefined ? {} : { user: run.user }),
      kind: script === configureScript ? 'configure' : 'build',
      place: {
        sourceDirectory: sourceContainerPath,
        buildDirectory: run.buildContainerPath,
        compiler: run.state.cache?.cxxCompiler.includes('clang') === true ? 'clang' : 'gcc',
      },
    });
    const ended = await runBuildStep(
      this.engine,
      step,
      {
        argv: ['sh', '-c', script, 'sh', ...scriptArguments, 'cmake', ...command],
        cwd: sourceContainerPath,
        env: [...buildEnvironment, ...(run.settings.environment ?? [])],
      },
      { pathMap, sink: run.sink },
      signal,
    );
    this.log.info(`cmake in the container "${container}" ended with exit code ${ended.exitCode}.`);
    return ended;
  }
}

/** One call of {@link CMakeProject.configure} or {@link CMakeProject.build}. */
interface Run {
  readonly settings: BuildSettings;
  readonly sink: BuildSink;
  readonly state: BuildDirectoryState;
  readonly buildContainerPath: string;
  readonly user?: string;
  readonly generator: string;
}

/** One line, by which the configure step that made a build folder is known again. */
function noteOf(command: readonly string[]): string {
  return JSON.stringify(command);
}

function add(one: DiagnosticCounts, other: DiagnosticCounts): DiagnosticCounts {
  return { errors: one.errors + other.errors, warnings: one.warnings + other.warnings };
}
