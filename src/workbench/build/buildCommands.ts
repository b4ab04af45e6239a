import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { commandIds } from '../commandIds';
import type { RegisterCommand } from '../registerCommand';
import type { BuildTasks } from './buildTasks';
import { drydockTaskType } from './drydockTask';
import type { FolderProjects } from './folderProjects';
import { pickExecutable } from './pickTarget';
import { projectArgument, type ProjectArgument } from './projectArgument';

const buildTypes = [
  { label: 'Debug', detail: vscode.l10n.t('For the debugger: no optimization, full information') },
  { label: 'Release', detail: vscode.l10n.t('For speed: optimized, without debug information') },
  { label: 'RelWithDebInfo', detail: vscode.l10n.t('Optimized, with debug information') },
  { label: 'MinSizeRel', detail: vscode.l10n.t('Optimized for size') },
];

/** Registers the commands that build, configure, and choose what is built. */
export function registerBuildCommands(
  registerCommand: RegisterCommand,
  projects: FolderProjects,
  tasks: BuildTasks,
): void {
  registerCommand(commandIds.buildRun, async (argument: ProjectArgument) => {
    const { project, target } = await projectArgument(projects, argument);
    return tasks.run(project.folder, {
      type: drydockTaskType,
      task: 'build',
      ...(target === undefined ? {} : { target }),
    });
  });
  registerCommand(commandIds.buildConfigure, async (argument: ProjectArgument) => {
    const { project } = await projectArgument(projects, argument);
    return tasks.run(project.folder, { type: drydockTaskType, task: 'configure' });
  });
  registerCommand(commandIds.buildConfigureFresh, async (argument: ProjectArgument) => {
    const { project } = await projectArgument(projects, argument);
    return tasks.run(project.folder, { type: drydockTaskType, task: 'configureFresh' });
  });
  registerCommand(commandIds.buildUseDirectory, async (directory?: string) => {
    const { project } = await projectArgument(projects, undefined);
    if (directory === undefined) {
      throw new UserError(vscode.l10n.t('Set the build folder in the settings.'), [
        {
          title: vscode.l10n.t('Open Setting'),
          command: 'workbench.action.openSettings',
          args: ['drydock.build.directory'],
        },
      ]);
    }
    await vscode.workspace
      .getConfiguration('drydock', project.folder.uri)
      .update('build.directory', directory, folderTarget());
    return tasks.run(project.folder, { type: drydockTaskType, task: 'build' });
  });
  registerCommand(commandIds.buildSelectType, async (argument: ProjectArgument) => {
    const { project } = await projectArgument(projects, argument);
    const picked = await vscode.window.showQuickPick(
      buildTypes.map((type) => ({
        ...type,
        description: type.label === project.buildType ? vscode.l10n.t('current') : '',
      })),
      { title: vscode.l10n.t('Build Type of "{0}"', project.folder.name) },
    );
    if (!picked) {
      throw new CancelledError();
    }
    await project.choices.remember('buildType', picked.label);
  });
  registerCommand(commandIds.buildSelectTarget, async (argument: ProjectArgument) => {
    const { project, target } = await projectArgument(projects, argument);
    if (target === undefined) {
      await project.look();
      await pickExecutable(project);
    } else {
      await project.setActiveTarget(target);
    }
  });
}

/** The settings of a folder alone exist only where there are several. */
function folderTarget(): vscode.ConfigurationTarget {
  return (vscode.workspace.workspaceFolders ?? []).length > 1
    ? vscode.ConfigurationTarget.WorkspaceFolder
    : vscode.ConfigurationTarget.Workspace;
}
