import * as vscode from 'vscode';
import { isCancellation } from '../messages';
import type { ContainerSpec } from '../../domain/containerSpec';
import { containerNameFor } from '../../domain/containerName';
import { defaultDevContainerSpec } from '../../domain/devContainerSpec';
import { containersMounting } from '../../domain/findDevContainer';
import { toDockerRun } from '../../domain/toDockerRun';
import type { Toolchain } from '../../domain/toolchain';
import { createDevContainer } from '../../project/createDevContainer';
import type { FolderProjects } from '../build/folderProjects';
import { commandIds } from '../commandIds';
import { connectedSnapshot } from '../connectedSnapshot';
import { hostPlatform } from '../hostPlatform';
import type { ImageProvider } from '../images/imageProvider';
import type { ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { withCancellableProgress } from '../progress';
import { requireTrust } from '../trust';
import { askWayOut } from './creationFailure';
import type { DevContainers } from './devContainers';
import { askForDockerRun } from './dockerRunText';
import { pickSource, provideImage } from './imageSource';
import { reviewSpec } from './reviewSpec';

/** What a {@link DevContainerCreator} works with. */
export interface CreatorServices {
  readonly shown: ShownEngine;
  readonly devContainers: DevContainers;
  readonly projects: FolderProjects;
  readonly dockerCommands: DockerCommandLog;
  readonly imageProvider: ImageProvider;
}

/** Makes the container in which a folder is built and debugged. */
export class DevContainerCreator {
  constructor(private readonly services: CreatorServices) {}

  /** Asks what it is made from, shows the command, creates and starts it, and looks into it. */
  async create(folder: vscode.WorkspaceFolder): Promise<void> {
    requireTrust();
    const { shown, imageProvider } = this.services;
    const { connection } = await connectedSnapshot(shown.store);
    const source = await pickSource(folder, shown.store);
    if (source.kind === 'command') {
      return this.createFromCommand(folder);
    }
    const image = await provideImage(source, folder, shown, imageProvider);
    const spec = defaultDevContainerSpec({
      hostFolder: folder.uri.fsPath,
      folderName: folder.name,
      image,
      gpus: connection.state === 'connected' && connection.info.capabilities.gpus,
    });
    await this.reviewAndCreate(folder, spec, []);
  }

  /** Makes the container of a pasted `docker run` line the folder's. */
  async createFromCommand(folder: vscode.WorkspaceFolder): Promise<void> {
    requireTrust();
    await connectedSnapshot(this.services.shown.store);
    const { spec, notes } = await askForDockerRun(folder);
    // A line without a name would get a random one, by which nobody finds the container again.
    const named = { ...spec, name: spec.name ?? containerNameFor(folder.name) };
    await this.reviewAndCreate(folder, named, notes);
  }

  private async reviewAndCreate(
    folder: vscode.WorkspaceFolder,
    first: ContainerSpec,
    notes: readonly string[],
  ): Promise<void> {
    const { shown, devContainers, imageProvider } = this.services;
    let spec = await reviewSpec(first, folder, notes);
    for (;;) {
      try {
        await this.run(folder, spec);
        return;
      } catch (error) {
        if (isCancellation(error)) {
          throw error;
        }
        const { containers } = shown.store.snapshot;
        const way = await askWayOut(error, spec, {
          names: containers.map(({ name }) => name),
          usable: containersMounting(containers, folder.uri.fsPath, hostPlatform()).map(
            ({ name }) => name,
          ),
        });
        switch (way.kind) {
          case 'use':
            await devContainers.choose(folder, way.containerName);
            await this.lookInto(folder);
            return;
          case 'create':
            spec = way.spec;
            break;
          case 'edit':
            spec = await reviewSpec(spec, folder);
            break;
          case 'pull':
            await imageProvider.pull(shown, spec.image);
            break;
        }
      }
    }
  }

  private async run(folder: vscode.WorkspaceFolder, spec: ContainerSpec): Promise<void> {
    const { shown, devContainers, dockerCommands } = this.services;
    dockerCommands.add(shown.docker(...toDockerRun(spec).slice(1)));
    await withCancellableProgress(
      vscode.l10n.t('Creating the dev container'),
      async (progress, signal) => {
        const { name } = await createDevContainer(
          shown.engine,
          spec,
          (message) => progress.report({ message }),
          signal,
        );
        await devContainers.choose(folder, name);
        await shown.store.refresh();
      },
    );
    await this.lookInto(folder);
  }

  /** Probes the toolchain, and says what is missing. */
  private async lookInto(folder: vscode.WorkspaceFolder): Promise<void> {
    const project = this.services.projects.of(folder);
    const toolchain = await withCancellableProgress(
      vscode.l10n.t('Looking for compilers, CMake and gdb'),
      (_, signal) => project.look(signal),
    );
    const name = project.container?.name ?? '';
    if (toolchain.missing.length === 0) {
      vscode.window.setStatusBarMessage(
        vscode.l10n.t('The dev container "{0}" is ready.', name),
        5000,
      );
    } else {
      // Not awaited: the container is there, whatever the user answers.
      void reportMissing(folder, name, toolchain);
    }
  }
}

async function reportMissing(
  folder: vscode.WorkspaceFolder,
  containerName: string,
  { missing, installCommand }: Toolchain,
): Promise<void> {
  const needs = missing.map(({ name, purpose }) => vscode.l10n.t('{0} to {1}', name, purpose));
  const install = vscode.l10n.t('Install in Container');
  const message = vscode.l10n.t(
    'The dev container "{0}" runs, but lacks {1}.',
    containerName,
    needs.join(', '),
  );
  const answer = await (installCommand === undefined
    ? vscode.window.showWarningMessage(message)
    : vscode.window.showWarningMessage(message, install));
  if (answer === install) {
    await vscode.commands.executeCommand(commandIds.toolchainInstall, folder);
  }
}
