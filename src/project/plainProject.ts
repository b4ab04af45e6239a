import { posix } from 'node:path';
import { UserError } from '../base/errors';
import type { Logger } from '../base/logger';
import type { BuildSystem } from '../domain/buildSystem';
import type { CMakeJob } from '../domain/cmakeSteps';
import type { CMakeTarget } from '../domain/cmakeTarget';
import { parseMesonTargets } from '../domain/mesonTargets';
import type { PathMap } from '../domain/pathMap';
import { plainSteps, type PlainJob } from '../domain/plainSteps';
import type { Toolchain } from '../domain/toolchain';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';
import type { BuildSettings } from './buildSettings';
import type { BuildSink } from './buildSink';
import { followBuildStep, type BuildStep } from './buildStep';
import { chooseBuildUser, usableUser } from './buildUser';
import type { BuildResult, ConfigureOptions, ProjectPlace } from './cmakeProject';
import { buildScript } from './cmakeScripts';
import type { ContainerProject } from './containerProject';
import { findExecutables } from './findExecutables';
import { inspectBuildDirectory } from './inspectBuildDirectory';
import { runTool } from './runTool';

/** A folder that Meson, a Makefile or commands of the user's own build in a container. */
export class PlainProject implements ContainerProject {
  constructor(
    readonly engine: ContainerEngine,
    private readonly place: ProjectPlace,
    private readonly toolchain: Toolchain,
    readonly system: Exclude<BuildSystem, 'cmake'>,
    readonly log: Logger,
  ) {}

  get container(): string {
    return this.place.container;
  }

  get pathMap(): PathMap {
    return this.place.pathMap;
  }

  get sourceContainerPath(): string {
    return this.place.sourceContainerPath;
  }

  configure(
    settings: BuildSettings,
    sink: BuildSink,
    options: ConfigureOptions = {},
    signal?: AbortSignal,
  ): Promise<BuildResult> {
    return this.run(settings, { kind: 'configure', fresh: options.fresh === true }, sink, signal);
  }

  async perform(
    settings: BuildSettings,
    job: CMakeJob,
    sink: BuildSink,
    signal?: AbortSignal,
  ): Promise<BuildResult> {
    if (job.kind !== 'build' || job.targets.length === 0 || this.system === 'meson') {
      return this.run(settings, job, sink, signal);
    }
    // Programs that were found are no targets that anything but Meson knows by their names.
    const found = await this.targets(settings, signal);
    const targets = job.targets.filter((target) => !found.some(({ name }) => name === target));
    return this.run(settings, { ...job, targets }, sink, signal);
  }

  async targets(settings: BuildSettings, signal?: AbortSignal): Promise<readonly CMakeTarget[]> {
    const { container, sourceContainerPath } = this.place;
    if (this.system !== 'meson') {
      return findExecutables(this.engine, container, sourceContainerPath, signal);
    }
    const { stdout } = await runInContainer(
      this.engine,
      container,
      {
        argv: [
          ...['sh', '-c', 'cd "$1" 2>/dev/null && exec meson introspect --targets', 'sh'],
          this.buildContainerPath(settings),
        ],
      },
      signal,
    );
    return parseMesonTargets(stdout);
  }

  async follow(step: BuildStep, sink: BuildSink, signal?: AbortSignal): Promise<BuildResult> {
    const reader = { pathMap: this.place.pathMap, sink };
    return { ...(await followBuildStep(this.engine, step, reader, signal)), step: step.kind };
  }

  /** Nobody can tell without building. */
  isUpToDate(): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** Only Meson has a folder of its own for what is built. */
  buildContainerPath({ buildDirectory }: BuildSettings): string {
    const { sourceContainerPath } = this.place;
    return this.system === 'meson'
      ? posix.resolve(sourceContainerPath, buildDirectory)
      : sourceContainerPath;
  }

  private async run(
    settings: BuildSettings,
    job: PlainJob,
    sink: BuildSink,
    signal: AbortSignal | undefined,
  ): Promise<BuildResult> {
    const { container, sourceContainerPath, hostUser, pathMap } = this.place;
    const buildContainerPath = this.buildContainerPath(settings);
    const wanted = await chooseBuildUser(this.engine, hostUser, signal);
    const paths = { sourceContainerPath, buildContainerPath };
    const state = await inspectBuildDirectory(this.engine, container, paths, wanted, signal);
    if (!state.sourceExists) {
      throw new UserError(
        `The container "${container}" has no folder "${sourceContainerPath}". Create a dev container that mounts your folder there.`,
      );
    }
    // The others build among the sources, whose Makefile may well belong to somebody else.
    const user =
      this.system === 'meson'
        ? usableUser(wanted, { container, buildContainerPath, ...state }, sink, this.log)
        : wanted;
    const { cpus } = this.toolchain;
    const steps = plainSteps(
      job,
      {
        system: this.system,
        ...paths,
        buildType: settings.buildType,
        configureArguments: settings.configureArguments ?? [],
        jobs: settings.jobs ?? (cpus > 2 ? cpus + 2 : cpus + 1),
        commands: settings.commands ?? {},
        isConfigured: state.generated,
      },
      this.toolchain,
    );
    if (!steps) {
      throw this.refusal(job);
    }
    const step = job.kind === 'configure' ? 'configure' : 'build';
    const counts = { errors: 0, warnings: 0 };
    for (const each of steps) {
      const ended = await runTool(
        this,
        {
          container,
          ...(user === undefined ? {} : { user }),
          cwd: sourceContainerPath,
          environment: settings.environment ?? [],
          kind: step,
          script: buildScript,
          ...each,
        },
        { ...paths, compiler: 'gcc', pathMap },
        sink,
        signal,
      );
      counts.errors += ended.errors;
      counts.warnings += ended.warnings;
      if (ended.exitCode !== 0) {
        return { ...counts, step, exitCode: ended.exitCode };
      }
    }
    return { ...counts, step, exitCode: 0 };
  }

  private refusal({ kind }: PlainJob): UserError {
    const openSetting = {
      title: 'Open Setting',
      command: 'workbench.action.openSettings',
      args: ['drydock.build.commands'],
    };
    if (this.system === 'commands') {
      return new UserError(
        `The setting "drydock.build.commands" has no command for "${kind}". Add one.`,
        [openSetting],
      );
    }
    const name = this.system === 'make' ? 'a Makefile' : 'Meson';
    return new UserError(
      kind === 'configure'
        ? `A folder that ${name} builds is not configured. Build it, or name your own commands in the settings.`
        : `A folder that ${name} builds has no "${kind}". Name your own commands in the settings.`,
      [openSetting],
    );
  }
}
