import type * as vscode from 'vscode';
import type { BuildTasks } from '../build/buildTasks';
import { drydockTaskType } from '../build/drydockTask';
import { folderArgument, type ProjectArgument } from '../build/projectArgument';
import { commandIds } from '../commandIds';
import type { RegisterCommand } from '../registerCommand';
import { requireTrust } from '../trust';
import { pickContainers, type PickServices } from './pickContainers';

/** Registers **Build in Several Containers…**, and the same for those that were chosen before. */
export function registerSeveralCommands(
  register: RegisterCommand,
  tasks: BuildTasks,
  services: PickServices,
): void {
  const build = (
    folder: vscode.WorkspaceFolder,
    containers: readonly string[],
  ): Promise<number | undefined> =>
    tasks.run(folder, { type: drydockTaskType, task: 'build', containers });
  register(commandIds.buildSeveral, async (argument: ProjectArgument) => {
    requireTrust();
    const folder = await folderArgument(argument);
    return build(folder, await pickContainers(folder, services));
  });
  register(commandIds.buildChosen, async (argument: ProjectArgument) => {
    const folder = await folderArgument(argument);
    return build(folder, services.several.chosen(folder));
  });
}
