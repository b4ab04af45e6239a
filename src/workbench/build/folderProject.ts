import * as vscode from 'vscode';
import { errorMessage, throwIfCancelled } from '../../base/errors';
import type { Logger } from '../../base/logger';
import { activeExecutable } from '../../domain/activeTarget';
import type { BuildSystem } from '../../domain/buildSystem';
import type { CMakeJob } from '../../domain/cmakeSteps';
import type { CMakeTarget } from '../../domain/cmakeTarget';
import type { CMakePreset } from '../../domain/presets/cmakePresets';
import type { ContainerSummary } from '../../domain/container';
import type { Toolchain } from '../../domain/toolchain';
import type { ContainerEngine } from '../../engine/containerEngine';
import type { BuildStep } from '../../project/buildStep';
import type { BuildSettings } from '../../project/buildSettings';
import type { BuildSink } from '../../project/buildSink';
import type { BuildResult, ConfigureOptions } from '../../project/cmakeProject';
import type { ContainerProject } from '../../project/containerProject';
import { handBack, type ForeignFolder } from '../../project/handBack';
import { openCompilerCache } from '../../project/openCompilerCache';
import { requireOwnFolder } from '../../project/ownFolder';
import { probeToolchain } from '../../project/probeToolchain';
import { readPresets, type ProjectPresets } from '../../project/readPresets';
import type { TestPlace } from '../../project/testing/testPlace';
import type { DevcontainerFiles } from '../devContainer/devcontainerFiles';
import { pathMapOf, type FolderContainers } from '../devContainer/devContainers';
import { settings } from '../settings';
import { openProject, requireCMake, requireTests } from './openProject';
import { ProjectChoices } from './projectChoices';
import { settingsOf, type Variant } from './variant';

/** What a {@link FolderProject} works with. */
export interface ProjectServices {
  readonly engine: ContainerEngine;
  readonly devContainers: FolderContainers;
  readonly devcontainerFiles: DevcontainerFiles;
  readonly memento: vscode.Memento;
  readonly log: Logger;
}

/** What is known of a container, for as long as it is the same one. */
interface Known {
  readonly containerId: string;
  readonly toolchain: Toolchain;
  system?: BuildSystem;
  targets?: readonly CMakeTarget[];
  presets?: ProjectPresets;
}

/** A workspace folder as a CMake project in its dev container, or in another one beside it. */
export class FolderProject {
  private readonly changed = new vscode.EventEmitter<this>();
  private readonly built = new vscode.EventEmitter<this>();
  private known: Known | undefined;
  private looking: Promise<Known> | undefined;
  /** Settles when nothing is built any more: neither CMake nor make locks the build directory. */
  private idle: Promise<unknown> = Promise.resolve();

  /** Toolchain, targets or the choices have changed. */
  readonly onDidChange = this.changed.event;

  /** What the user chose for the folder. */
  readonly choices: ProjectChoices;
  /** A configure or build run has ended, however it ended. */
  readonly onDidBuild = this.built.event;

  constructor(
    readonly folder: vscode.WorkspaceFolder,
    private readonly services: ProjectServices,
    /** The name of the container that it is built in, where that is not the dev container. */
    readonly beside?: string,
  ) {
    const fire = (): void => this.changed.fire(this);
    this.choices = new ProjectChoices(folder, services.memento, fire, beside);
  }

  /** Tells it from all other projects. */
  get id(): string {
    const folder = this.folder.uri.toString();
    return this.beside === undefined ? folder : `${folder}#${this.beside}`;
  }

  /** The dev container, if there is one, once the engine has answered. */
  findContainer(signal?: AbortSignal): Promise<ContainerSummary | undefined> {
    return this.services.devContainers.find(this.folder, signal);
  }

  /** The build folder as its tests need it; starts the dev container if need be. */
  async testPlace(signal?: AbortSignal, variant: Variant = {}): Promise<TestPlace> {
    const project = requireTests(await this.open(signal), this.folder);
    const usual = await this.settingsInContainer(project, signal);
    const place = await project.testPlace(settingsOf(usual, variant), signal);
    // A preset names the folder of the usual build.
    const isUsual = variant.coverage !== true && this.beside === undefined;
    const preset = isUsual ? this.choices.presetBeside('test', this.known?.presets) : undefined;
    const { uri } = this.folder;
    const own = Object.entries(settings.testEnvironment(uri));
    return {
      ...place,
      ...(preset === undefined ? {} : { preset: preset.name }),
      configuration: preset?.configuration ?? place.configuration,
      more: settings.testArguments(uri),
      environment: [...place.environment, ...own.map(([name, value]) => `${name}=${value}`)],
    };
  }

  /** The dev container, as the last snapshot has it. */
  get container(): ContainerSummary | undefined {
    return this.services.devContainers.of(this.folder);
  }

