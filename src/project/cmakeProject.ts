import { posix } from 'node:path';
import type { Logger } from '../base/logger';
import type { BuildDirectoryState } from '../domain/buildDirectoryState';
import { fileApiClient, fileApiQuery } from '../domain/cmakeFileApi';
import {
  isMultiConfig,
  stepsOf,
  type CMakeJob,
  type CMakeStep,
  type ConfiguredBuild,
} from '../domain/cmakeSteps';
import type { CMakeTarget } from '../domain/cmakeTarget';
import type { PathMap } from '../domain/pathMap';
import { cmakeForWorkflows } from '../domain/presets/presetVersion';
import { isAtLeast, type Toolchain } from '../domain/toolchain';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';
import { addCounts, type DiagnosticCounts } from './buildOutput';
import { configurationOf, type BuildSettings } from './buildSettings';
import type { BuildSink } from './buildSink';
import { followBuildStep, type BuildStep, type StepResult } from './buildStep';
import type { ForeignFolder } from './handBack';
import { chooseBuildUser, usableUser, type HostUser } from './buildUser';
import { presetsTooNew } from './buildRefusals';
import { checkBuildFolder } from './checkBuildFolder';
import { buildScript, configureScript } from './cmakeScripts';
import { configureCommand, noteOf } from './configureCommand';
import type { ContainerProject } from './containerProject';
import { coverageRules, environmentOf } from './coverageSettings';
import { inspectBuildDirectory } from './inspectBuildDirectory';
import { readTargets } from './readTargets';
import { runTool } from './runTool';
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

/** How a configure step is run. */
export interface ConfigureOptions {
  /** Forgets the cache first. */
  readonly fresh?: boolean;
  /** Put into the cache: `NAME:TYPE=VALUE`. */
  readonly define?: readonly string[];
}

/** Configures and builds a CMake project in a container, as the host's user where that is possible. */
export class CMakeProject implements ContainerProject {
  readonly system = 'cmake';

  constructor(
    readonly engine: ContainerEngine,
    private readonly place: ProjectPlace,
    private readonly toolchain: Toolchain,
    readonly log: Logger,
  ) {}

  /** Runs CMake, whether it is needed or not. */
  async configure(
    settings: BuildSettings,
    sink: BuildSink,
    options: ConfigureOptions = {},
    signal?: AbortSignal,
  ): Promise<BuildResult> {
    const run = await this.prepare(settings, sink, options, signal);
    return this.runConfigure(run, options, signal);
  }

  /** Builds targets, none meaning the default one; configures first when that is needed. */
  build(
    settings: BuildSettings,
    targets: readonly string[],
    sink: BuildSink,
    signal?: AbortSignal,
  ): Promise<BuildResult> {
    return this.perform(settings, { kind: 'build', targets }, sink, signal);
  }

