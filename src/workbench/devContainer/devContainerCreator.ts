import * as vscode from 'vscode';
import { isCancellation } from '../messages';
import type { ContainerSpec } from '../../domain/containerSpec';
import { withCompilerCache } from '../../domain/compilerCache';
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
import { settings } from '../settings';
import { showRemarks } from '../showRemarks';
import { requireTrust } from '../trust';
import { askWayOut } from './creationFailure';
import type { DevcontainerFiles } from './devcontainerFiles';
import type { DevContainers } from './devContainers';
import { askForDockerRun } from './dockerRunText';
import { pickSource, provideImage } from './imageSource';
import { startComposeService } from './composeService';
import { runInitializeCommand } from './initializeCommand';
import { runStages, stagesOfCreation } from './lifecycle';
import { reviewSpec } from './reviewSpec';
import { specFromFile } from './specFromFile';

/** What a {@link DevContainerCreator} works with. */
export interface CreatorServices {
  readonly shown: ShownEngine;
  readonly devContainers: DevContainers;
  readonly projects: FolderProjects;
  readonly dockerCommands: DockerCommandLog;
  readonly imageProvider: ImageProvider;
  readonly files: DevcontainerFiles;
}

/** What is done in the container of that name before it is looked into. */
type SetUp = (containerName: string) => Promise<void>;

/** Makes the container in which a folder is built and debugged. */
export class DevContainerCreator {
  constructor(private readonly services: CreatorServices) {}

  /** Asks what it is made from, shows the command, creates and starts it, and looks into it. */
  async create(folder: vscode.WorkspaceFolder): Promise<void> {
    requireTrust();
    const { shown, imageProvider, files } = this.services;
    const { connection } = await connectedSnapshot(shown.store);
    const source = await pickSource(folder, await files.find(folder), shown.store);
    if (source.kind === 'command') {
      return this.createFromCommand(folder);
    }
    if (source.kind === 'devcontainer') {
      return this.createFromFile(folder, source.uri);
    }
    const image = await provideImage(source, folder, shown, imageProvider);
    const spec = defaultDevContainerSpec({
      hostFolder: folder.uri.fsPath,
      folderName: folder.name,
      image,
      gpus: connection.state === 'connected' && connection.info.capabilities.gpus,
    });
    const cached = settings.buildCompilerCache(folder.uri) ? withCompilerCache(spec) : spec;
    await this.reviewAndCreate(folder, cached, []);
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

  /** Makes the container that a `devcontainer.json` describes, and runs its commands in it. */
  async createFromFile(folder: vscode.WorkspaceFolder, uri: vscode.Uri): Promise<void> {
    requireTrust();
    const { shown, dockerCommands, imageProvider, files } = this.services;
    const file = await files.read(folder, uri);
    const { source, commands } = file.devcontainer;
    if (commands.initializeCommand) {
      await runInitializeCommand(commands.initializeCommand, folder);
    }
    const setUp = (name: string): Promise<void> =>
      runStages(stagesOfCreation, file, name, this.services);
    if (source.kind === 'compose') {
      const name = await startComposeService(file, source, folder, shown, dockerCommands);
      await this.services.devContainers.choose(folder, name);
      await setUp(name);
      await this.lookInto(folder);
      return;
    }
    const { spec, notes } = await specFromFile(file, source, folder, shown, imageProvider);
    await this.reviewAndCreate(folder, spec, notes, setUp);
  }

  private async reviewAndCreate(
    folder: vscode.WorkspaceFolder,
    first: ContainerSpec,
    notes: readonly string[],
    setUp: SetUp = () => Promise.resolve(),
  ): Promise<void> {
    const { shown, devContainers, imageProvider } = this.services;
    let spec = await reviewSpec(first, folder, notes);
    for (;;) {
      try {
        const name = await this.run(folder, spec);
        await setUp(name);
        await this.lookInto(folder);
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

  /** Resolves with the container's name. */
  private async run(folder: vscode.WorkspaceFolder, spec: ContainerSpec): Promise<string> {
    const { shown, devContainers, dockerCommands } = this.services;
    dockerCommands.add(shown.docker(...toDockerRun(spec).slice(1)));
    return withCancellableProgress(
      vscode.l10n.t('Creating the dev container'),
      async (progress, signal) => {
        const { name, warnings } = await createDevContainer(
          shown.engine,
          spec,
          (message) => progress.report({ message }),
          signal,
        );
        await devContainers.choose(folder, name);
        await shown.store.refresh();
        showRemarks(name, warnings);
        return name;
      },
    );
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