  /** What was found in the dev container; undefined until somebody has looked. */
  get toolchain(): Toolchain | undefined {
    return this.current?.toolchain;
  }

  /** As CMake last described them; undefined before the first configure step. */
  get targets(): readonly CMakeTarget[] | undefined {
    return this.current?.targets;
  }

  get buildType(): string {
    return this.choices.buildType;
  }

  /** What builds the folder; undefined until somebody has looked. */
  get system(): BuildSystem | undefined {
    return this.current?.system;
  }

  /** The presets of the folder, as they were read last; undefined where it has none. */
  get presets(): ProjectPresets | undefined {
    return this.current?.presets;
  }

  /** The preset that the folder is configured by; undefined: by generator and build type. */
  get configurePreset(): CMakePreset | undefined {
    return this.choices.configurePreset(this.presets);
  }

  /** The build or test preset that goes with {@link configurePreset}. */
  presetBeside(kind: 'build' | 'test'): CMakePreset | undefined {
    return this.choices.presetBeside(kind, this.presets);
  }

  /** The user is to say once whether the folder is built by one of its presets. */
  get isPresetOpen(): boolean {
    const { current } = this;
    return current !== undefined && this.choices.isPresetOpen(current.presets, current.toolchain);
  }

  /** The executable that is run and debugged without being named. */
  get activeTarget(): CMakeTarget | undefined {
    return activeExecutable(this.targets ?? [], this.choices.read('target'));
  }

  /** What is built when no target is named; undefined: all that CMake builds by default. */
  get defaultTarget(): string | undefined {
    const chosen = this.choices.read('defaultTarget');
    return this.targets?.find(({ name }) => name === chosen)?.name;
  }

  async setActiveTarget(name: string): Promise<void> {
    await this.choices.remember('target', name);
  }

  /** Chooses a preset by its name; an empty one for configuring means: without. */
  async setPreset(kind: 'configure' | 'build' | 'test', name: string): Promise<void> {
    await this.choices.remember(`${kind}Preset`, name);
    await this.readTargetsAgain();
  }

  /**
   * Looks into the dev container for tools and targets, starting it if need be. What is complete is
   * not looked for again; what is missing may have been installed in the meantime.
   */
  async look(signal?: AbortSignal): Promise<Toolchain> {
    const container = await this.services.devContainers.requireRunning(this.folder, signal);
    if (this.known?.containerId === container.id && this.known.toolchain.missing.length === 0) {
      return this.known.toolchain;
    }
    this.looking ??= this.lookInto(container, signal).finally(() => (this.looking = undefined));
    return (await this.looking).toolchain;
  }

  /** Forgets what was found, so that the next look finds it anew. */
  forget(): void {
    this.known = undefined;
    this.changed.fire(this);
  }

  /** Builds one target, or what is built by default. */
  build(
    target: string | undefined,
    sink: BuildSink,
    signal?: AbortSignal,
    { cleanFirst, ...variant }: Variant & { readonly cleanFirst?: boolean } = {},
  ): Promise<BuildResult> {
    const wanted = target ?? this.defaultTarget;
    const targets = wanted === undefined ? [] : [wanted];
    const job: CMakeJob = { kind: 'build', targets, ...(cleanFirst ? { cleanFirst } : {}) };
    return this.perform(job, sink, signal, variant);
  }

  /** Does a job, after configuring when that is needed. */
  perform(
    job: CMakeJob,
    sink: BuildSink,
    signal?: AbortSignal,
    variant: Variant = {},
  ): Promise<BuildResult> {
    return this.inTurn(signal, (project, usual) =>
      project.perform(settingsOf(usual, variant), job, sink, signal),
    );
  }

  /** The build folder, when somebody else than who builds owns what is in it. */
  foreignFolder(signal?: AbortSignal): Promise<ForeignFolder | undefined> {
    return this.opened(
      (project, usual) => requireCMake(project, this.folder).foreignFolder(usual, signal),
      signal,
    );
  }

  /** Gives a build folder to who builds; not while something is built in it. */
  async handBack(folder: ForeignFolder, signal?: AbortSignal): Promise<void> {
    await this.idle;
    await handBack(this.services.engine, folder, signal);
  }

  /** Follows a step that an earlier window has begun to its end, which also cancelling is. */
  async follow(step: BuildStep, sink: BuildSink, signal?: AbortSignal): Promise<BuildResult> {
    return this.inTurn(undefined, (project) => project.follow(step, sink, signal));
  }

  /** Runs CMake's configure step. */
  async configure(
    options: ConfigureOptions,
    sink: BuildSink,
    signal?: AbortSignal,
  ): Promise<BuildResult> {
    return this.inTurn(signal, (project, usual) => project.configure(usual, sink, options, signal));
  }

  /** Reads the presets again, whose files have changed. */
  async readPresetsAgain(): Promise<void> {
    const { container, current } = this;
    if (container?.state === 'running' && current) {
      await this.readPresetsInto(
        current,
        await openProject(this.services, this.folder, container, current),
      );
      this.changed.fire(this);
    }
  }

