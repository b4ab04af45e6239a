import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { ContainerSummary } from '../../domain/container';
import { connectedSnapshot } from '../connectedSnapshot';
import { chooseContainer, type ContainerArgument } from '../containers/chooseContainers';
import type { EngineContainer } from '../containers/containerNodes';
import { pathMapOf, type DevContainers } from '../devContainer/devContainers';
import type { Engines } from '../engine/engines';
import { currentFolder } from '../folders';
import { configuredContainer, textOf } from './configuredContainer';
import { pickCoreDump } from './pickCoreDump';
import { pickProcess } from './pickProcess';

/** Asks for what a launch configuration leaves open: a process, or a core dump, of its container. */
export class ProcessAttributes {
  constructor(
    private readonly engines: Engines,
    private readonly devContainers: DevContainers,
  ) {}

  /** The number of a process in the container of a configuration. */
  async pickProcess(configuration: Readonly<Record<string, unknown>>): Promise<string> {
    const { name } = await this.container(configuration, currentFolder());
    const question = vscode.l10n.t('Which process should gdb attach to?');
    return String((await pickProcess(this.engines.current.engine, name, question)).processId);
  }

  /** The path of a core dump in the container of a configuration. */
  async pickCoreDump(configuration: Readonly<Record<string, unknown>>): Promise<string> {
    const folder = currentFolder();
    const container = await this.container(configuration, folder);
    const pathMap = pathMapOf(container);
    const paths = [
      textOf(configuration, 'cwd'),
      folder?.uri.fsPath,
      ...[textOf(configuration, 'program')].map((path) => path && posix.dirname(path)),
    ];
    const folders = paths
      .filter((path) => path !== undefined)
      .map((path) => pathMap.toContainer(path) ?? path)
      .filter((path) => path.startsWith('/'));
    return (await pickCoreDump(this.engines.current.engine, container.name, folders)).containerPath;
  }

  /** The container that a configuration names, else the folder's dev container, else the one picked. */
  async container(
    configuration: Readonly<Record<string, unknown>>,
    folder: vscode.WorkspaceFolder | undefined,
  ): Promise<ContainerSummary> {
    const { containers } = await connectedSnapshot(this.engines.current.store);
    const named = configuredContainer(configuration);
    if (typeof named === 'string') {
      return this.devContainers.named(named);
    }
    const ofService = named
      ? containers.find(({ labels }) => labels['com.docker.compose.service'] === named.service)
      : undefined;
    if (ofService) {
      return ofService;
    }
    return folder && this.devContainers.of(folder)
      ? this.devContainers.requireRunning(folder)
      : (await this.runningContainer()).container;
  }

  /** The container of a row, else the one that the user picks among those that run. */
  runningContainer(argument?: ContainerArgument): Promise<EngineContainer> {
    const folder = currentFolder();
    const preferred = folder && this.devContainers.of(folder)?.id;
    return chooseContainer(this.engines, argument, {
      ...(preferred !== undefined && { preferred }),
      question: vscode.l10n.t('In which container should be debugged?'),
      accepts: ({ state }) => state === 'running',
      none: vscode.l10n.t('No container is running. Start one first.'),
    });
  }
}
