import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { updateLaunchJson, type NamedConfiguration } from '../../domain/launchJson';
import {
  containerGdbTemplate,
  cppdbgTemplate,
  type LaunchPlace,
  type LaunchTarget,
} from '../../domain/launchTemplates';
import type { BuildTasks } from '../build/buildTasks';
import { drydockTaskType } from '../build/drydockTask';
import type { FolderProject } from '../build/folderProject';
import type { FolderProjects } from '../build/folderProjects';
import { pickExecutable } from '../build/pickTarget';
import { projectArgument, type ProjectArgument } from '../build/projectArgument';
import { commandIds } from '../commandIds';
import { folderContainerPath, pathMapOf, type DevContainers } from '../devContainer/devContainers';
import { replaceText, textOf } from '../editedFile';
import type { RegisterCommand } from '../registerCommand';
import { settings } from '../settings';

/** VS Code's name for the task that builds everything. */
const buildTask = 'drydock: build';

/** Registers **Generate launch.json**. */
export function registerGenerateLaunchJson(
  registerCommand: RegisterCommand,
  projects: FolderProjects,
  devContainers: DevContainers,
  tasks: BuildTasks,
): void {
  registerCommand(commandIds.debugGenerateLaunchJson, async (argument: ProjectArgument) => {
    const { project, target } = await projectArgument(projects, argument);
    const container = await devContainers.requireRunning(project.folder);
    folderContainerPath(project.folder, container);
    const template = await pickTemplate();
    const toolchain = await project.look();
    const gdbPath = settings.debugGdbPath(project.folder.uri);
    const found = (toolchain.tools.gdb ?? toolchain.tools['cuda-gdb'])?.containerPath;
    const configuration = template(
      await chooseTarget(project, tasks, target),
      {
        containerName: container.name,
        hostFolder: project.folder.uri.fsPath,
        pathMap: pathMapOf(container),
        client: dockerClient(),
        ...(gdbPath === '' ? (found === undefined ? {} : { gdbPath: found }) : { gdbPath }),
      },
      buildTask,
    );
    await writeConfiguration(project.folder, configuration);
  });
}

type Template = (
  target: LaunchTarget,
  place: LaunchPlace,
  preLaunchTask: string,
) => NamedConfiguration;

async function pickTemplate(): Promise<Template> {
  const kinds: readonly (vscode.QuickPickItem & { readonly template: Template })[] = [
    {
      label: 'container-gdb',
      description: vscode.l10n.t("Drydock's debugger"),
      detail: vscode.l10n.t(
        'A terminal with standard input; paths and gdb are found by themselves',
      ),
      iconPath: new vscode.ThemeIcon('debug-alt'),
      template: containerGdbTemplate,
    },
    {
      label: 'cppdbg',
      description: vscode.l10n.t("Microsoft's C/C++ extension"),
      detail: vscode.l10n.t('Through pipeTransport and the docker command; works without Drydock'),
      iconPath: new vscode.ThemeIcon('plug'),
      template: cppdbgTemplate,
    },
  ];
  const picked = await vscode.window.showQuickPick(kinds, {
    title: vscode.l10n.t('Generate launch.json'),
    placeHolder: vscode.l10n.t('Which debugger is the configuration for?'),
  });
  if (!picked) {
    throw new CancelledError();
  }
  return picked.template;
}

/** Targets are known once CMake has run. */
async function chooseTarget(
  project: FolderProject,
  tasks: BuildTasks,
  name: string | undefined,
): Promise<LaunchTarget> {
  if (!project.targets) {
    const exitCode = await tasks.run(project.folder, { type: drydockTaskType, task: 'configure' });
    if (exitCode !== 0) {
      throw new CancelledError();
    }
  }
  const named = project.targets?.find((target) => target.name === name);
  const several = (project.targets ?? []).filter(({ kind }) => kind === 'executable').length > 1;
  const target =
    named ?? (several ? undefined : project.activeTarget) ?? (await pickExecutable(project));
  return { name: target.name, containerProgram: target.artifactContainerPath ?? target.name };
}

/** How the docker command reaches the engine that Drydock shows. */
function dockerClient(): readonly string[] {
  const endpoint = settings.engineEndpoint();
  if (endpoint === '') {
    return ['docker'];
  }
  return ['docker', endpoint.includes('://') ? '--host' : '--context', endpoint];
}

async function writeConfiguration(
  folder: vscode.WorkspaceFolder,
  configuration: NamedConfiguration,
): Promise<void> {
  const uri = vscode.Uri.joinPath(folder.uri, '.vscode', 'launch.json');
  const present = await textOf(uri);
  const update = updateLaunchJson(present ?? '', configuration);
  if (update.kind === 'unreadable') {
    const document = await vscode.workspace.openTextDocument(uri);
    const place = document.positionAt(update.offset);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
    throw new UserError(update.message);
  }
  if (present === undefined) {
    await vscode.workspace.fs.writeFile(uri, Buffer.from(update.text));
  } else if (present !== update.text) {
    await replaceText(uri, update.text);
  }
  await reveal(uri, configuration.name);
}

async function reveal(uri: vscode.Uri, name: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const offset = Math.max(0, document.getText().indexOf(JSON.stringify(name)));
  const place = document.positionAt(offset);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
}
