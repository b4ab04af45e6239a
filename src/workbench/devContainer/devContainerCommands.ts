import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { containerDescription } from '../../domain/containerList';
import { containersMounting } from '../../domain/findDevContainer';
import type { ResourceStore } from '../../engine/resourceStore';
import type { FolderProjects } from '../build/folderProjects';
import { folderArgument, type ProjectArgument } from '../build/projectArgument';
import { commandIds } from '../commandIds';
import { connectedSnapshot } from '../connectedSnapshot';
import type { ContainerNode } from '../containers/containerNodes';
import { stateIcon } from '../containers/containerTreeItem';
import type { ShownEngine } from '../engine/engines';
import { hostPlatform } from '../hostPlatform';
import type { RegisterCommand } from '../registerCommand';
import { requireTrust } from '../trust';
import type { DevContainerCreator } from './devContainerCreator';
import type { DevContainers } from './devContainers';

/** Registers the commands on a folder's dev container. */
export function registerDevContainerCommands(
  registerCommand: RegisterCommand,
  creator: DevContainerCreator,
  devContainers: DevContainers,
  projects: FolderProjects,
  engine: ShownEngine,
): void {
  registerCommand(commandIds.devContainerCreate, async (argument: ProjectArgument) =>
    creator.create(await folderArgument(argument)),
  );
  registerCommand(commandIds.devContainerCreateFromCommand, async (argument: ProjectArgument) =>
    creator.createFromCommand(await folderArgument(argument)),
  );
  registerCommand(commandIds.devContainerUse, async (argument: ProjectArgument) => {
    requireTrust();
    const folder = await folderArgument(argument);
    await devContainers.choose(folder, await pickContainer(folder, engine.store));
    await projects.of(folder).look();
  });
  // The same commands as in the view Containers, on the folder's own container.
  for (const [own, general] of [
    [commandIds.devContainerStart, commandIds.containerStart],
    [commandIds.devContainerStop, commandIds.containerStop],
    [commandIds.devContainerOpenShell, commandIds.containerOpenShell],
    [commandIds.devContainerRemove, commandIds.containerRemove],
  ] as const) {
    registerCommand(own, async (argument: ProjectArgument) => {
      const container = await devContainers.require(await folderArgument(argument));
      const row: ContainerNode = { kind: 'container', id: container.id, engine, container };
      await vscode.commands.executeCommand(general, row);
    });
  }
}

/** Those that mount the folder, running ones first; the others could not see its files. */
async function pickContainer(
  folder: vscode.WorkspaceFolder,
  store: ResourceStore,
): Promise<string> {
  const { containers } = await connectedSnapshot(store);
  const fitting = containersMounting(containers, folder.uri.fsPath, hostPlatform());
  if (fitting.length === 0) {
    throw new UserError(
      vscode.l10n.t(
        'No container mounts the folder "{0}". Create one that does.',
        folder.uri.fsPath,
      ),
      [
        {
          title: vscode.l10n.t('Create Dev Container…'),
          command: commandIds.devContainerCreate,
          args: [folder],
        },
      ],
    );
  }
  const picked = await vscode.window.showQuickPick(
    fitting.map((container) => ({
      label: container.name,
      description: containerDescription(container, Date.now()),
      iconPath: stateIcon(container),
    })),
    {
      title: vscode.l10n.t('Use a Container for "{0}"', folder.name),
      placeHolder: vscode.l10n.t('Containers that mount the folder'),
      matchOnDescription: true,
    },
  );
  if (!picked) {
    throw new CancelledError();
  }
  return picked.label;
}
