import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { sortTargets } from '../../domain/activeTarget';
import { commandIds } from '../commandIds';
import type { RegisterCommand } from '../registerCommand';
import type { BuildTasks } from './buildTasks';
import { drydockTaskType } from './drydockTask';
import type { FolderProject } from './folderProject';
import type { FolderProjects } from './folderProjects';
import { pickCompilers } from './pickCompilers';
import { choosePackagePreset } from './pickPreset';
import { projectArgument, type ProjectArgument } from './projectArgument';

/** Registers what is done with a project beside building it, and what says how. */
export function registerJobCommands(
  register: RegisterCommand,
  projects: FolderProjects,
  tasks: BuildTasks,
): void {
  register(commandIds.buildClean, async (argument: ProjectArgument) => {
    const { project } = await projectArgument(projects, argument);
    return tasks.run(project.folder, { type: drydockTaskType, task: 'clean' });
  });
  register(commandIds.buildRebuild, async (argument: ProjectArgument) => {
    const { project, target } = await projectArgument(projects, argument);
    return tasks.run(project.folder, {
      type: drydockTaskType,
      task: 'rebuild',
      ...(target === undefined ? {} : { target }),
    });
  });
  register(commandIds.buildCompileFile, async (resource?: vscode.Uri) => {
    const uri = resource ?? vscode.window.activeTextEditor?.document.uri;
    const folder = uri && vscode.workspace.getWorkspaceFolder(uri);
    if (!folder) {
      throw new UserError(
        vscode.l10n.t('Open a source of the folder that you build, and compile it then.'),
      );
    }
    return tasks.run(folder, { type: drydockTaskType, task: 'compile', file: uri.fsPath });
  });
  register(commandIds.buildInstall, async (argument: ProjectArgument) => {
    const { project } = await projectArgument(projects, argument);
    const prefix = await askForPrefix(project);
    return tasks.run(project.folder, { type: drydockTaskType, task: 'install', prefix });
  });
  register(commandIds.buildPackage, async (argument: ProjectArgument & PackageRow) => {
    const { project } = await projectArgument(projects, argument);
    await project.look();
    const preset = argument?.packagePreset?.name ?? (await choosePackagePreset(project));
    return tasks.run(project.folder, {
      type: drydockTaskType,
      task: 'package',
      ...(preset === undefined ? {} : { preset }),
    });
  });
  register(commandIds.buildSelectDefaultTarget, async (argument: ProjectArgument) => {
    const { project, target } = await projectArgument(projects, argument);
    await project.choices.remember('defaultTarget', target ?? (await pickDefaultTarget(project)));
  });
  register(commandIds.buildSelectCompilers, async (argument: ProjectArgument) => {
    const { project } = await projectArgument(projects, argument);
    await project.look();
    return (await pickCompilers(project))
      ? tasks.run(project.folder, { type: drydockTaskType, task: 'configureFresh' })
      : undefined;
  });
}

async function askForPrefix({ choices, folder }: FolderProject): Promise<string> {
  const prefix = await vscode.window.showInputBox({
    title: vscode.l10n.t('Install "{0}"', folder.name),
    prompt: vscode.l10n.t("A folder: relative to the project's, or absolute in the container"),
    value: choices.read('installPrefix') ?? 'install',
    ignoreFocusOut: true,
  });
  if (prefix === undefined || prefix.trim() === '') {
    throw new CancelledError();
  }
  await choices.remember('installPrefix', prefix.trim());
  return prefix.trim();
}

/** The empty name stands for all that CMake builds by default. */
async function pickDefaultTarget(project: FolderProject): Promise<string> {
  await project.look();
  const current = project.defaultTarget;
  const all = {
    label: vscode.l10n.t('All'),
    detail: vscode.l10n.t('What CMake builds by default'),
    description: current === undefined ? vscode.l10n.t('current') : '',
    name: '',
  };
  const picked = await vscode.window.showQuickPick(
    [
      all,
      ...sortTargets(project.targets ?? []).map(({ name, artifactContainerPath }) => ({
        label: name,
        detail: artifactContainerPath ?? '',
        description: name === current ? vscode.l10n.t('current') : '',
        name,
      })),
    ],
    {
      title: vscode.l10n.t('Target of "{0}" to Build by Default', project.folder.name),
      matchOnDetail: true,
    },
  );
  if (!picked) {
    throw new CancelledError();
  }
  return picked.name;
}

/** A row of the **Workspace** view that stands for a package preset. */
type PackageRow = { readonly packagePreset?: { readonly name: string } } | undefined;
