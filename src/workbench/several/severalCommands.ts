import type { BuildTasks } from '../build/buildTasks';
import { drydockTaskType } from '../build/drydockTask';
import { folderArgument, type ProjectArgument } from '../build/projectArgument';
import { commandIds } from '../commandIds';
import type { RegisterCommand } from '../registerCommand';
import { requireTrust } from '../trust';
import { pickContainers, type PickServices } from './pickContainers';

/** Registers **Build in Several Containers…**. */
export function registerSeveralCommands(
  register: RegisterCommand,
  tasks: BuildTasks,
  services: PickServices,
): void {
  register(commandIds.buildSeveral, async (argument: ProjectArgument) => {
    requireTrust();
    const folder = await folderArgument(argument);
    const containers = await pickContainers(folder, services);
    return tasks.run(folder, { type: drydockTaskType, task: 'build', containers });
  });
}
