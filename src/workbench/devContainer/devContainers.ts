import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { UserError } from '../../base/errors';
import type { ContainerSummary } from '../../domain/container';
import { findDevContainer } from '../../domain/findDevContainer';
import { createPathMap, type PathMap } from '../../domain/pathMap';
import { commandIds } from '../commandIds';
import { connectedSnapshot } from '../connectedSnapshot';
import { startContainer } from '../containers/startContainer';
import type { ShownEngine } from '../engine/engines';
import { hostPlatform } from '../hostPlatform';
import type { DockerCommandLog } from '../outputLog';
import type { DevcontainerFiles } from './devcontainerFiles';
import { runStages, stagesOfStart } from './lifecycle';

/** Tells in which container a folder is built. */
export interface FolderContainers {
  /** As the last snapshot has it. */
  of(folder: vscode.WorkspaceFolder): ContainerSummary | undefined;
  /** Once the engine has answered. */
  find(folder: vscode.WorkspaceFolder, signal?: AbortSignal): Promise<ContainerSummary | undefined>;
  /** Started if it was not running; a {@link UserError} when there is none. */
  requireRunning(folder: vscode.WorkspaceFolder, signal?: AbortSignal): Promise<ContainerSummary>;
}

/**
 * Knows in which container each workspace folder is built and debugged: the one that bears the
 * folder's label, or the one that the user chose.
 */
export class DevContainers implements FolderContainers, Disposable {
  private readonly owner = new DisposableStore();
  private readonly changed = this.owner.add(new vscode.EventEmitter<undefined>());

  /** The containers, or the choice among them, have changed. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly shown: ShownEngine,
    private readonly dockerCommands: DockerCommandLog,
    private readonly memento: vscode.Memento,
    private readonly files: DevcontainerFiles,
  ) {
    this.owner.add(shown.store.onDidChange(() => this.changed.fire(undefined)));
  }

  /** The folder's dev container, as the last snapshot has it. */
  of(folder: vscode.WorkspaceFolder): ContainerSummary | undefined {
    const { containers } = this.shown.store.snapshot;
    // What the user chose last counts, though another container may bear the folder's label.
    const chosen = this.memento.get<string>(key(folder));
    return (
      containers.find(({ name }) => name === chosen) ??
      findDevContainer(containers, folder.uri.fsPath, hostPlatform())
    );
  }

  /** Remembers a container as the folder's, by its name, which survives when it is made anew. */
  async choose(folder: vscode.WorkspaceFolder, containerName: string): Promise<void> {
    await this.memento.update(key(folder), containerName);
    this.changed.fire(undefined);
  }

  /** The folder's dev container, if there is one, once the engine has answered. */
  async find(
    folder: vscode.WorkspaceFolder,
    signal?: AbortSignal,
  ): Promise<ContainerSummary | undefined> {
    await connectedSnapshot(this.shown.store, signal);
    return this.of(folder);
  }

  /** Like {@link find}; a {@link UserError} when there is none. */
  async require(folder: vscode.WorkspaceFolder, signal?: AbortSignal): Promise<ContainerSummary> {
    const container = await this.find(folder, signal);
    if (!container) {
      throw new UserError(
        vscode.l10n.t(
          'The folder "{0}" has no dev container yet. Create one, or use one that runs.',
          folder.name,
        ),
        [
          {
            title: vscode.l10n.t('Create…'),
            command: commandIds.devContainerCreate,
            args: [folder],
          },
          {
            title: vscode.l10n.t('Use Running…'),
            command: commandIds.devContainerUse,
            args: [folder],
          },
        ],
      );
    }
    return container;
  }

  /** Like {@link require}, and started if it was stopped or paused. */
  async requireRunning(
    folder: vscode.WorkspaceFolder,
    signal?: AbortSignal,
  ): Promise<ContainerSummary> {
    const container = await this.require(folder, signal);
    await this.start(container);
    return this.of(folder) ?? container;
  }

  /** The container of that name or id, started if it was not running. */
  async named(nameOrId: string, signal?: AbortSignal): Promise<ContainerSummary> {
    const { containers } = await connectedSnapshot(this.shown.store, signal);
    const container = containers.find(
      ({ name, id }) => name === nameOrId || id.startsWith(nameOrId),
    );
    if (!container) {
      throw new UserError(
        vscode.l10n.t(
          'There is no container "{0}". Correct the name, or leave it out to use the dev container of the folder.',
          nameOrId,
        ),
      );
    }
    await this.start(container);
    return this.shown.store.snapshot.containers.find(({ id }) => id === container.id) ?? container;
  }

  /** Any folder is built in the container of this name. */
  always(containerName: string): FolderContainers {
    const of = (): ContainerSummary | undefined =>
      this.shown.store.snapshot.containers.find(({ name }) => name === containerName);
    return {
      of,
      find: async (_, signal) => {
        await connectedSnapshot(this.shown.store, signal);
        return of();
      },
      requireRunning: (_, signal) => this.named(containerName, signal),
    };
  }

  /** Starts a container that does not run, and runs what its file has for each start. */
  private async start(container: ContainerSummary): Promise<void> {
    if (container.state === 'running') {
      return;
    }
    await startContainer(this.shown, this.dockerCommands, container);
    await this.shown.store.refresh();
    const file =
      container.state === 'paused' ? undefined : await this.files.fileOf(container.labels);
    if (file) {
      const { shown, dockerCommands } = this;
      await runStages(stagesOfStart, file, container.name, { shown, dockerCommands });
    }
  }

  dispose(): void {
    this.owner.dispose();
  }
}

/** The container's map of paths. */
export function pathMapOf(container: ContainerSummary): PathMap {
  return createPathMap(container.mounts, { platform: hostPlatform() });
}

/** Where the folder is in the container; a {@link UserError} when no mount shows it there. */
export function folderContainerPath(
  folder: vscode.WorkspaceFolder,
  container: ContainerSummary,
): string {
  const containerPath = pathMapOf(container).toContainer(folder.uri.fsPath);
  if (containerPath === undefined) {
    throw new UserError(
      vscode.l10n.t(
        'The container "{0}" does not mount the folder "{1}", so it cannot see your files. Create a dev container for the folder, or use a container that mounts it.',
        container.name,
        folder.uri.fsPath,
      ),
      [
        { title: vscode.l10n.t('Create…'), command: commandIds.devContainerCreate, args: [folder] },
        {
          title: vscode.l10n.t('Use Another…'),
          command: commandIds.devContainerUse,
          args: [folder],
        },
      ],
    );
  }
  return containerPath;
}

function key(folder: vscode.WorkspaceFolder): string {
  return `devContainer:${folder.uri.toString()}`;
}