  /** Does a job; configures first when that is needed. */
  async perform(
    settings: BuildSettings,
    job: CMakeJob,
    sink: BuildSink,
    signal?: AbortSignal,
  ): Promise<BuildResult> {
    let run = await this.prepare(settings, sink, {}, signal);
    let counts: DiagnosticCounts = { errors: 0, warnings: 0 };
    if (this.needsConfigure(run)) {
      const configured = await this.runConfigure(run, {}, signal);
      if (configured.exitCode !== 0) {
        return configured;
      }
      counts = configured;
      // The cache now knows the compiler, by which its messages are named, and a preset's generator.
      const state = await this.inspect(run.buildContainerPath, run.user, signal);
      run = { ...run, state, generator: state.cache?.generator ?? run.generator };
    }
    for (const step of this.stepsOf(run, job)) {
      const built = await this.run(run, buildScript, [], step, signal);
      counts = addCounts(counts, built);
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
    const step = { program: 'cmake', arguments: command };
    return { ...(await this.run(run, configureScript, before, step, signal)), step: 'build' };
  }

  /** Whether building these targets would do nothing. Only Ninja can tell; else it is false. */
  async isUpToDate(
    settings: BuildSettings,
    targets: readonly string[],
    signal?: AbortSignal,
  ): Promise<boolean> {
    const run = await this.prepare(settings, {}, {}, signal);
    if (this.needsConfigure(run) || !run.generator.includes('Ninja')) {
      return false;
    }
    const { ninja, 'ninja-build': other } = this.toolchain.tools;
    const file = isMultiConfig(run) ? ['-f', `build-${configurationOf(settings)}.ninja`] : [];
    const { stdout } = await runInContainer(
      this.engine,
      this.place.container,
      {
        argv: [(ninja ?? other)?.containerPath ?? 'ninja', ...file, '-n', ...targets],
        cwd: run.buildContainerPath,
        env: settings.environment ?? [],
        ...(run.user === undefined ? {} : { user: run.user }),
      },
      signal,
    );
    return /^ninja: no work to do\.$/m.test(stdout);
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

  get container(): string {
    return this.place.container;
  }

  get pathMap(): PathMap {
    return this.place.pathMap;
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
    const folder = { container, buildContainerPath, ...state };
    const user = usableUser(wanted, folder, {}, this.log);
    return {
      container,
      sourceContainerPath,
      buildContainerPath,
      pathMap,
      configuration: configurationOf(settings),
      version: this.toolchain.tools.cmake?.version,
      more: [],
      ...(user === undefined ? {} : { user }),
      environment: environmentOf(settings, buildContainerPath),
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
    const place = {
      ...{ container, sourceContainerPath, buildContainerPath },
      fresh: fresh === true,
    };
    checkBuildFolder(settings, state, place, this.toolchain);
    const kept = fresh === true ? undefined : state.cache?.generator;
    const folder = { container, buildContainerPath, ...state };
    const user = usableUser(wanted, folder, sink, this.log);
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

  private defaultGenerator(): string {
    const { ninja, 'ninja-build': ninjaBuild } = this.toolchain.tools;
    return (ninja ?? ninjaBuild) ? 'Ninja' : 'Unix Makefiles';
  }

  private needsConfigure(run: Run): boolean {
    const { state, settings } = run;
    const { cache, configuredWith } = state;
    return (
      !cache ||
      !state.generated ||
      (!state.described && isAtLeast(this.toolchain.tools.cmake?.version, '3.14')) ||
      // Something else was asked for then: another preset, or other variables.
      (configuredWith !== undefined && configuredWith !== noteOf(this.configureCommand(run))) ||
      (!settings.preset && cache.buildType !== settings.buildType && !isMultiConfig(run))
    );
  }

  private configureCommand(run: Run, define: readonly string[] = []): readonly string[] {
    const { sourceContainerPath } = this.place;
    return configureCommand(run.settings, { ...run, sourceContainerPath, define });
  }

  private stepsOf(run: Run, job: CMakeJob): readonly CMakeStep[] {
    const { settings, generator, buildContainerPath } = run;
    const { preset, jobs } = settings;
    const build: ConfiguredBuild = {
      sourceContainerPath: this.place.sourceContainerPath,
      buildContainerPath,
      configuration: configurationOf(settings),
      generator,
      ...(jobs === undefined ? {} : { jobs }),
      ...(preset === undefined ? {} : { namesDirectory: preset.namesDirectory }),
      ...(preset?.build !== undefined && preset.namesDirectory
        ? { preset: { name: preset.build, hasJobs: preset.hasJobs } }
        : {}),
      ...(preset?.test !== undefined && preset.namesDirectory ? { testPreset: preset.test } : {}),
    };
    return stepsOf(job, build, this.toolchain);
  }

  private async runConfigure(
    run: Run,
    { fresh = false, define = [] }: ConfigureOptions,
    signal: AbortSignal | undefined,
  ): Promise<BuildResult> {
    const { settings, buildContainerPath } = run;
    const { sourceContainerPath } = this.place;
    run.sink.onProgress?.({ text: 'Configuring' });
    const before = this.beforeConfigure(run, { fresh, command: this.configureCommand(run) });
    // These are in the cache from now on, and no part of what is asked for each time.
    const command = this.configureCommand(run, define);
    // Needs CMake 3.13, but nothing before it, so it is what a person would type.
    const shown = settings.preset
      ? command
      : ['-S', sourceContainerPath, '-B', buildContainerPath, ...command.slice(0, -1)];
    const step = { program: 'cmake', arguments: command, shown };
    return { ...(await this.run(run, configureScript, before, step, signal)), step: 'configure' };
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
      settings.coverage === true ? coverageRules : '',
    ];
  }

  private async run(
    run: Run,
    script: string,
    scriptArguments: readonly string[],
    step: CMakeStep & { readonly shown?: readonly string[] },
    signal: AbortSignal | undefined,
  ): Promise<StepResult> {
    const { container, sourceContainerPath, pathMap } = this.place;
    return runTool(
      this,
      {
        container,
        ...(run.user === undefined ? {} : { user: run.user }),
        cwd: step.cwd ?? sourceContainerPath,
        environment: environmentOf(run.settings, run.buildContainerPath),
        kind: script === configureScript ? 'configure' : 'build',
        script,
        scriptArguments,
        ...step,
      },
      {
        sourceContainerPath,
        buildContainerPath: run.buildContainerPath,
        compiler: run.state.cache?.cxxCompiler.includes('clang') === true ? 'clang' : 'gcc',
        pathMap,
      },
      run.sink,
      signal,
    );
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
