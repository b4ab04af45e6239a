import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import type { DevContainers } from '../devContainer/devContainers';
import { hostFolders } from '../folders';
import { onDidChangeSetting } from '../settings';
import { FolderProject, type ProjectServices } from './folderProject';

/** The projects of all workspace folders. */
export class FolderProjects implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly changed = this.owner.add(new vscode.EventEmitter<undefined>());
  private readonly projects = new Map<string, FolderProject>();
  private readonly watched = new Set<string>();

  private readonly built = this.owner.add(new vscode.EventEmitter<FolderProject>());

  /** A configure or build run of a project has ended. */
  readonly onDidBuild = this.built.event;

  /** Something that is shown of a project has changed. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly services: ProjectServices & { readonly devContainers: DevContainers },
  ) {
    const fire = (): void => this.changed.fire(undefined);
    this.owner.add(services.devContainers.onDidChange(fire));
    this.owner.add(vscode.workspace.onDidChangeWorkspaceFolders(fire));
    this.owner.add(onDidChangeSetting('build', fire));
  }

  /** The project of a folder; always the same object for the same folder. */
  of(folder: vscode.WorkspaceFolder): FolderProject {
    const id = folder.uri.toString();
    let project = this.projects.get(id);
    if (!project) {
      project = new FolderProject(folder, this.services);
      this.projects.set(id, project);
      this.owner.add(project.onDidChange(() => this.changed.fire(undefined)));
      this.owner.add(project.onDidBuild((built) => this.built.fire(built)));
    }
    return project;
  }

  /** Every folder's project, in the order of the workspace. */
  get all(): readonly FolderProject[] {
    return hostFolders().map((folder) => this.of(folder));
  }

  /**
   * Looks into each dev container that runs and has not been looked into, in the background: for the
   * view. A container that cannot be looked into is not tried again until it is another one.
   */
  lookInBackground(): void {
    for (const project of vscode.workspace.isTrusted ? this.all : []) {
      const { container } = project;
      if (container?.state !== 'running') {
        continue;
      }
      if (!project.toolchain && !this.watched.has(container.id)) {
        this.watched.add(container.id);
        project.look().catch((error: unknown) => {
          this.services.log.warn(
            `The container "${container.name}" could not be looked into: ${errorMessage(error)}`,
          );
        });
      }
    }
  }

  /** Reads the presets of a folder again, whose files have changed. */
  readPresetsInBackground(folder: vscode.WorkspaceFolder): void {
    this.of(folder)
      .readPresetsAgain()
      .catch((error: unknown) => {
        this.services.log.warn(
          `The presets of "${folder.name}" could not be read: ${errorMessage(error)}`,
        );
      });
  }

  dispose(): void {
    this.owner.dispose();
  }
}
