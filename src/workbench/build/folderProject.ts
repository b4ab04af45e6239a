import * as process from 'node:process';
import * as vscode from 'vscode';
import { errorMessage, throwIfCancelled, UserError } from '../../base/errors';
import type { Logger } from '../../base/logger';
import { activeExecutable } from '../../domain/activeTarget';
import type { BuildTimes } from '../../domain/buildTimes';
import type { CMakeTarget } from '../../domain/cmakeTarget';
import { findPreset, type CMakePreset } from '../../domain/presets/cmakePresets';
import type { ContainerSummary } from '../../domain/container';
import type { Toolchain } from '../../domain/toolchain';
import type { BuildPlace } from '../../domain/diagnostics/buildContext';
import type { ContainerEngine } from '../../engine/containerEngine';
import type { BuildStep } from '../../project/buildStep';
import type { BuildSettings } from '../../project/buildSettings';
import type { BuildSink } from '../../project/buildSink';
import { CMakeProject, type BuildResult } from '../../project/cmakeProject';
import { coverageSettings } from '../../project/coverageSettings';
import { withPreset } from '../../project/presetSettings';
import { hostPathOfOutput, readBuildTimes } from '../../project/readBuildTimes';
import { handBack, type ForeignFolder } from '../../project/handBack';
import { probeToolchain } from '../../project/probeToolchain';
import { readPresets, type ProjectPresets } from '../../project/readPresets';
import type { TestPlace } from '../../project/testing/testPlace';
import type { DevcontainerFiles } from '../devContainer/devcontainerFiles';
import { folderContainerPath, pathMapOf, type DevContainers } from '../devContainer/devContainers';
import { settings } from '../settings';
import { ProjectChoices } from './projectChoices';

/** What a {@link FolderProject} works with. */
export interface ProjectServices {
  readonly engine: ContainerEngine;
  readonly devContainers: DevContainers;
  readonly devcontainerFiles: DevcontainerFiles;
  readonly memento: vscode.Memento;
  readonly log: Logger;
}

/** Another build of the same project. */
export interface Variant {
  /** It counts what runs, in a build folder of its own. */
  readonly coverage?: boolean;
}

/** What is known of a container, for as long as it is the same one. */
interface Known {
  readonly containerId: string;
  readonly toolchain: Toolchain;
  targets?: readonly CMakeTarget[];
  presets?: ProjectPresets;
}

/** A workspace folder as a CMake project in its dev container. */
export class FolderProject {
  private readonly changed = new vscode.EventEmitter<this>();
  private readonly built = new vscode.EventEmitter<this>();
  private known: Known | undefined;
  private looking: Promise<Known> | undefined;
  /** Settles when nothing is built any more: neither CMake nor make locks the build directory. */
  private idle: Promise<unknown> = Promise.resolve();

  /** Toolchain, targets or the choices have changed. */
  readonly onDidChange = this.changed.event;

  private readonly choices: ProjectChoices;
  /** A configure or build run has ended, however it ended. */
  readonly onDidBuild = this.built.event;

  constructor(
    readonly folder: vscode.WorkspaceFolder,
    private readonly services: ProjectServices,
  ) {
    this.choices = new ProjectChoices(folder, services.memento);
  }

  /** The dev container, if there is one, once the engine has answered. */
  findContainer(signal?: AbortSignal): Promise<ContainerSummary | undefined> {
    return this.services.devContainers.find(this.folder, signal);
  }

