import { commandIds } from '../commandIds';
import type { RegisterCommand } from '../registerCommand';
import type { BuildTasks } from './buildTasks';
import { drydockTaskType } from './drydockTask';
import type { FolderProject } from './folderProject';
import type { FolderProjects } from './folderProjects';
import { pickConfigurePreset, pickPresetBeside, pickWorkflow } from './pickPreset';
import { projectArgument, type ProjectArgument } from './projectArgument';

/** Registers the commands that choose among the presets of CMake and run a workflow. */
export function registerPresetCommands(
  register: RegisterCommand,
  projects: FolderProjects,
  tasks: BuildTasks,
): void {
  const looked = async (argument: ProjectArgument): Promise<FolderProject> => {
    const { project } = await projectArgument(projects, argument);
    await project.look();
    return project;
  };
  register(commandIds.buildSelectPreset, async (argument: ProjectArgument) =>
    pickConfigurePreset(await looked(argument)),
  );
  register(commandIds.buildSelectBuildPreset, async (argument: ProjectArgument) =>
    pickPresetBeside(await looked(argument), 'build'),
  );
  register(commandIds.buildSelectTestPreset, async (argument: ProjectArgument) =>
    pickPresetBeside(await looked(argument), 'test'),
  );
  register(commandIds.buildUsePreset, async (name?: string) => {
    const { project } = await projectArgument(projects, undefined);
    await (name === undefined
      ? pickConfigurePreset(project)
      : project.setPreset('configure', name));
  });
  register(commandIds.buildRunWorkflow, async (argument: ProjectArgument & WorkflowRow) => {
    const project = await looked(argument);
    const preset = argument?.workflow?.name ?? (await pickWorkflow(project));
    return tasks.run(project.folder, { type: drydockTaskType, task: 'workflow', preset });
  });
}

/** A row of the **Workspace** view that stands for a workflow. */
type WorkflowRow = { readonly workflow?: { readonly name: string } } | undefined;