  /** Works with the project in its container as it is, beside what is built. */
  async opened<T>(
    work: (project: ContainerProject, settings: BuildSettings) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const project = await this.open(signal);
    return work(project, await this.settingsInContainer(project, signal));
  }

  /** Builds when nothing else is built: two sessions that start at once do it one after the other. */
  inTurn(
    signal: AbortSignal | undefined,
    work: (project: ContainerProject, settings: BuildSettings) => Promise<BuildResult>,
  ): Promise<BuildResult> {
    const done = this.idle.then(async () => {
      throwIfCancelled(signal);
      const project = await this.open(signal);
      const result = await work(project, await this.settingsInContainer(project, signal));
      return this.thenReadTargets(project, result, signal);
    });
    this.idle = done.catch(() => undefined);
    return done;
  }

  private get current(): Known | undefined {
    return this.known?.containerId === this.container?.id ? this.known : undefined;
  }

  private async lookInto(container: ContainerSummary, signal?: AbortSignal): Promise<Known> {
    const { engine, log } = this.services;
    await openCompilerCache(engine, container, signal);
    const toolchain = await probeToolchain(engine, container.id, {}, signal);
    log.debug(`Looked for tools in the container "${container.name}".`);
    const known: Known = { containerId: container.id, toolchain };
    // One that does not mount the folder has tools, but none of its targets.
    if (pathMapOf(container).toContainer(this.folder.uri.fsPath) !== undefined) {
      const project = await openProject(
        this.services,
        this.folder,
        container,
        { toolchain },
        signal,
      );
      known.system = project.system;
      await this.readPresetsInto(known, project, signal);
      const settings = this.choices.buildSettings(known.presets, project.sourceContainerPath);
      const targets = await project.targets(settings, signal);
      if (targets) {
        known.targets = targets;
      }
    }
    this.known = known;
    this.changed.fire(this);
    return known;
  }

  private async open(signal?: AbortSignal): Promise<ContainerProject> {
    const container = await this.services.devContainers.requireRunning(this.folder, signal);
    const toolchain = await this.look(signal);
    const known = { toolchain, ...this.current };
    const project = await openProject(this.services, this.folder, container, known, signal);
    if (this.beside !== undefined) {
      requireOwnFolder(project);
    }
    return project;
  }

  private async thenReadTargets(
    project: ContainerProject,
    result: BuildResult,
    signal?: AbortSignal,
  ): Promise<BuildResult> {
    try {
      const settings = this.choices.buildSettings(this.presets, project.sourceContainerPath);
      const targets = await project.targets(settings, signal);
      if (this.known && targets) {
        this.known.system = project.system;
        this.known.targets = targets;
        this.changed.fire(this);
      }
    } catch (error) {
      // The tools ran to their end, and that is what counts.
      this.services.log.warn(`The targets could not be read: ${errorMessage(error)}`);
    }
    this.built.fire(this);
    return result;
  }

  /** Another preset has another build folder, whose targets are known when it was configured. */
  private async readTargetsAgain(): Promise<void> {
    const { container, current } = this;
    if (container?.state === 'running' && current) {
      const project = await openProject(this.services, this.folder, container, current);
      const settings = this.choices.buildSettings(current.presets, project.sourceContainerPath);
      const targets = await project.targets(settings);
      delete current.targets;
      if (targets) {
        current.targets = targets;
      }
    }
    this.changed.fire(this);
  }

  private async readPresetsInto(
    known: Known,
    project: ContainerProject,
    signal?: AbortSignal,
  ): Promise<void> {
    const { sourceContainerPath } = project;
    const env = await this.environmentInContainer(signal);
    const presets = await readPresets(
      this.services.engine,
      known.containerId,
      sourceContainerPath,
      env,
      signal,
    );
    delete known.presets;
    if (presets) {
      known.presets = presets;
    }
  }

  /** Read at each build where presets decide, since they may include files that nobody watches. */
  private async settingsInContainer(
    project: ContainerProject,
    signal?: AbortSignal,
  ): Promise<BuildSettings> {
    const { known } = this;
    if (known?.presets) {
      await this.readPresetsInto(known, project, signal);
    }
    this.choices.check();
    const settings = this.choices.buildSettings(known?.presets, project.sourceContainerPath);
    return { ...settings, environment: await this.environmentInContainer(signal) };
  }

  /** The variables of the container's `devcontainer.json`; those of the settings win. */
  private async environmentInContainer(signal?: AbortSignal): Promise<readonly string[]> {
    const { devcontainerFiles, engine } = this.services;
    const { container } = this;
    const place = container && (await devcontainerFiles.placeIn(engine, container, signal));
    const { environment = [] } = this.choices.buildSettings(undefined, undefined);
    return [...(place?.env ?? []), ...environment];
  }
}