  /** The build folder as its tests need it; starts the dev container if need be. */
  async testPlace(signal?: AbortSignal, { coverage }: Variant = {}): Promise<TestPlace> {
    const project = await this.open(signal);
    const usual = await this.settingsInContainer(project, signal);
    const place = await project.testPlace(coverage ? coverageSettings(usual) : usual, signal);
    // A preset names the folder of the usual build.
    const preset = coverage ? undefined : this.choices.presetBeside('test', this.known?.presets);
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

  async setBuildType(buildType: string): Promise<void> {
    await this.choices.remember('buildType', buildType);
    this.changed.fire(this);
  }

  async setActiveTarget(name: string): Promise<void> {
    await this.choices.remember('target', name);
    this.changed.fire(this);
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

  /** Builds one target, or all that is built by default. */
  async build(
    target: string | undefined,
    sink: BuildSink,
    signal?: AbortSignal,
    { coverage }: Variant = {},
  ): Promise<BuildResult> {
    const targets = target === undefined ? [] : [target];
    return this.inTurn(signal, async (project) => {
      const usual = await this.settingsInContainer(project, signal);
      const wanted = coverage ? coverageSettings(usual) : usual;
      return project.build(wanted, targets, sink, signal);
    });
  }

  /** The build folder, when somebody else than who builds owns what is in it. */
  async foreignFolder(signal?: AbortSignal): Promise<ForeignFolder | undefined> {
    const project = await this.open(signal);
    return project.foreignFolder(await this.settingsInContainer(project, signal), signal);
  }

  /** How long the steps of the build folder took. */
  async buildTimes(signal?: AbortSignal): Promise<BuildTimes> {
    const container = await this.services.devContainers.requireRunning(this.folder, signal);
    const { buildDirectory } = await this.buildPlace(signal);
    return readBuildTimes(this.services.engine, container.name, buildDirectory, signal);
  }

  /** The source on the host that an output of the build folder was made from, or the output itself. */
  async sourceOf(output: string, signal?: AbortSignal): Promise<string> {
    const container = await this.services.devContainers.requireRunning(this.folder, signal);
    return hostPathOfOutput(await this.buildPlace(signal), pathMapOf(container), output);
  }

  /** Gives a build folder to who builds; not while something is built in it. */
  async handBack(folder: ForeignFolder, signal?: AbortSignal): Promise<void> {
    await this.idle;
    await handBack(this.services.engine, folder, signal);
  }

  /** Follows a step that an earlier window has begun, to its end. */
  async follow(step: BuildStep, sink: BuildSink, signal?: AbortSignal): Promise<BuildResult> {
    return this.inTurn(signal, (project) => project.follow(step, sink, signal));
  }

  /** Runs CMake's configure step; `fresh` forgets its cache first. */
  async configure(fresh: boolean, sink: BuildSink, signal?: AbortSignal): Promise<BuildResult> {
    return this.inTurn(signal, async (project) =>
      project.configure(await this.settingsInContainer(project, signal), sink, { fresh }, signal),
    );
  }

  /** Runs all steps of a workflow preset. */
  async runWorkflow(name: string, sink: BuildSink, signal?: AbortSignal): Promise<BuildResult> {
    return this.inTurn(signal, async (project) => {
      const plain = await this.settingsInContainer(project, signal);
      const { presets } = this;
      const workflow = findPreset(presets, 'workflow', name);
      const step = workflow?.uses.find(({ kind }) => kind === 'configure');
      const configure = findPreset(presets, 'configure', step?.name);
      if (!presets || !configure) {
        throw new UserError(
          vscode.l10n.t('The folder "{0}" has no workflow preset "{1}".', this.folder.name, name),
        );
      }
      const { sourceContainerPath } = project;
      const settings = withPreset(plain, presets, configure, undefined, sourceContainerPath);
      return project.runWorkflow(settings, name, sink, signal);
    });
  }

  /** Reads the presets again, whose files have changed. */
  async readPresetsAgain(): Promise<void> {
    const { container, current } = this;
    if (container?.state === 'running' && current) {
      await this.readPresetsInto(current, this.projectIn(container, current.toolchain));
      this.changed.fire(this);
    }
  }

  /** Two sessions that are started at once build one after the other. */
  private inTurn(
    signal: AbortSignal | undefined,
    work: (project: CMakeProject) => Promise<BuildResult>,
  ): Promise<BuildResult> {
    const done = this.idle.then(async () => {
      throwIfCancelled(signal);
      const project = await this.open(signal);
      return this.thenReadTargets(project, await work(project), signal);
    });
    this.idle = done.catch(() => undefined);
    return done;
  }

  private async buildPlace(signal?: AbortSignal): Promise<BuildPlace> {
    const project = await this.open(signal);
    const settings = this.choices.buildSettings(this.presets, project.sourceContainerPath);
    return {
      sourceDirectory: project.sourceContainerPath,
      buildDirectory: project.buildContainerPath(settings),
    };
  }

  private get current(): Known | undefined {
    return this.known?.containerId === this.container?.id ? this.known : undefined;
  }

  private async lookInto(container: ContainerSummary, signal?: AbortSignal): Promise<Known> {
    const { engine, log } = this.services;
    const toolchain = await probeToolchain(engine, container.id, {}, signal);
    log.debug(`Looked for tools in the container "${container.name}".`);
    const known: Known = { containerId: container.id, toolchain };
    // One that does not mount the folder has tools, but none of its targets.
    if (pathMapOf(container).toContainer(this.folder.uri.fsPath) !== undefined) {
      const project = this.projectIn(container, toolchain);
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

  private async open(signal?: AbortSignal): Promise<CMakeProject> {
    const container = await this.services.devContainers.requireRunning(this.folder, signal);
    return this.projectIn(container, await this.look(signal));
  }

  private projectIn(container: ContainerSummary, toolchain: Toolchain): CMakeProject {
    const uid = process.getuid?.();
    const gid = process.getgid?.();
    return new CMakeProject(
      this.services.engine,
      {
        container: container.name,
        sourceContainerPath: folderContainerPath(this.folder, container),
        pathMap: pathMapOf(container),
        ...(uid === undefined || gid === undefined ? {} : { hostUser: { uid, gid } }),
      },
      toolchain,
      this.services.log,
    );
  }

  private async thenReadTargets(
    project: CMakeProject,
    result: BuildResult,
    signal?: AbortSignal,
  ): Promise<BuildResult> {
    try {
      const settings = this.choices.buildSettings(this.presets, project.sourceContainerPath);
      const targets = await project.targets(settings, signal);
      if (this.known && targets) {
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
      const project = this.projectIn(container, current.toolchain);
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
    project: CMakeProject,
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
    project: CMakeProject,
    signal?: AbortSignal,
  ): Promise<BuildSettings> {
    const { known } = this;
    if (known?.presets) {
      await this.readPresetsInto(known, project, signal);
    }
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
