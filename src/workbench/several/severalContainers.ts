import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { throwIfCancelled } from '../../base/errors';
import { shareJobs } from '../../domain/shareJobs';
import type { ResourceStore } from '../../engine/resourceStore';
import type { BuildProblems } from '../build/buildProblems';
import { FolderProject, type ProjectServices } from '../build/folderProject';
import type { FolderProjects } from '../build/folderProjects';
import { requirePresetChoice } from '../build/pickPreset';
import { connectedSnapshot } from '../connectedSnapshot';
import type { DevContainers } from '../devContainer/devContainers';
import { settings } from '../settings';

/** The folders in all containers that build them: their dev containers, and those chosen beside them. */
export class SeveralContainers implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly changed = this.owner.add(new vscode.EventEmitter<undefined>());
  private readonly built = this.owner.add(new vscode.EventEmitter<FolderProject>());
  private readonly beside = new Map<string, FolderProject>();

  /** Something that is shown of a project has changed. */
  readonly onDidChange = this.changed.event;
  /** A configure or build run of a project has ended, in whichever container. */
  readonly onDidBuild = this.built.event;

  constructor(
    private readonly services: ProjectServices & { readonly devContainers: DevContainers },
    private readonly projects: FolderProjects,
    private readonly store: ResourceStore,
    private readonly problems: BuildProblems,
  ) {
    this.owner.add(projects.onDidChange(() => this.changed.fire(undefined)));
    this.owner.add(projects.onDidBuild((project) => this.built.fire(project)));
  }

  /** The names of the containers that were chosen to build a folder side by side. */
  chosen(folder: vscode.WorkspaceFolder): readonly string[] {
    return this.projects.of(folder).choices.severalContainers;
  }

  /** Remembers them by their names, which survive when they are made anew. */
  async choose(folder: vscode.WorkspaceFolder, names: readonly string[]): Promise<void> {
    await this.projects.of(folder).choices.remember('severalContainers', names.join('\n'));
    this.forgetProblemsBeside(
      folder,
      names.map((name) => this.in(folder, name)),
    );
  }

  /** Forgets what other containers than these and the dev container have said of a folder. */
  forgetProblemsBeside(folder: vscode.WorkspaceFolder, projects: readonly FolderProject[]): void {
    this.problems.keepOnly(folder, projects);
  }

  /** Like {@link in}, once it is known which the dev container is. */
  async find(folder: vscode.WorkspaceFolder, containerName: string): Promise<FolderProject> {
    await this.projects.of(folder).findContainer();
    return this.in(folder, containerName);
  }

  /** The name of the folder's dev container, as the last snapshot has it. */
  devContainerOf(folder: vscode.WorkspaceFolder): string | undefined {
    return this.projects.of(folder).container?.name;
  }

  /** A folder in the container of this name; always the same object for the same container. */
  in(folder: vscode.WorkspaceFolder, containerName: string): FolderProject {
    const own = this.projects.of(folder);
    if (own.container?.name === containerName) {
      return own;
    }
    const id = `${own.id}#${containerName}`;
    let project = this.beside.get(id);
    if (!project) {
      const devContainers = this.services.devContainers.always(containerName);
      project = new FolderProject(folder, { ...this.services, devContainers }, containerName);
      this.beside.set(id, project);
      this.owner.add(project.onDidChange(() => this.changed.fire(undefined)));
      this.owner.add(project.onDidBuild((built) => this.built.fire(built)));
    }
    return project;
  }

  /** Every folder in each of its containers, the dev container first. */
  get all(): readonly FolderProject[] {
    return this.projects.all.flatMap((own) => [
      ...new Set([own, ...this.chosen(own.folder).map((name) => this.in(own.folder, name))]),
    ]);
  }

  /** Like {@link all}, once it is known which the dev containers are, or that no engine answers. */
  async known(signal?: AbortSignal): Promise<readonly FolderProject[]> {
    await Promise.allSettled(this.projects.all.map((own) => own.findContainer(signal)));
    return this.all;
  }

  /**
   * Starts the containers of projects that are to be built side by side, asks by which preset, and tells
   * how many compilers each of them is to run: no more together than the machine has processors, or the
   * setting allows.
   */
  async prepare(
    side: readonly FolderProject[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<FolderProject, number>> {
    const { connection } = await connectedSnapshot(this.store, signal);
    // What keeps one from being looked into is told when it is built.
    const looked = await Promise.allSettled(side.map((project) => project.look(signal)));
    const limits = looked.map((result) => (result.status === 'fulfilled' ? result.value.cpus : 1));
    const [first] = side;
    const machine = connection.state === 'connected' ? connection.info.machine.cpus : 0;
    const wanted = first ? settings.buildJobs(first.folder.uri) : 0;
    const processors = [wanted, machine, Math.max(...limits)].find((count) => count > 0) ?? 1;
    const shares = shareJobs(processors, limits);
    for (const project of side) {
      // What is chosen for one is chosen for the folder: the user is asked but once.
      await requirePresetChoice(project);
    }
    throwIfCancelled(signal);
    return new Map(side.map((project, i) => [project, shares[i] ?? 1]));
  }

  dispose(): void {
    this.owner.dispose();
  }
}
