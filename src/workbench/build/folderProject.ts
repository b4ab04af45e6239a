import * as process from 'node:process';
import * as vscode from 'vscode';
import { errorMessage, throwIfCancelled } from '../../base/errors';
import type { Logger } from '../../base/logger';
import { activeExecutable } from '../../domain/activeTarget';
import type { CMakeTarget } from '../../domain/cmakeTarget';
import type { ContainerSummary } from '../../domain/container';
import type { Toolchain } from '../../domain/toolchain';
import type { ContainerEngine } from '../../engine/containerEngine';
import type { BuildSettings } from '../../project/buildSettings';
import type { BuildSink } from '../../project/buildSink';
import { CMakeProject, type BuildResult } from '../../project/cmakeProject';
import { probeToolchain } from '../../project/probeToolchain';
import type { DevcontainerFiles } from '../devContainer/devcontainerFiles';
import { folderContainerPath, pathMapOf, type DevContainers } from '../devContainer/devContainers';
import { settings } from '../settings';

/** What a {@link FolderProject} works with. */
export interface ProjectServices {
  readonly engine: ContainerEngine;
  readonly devContainers: DevContainers;
  readonly devcontainerFiles: DevcontainerFiles;
  readonly memento: vscode.Memento;
  readonly log: Logger;
}

/** What is known of a container, for as long as it is the same one. */
interface Known {
  readonly containerId: string;
  readonly toolchain: Toolchain;
  targets?: readonly CMakeTarget[];
}

/** A workspace folder as a CMake project in its dev container. */
export class FolderProject {
  private readonly changed = new vscode.EventEmitter<this>();
  private known: Known | undefined;
  private looking: Promise<Known> | undefined;
  /** Settles when nothing is built any more: neither CMake nor make locks the build directory. */
  private idle: Promise<unknown> = Promise.resolve();

  /** Toolchain, targets or the choices have changed. */
  readonly onDidChange = this.changed.event;

  constructor(
    readonly folder: vscode.WorkspaceFolder,
    private readonly services: ProjectServices,
  ) {}

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
    return this.read('buildType') ?? settings.buildType(this.folder.uri);
  }

  /** The executable that is run and debugged without being named. */
  get activeTarget(): CMakeTarget | undefined {
    return activeExecutable(this.targets ?? [], this.read('target'));
  }

  async setBuildType(buildType: string): Promise<void> {
    await this.remember('buildType', buildType);
  }

  async setActiveTarget(name: string): Promise<void> {
    await this.remember('target', name);
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
  ): Promise<BuildResult> {
    const targets = target === undefined ? [] : [target];
    return this.inTurn(signal, async (project) =>
      project.build(await this.settingsInContainer(signal), targets, sink, signal),
    );
  }

  /** Runs CMake's configure step; `fresh` forgets its cache first. */
  async configure(fresh: boolean, sink: BuildSink, signal?: AbortSignal): Promise<BuildResult> {
    return this.inTurn(signal, async (project) =>
      project.configure(await this.settingsInContainer(signal), sink, { fresh }, signal),
    );
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
      const targets = await project.targets(this.buildSettings(), signal);
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
      const targets = await project.targets(this.buildSettings(), signal);
      if (this.known && targets) {
        this.known.targets = targets;
        this.changed.fire(this);
      }
    } catch (error) {
      // The tools ran to their end, and that is what counts.
      this.services.log.warn(`The targets could not be read: ${errorMessage(error)}`);
    }
    return result;
  }

  /** With the variables of the container's `devcontainer.json`; those of the settings win. */
  private async settingsInContainer(signal?: AbortSignal): Promise<BuildSettings> {
    const { devcontainerFiles, engine } = this.services;
    const { container } = this;
    const place = container && (await devcontainerFiles.placeIn(engine, container, signal));
    const settings = this.buildSettings();
    return { ...settings, environment: [...(place?.env ?? []), ...(settings.environment ?? [])] };
  }

  private buildSettings(): BuildSettings {
    const { uri } = this.folder;
    const generator = settings.buildGenerator(uri);
    const jobs = settings.buildJobs(uri);
    return {
      buildDirectory: settings.buildDirectory(uri),
      buildType: this.buildType,
      ...(generator === '' ? {} : { generator }),
      configureArguments: settings.buildConfigureArguments(uri),
      ...(jobs === 0 ? {} : { jobs }),
      environment: Object.entries(settings.buildEnvironment(uri)).map(
        ([name, value]) => `${name}=${value}`,
      ),
    };
  }

  private read(what: string): string | undefined {
    return this.services.memento.get<string>(this.key(what));
  }

  private async remember(what: string, value: string): Promise<void> {
    await this.services.memento.update(this.key(what), value);
    this.changed.fire(this);
  }

  private key(what: string): string {
    return `${what}:${this.folder.uri.toString()}`;
  }
}
