import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { addTask, type TaskEntry } from '../../domain/tasksJson';
import { commandIds } from '../commandIds';
import { replaceText, textOf } from '../editedFile';
import type { RegisterCommand } from '../registerCommand';
import { drydockTaskType, taskName, type DrydockTaskDefinition } from './drydockTask';
import type { FolderProject } from './folderProject';
import type { FolderProjects } from './folderProjects';
import { projectArgument, type ProjectArgument } from './projectArgument';

/** Registers **Add Task to tasks.json…**: a build or another task of Drydock's for a file of the user's. */
export function registerWriteTask(
  registerCommand: RegisterCommand,
  projects: FolderProjects,
): void {
  registerCommand(commandIds.buildWriteTask, async (argument: ProjectArgument) => {
    const { project, target } = await projectArgument(projects, argument);
    const definition: DrydockTaskDefinition =
      target === undefined
        ? await pickDefinition(project)
        : { type: drydockTaskType, task: 'build', target };
    await writeTask(project.folder, {
      type: drydockTaskType,
      task: definition.task,
      ...(definition.target === undefined ? {} : { target: definition.target }),
      label: `${drydockTaskType}: ${taskName(definition)}`,
    });
  });
}

async function pickDefinition(project: FolderProject): Promise<DrydockTaskDefinition> {
  const definitions: readonly DrydockTaskDefinition[] = [
    { type: drydockTaskType, task: 'build' },
    ...(project.targets ?? []).map(({ name }): DrydockTaskDefinition => ({
      type: drydockTaskType,
      task: 'build',
      target: name,
    })),
    { type: drydockTaskType, task: 'configure' },
    { type: drydockTaskType, task: 'configureFresh' },
  ];
  const picked = await vscode.window.showQuickPick(
    definitions.map((definition) => ({ label: taskName(definition), definition })),
    {
      title: vscode.l10n.t('Add Task to tasks.json'),
      placeHolder: vscode.l10n.t('What does the task do in the container?'),
    },
  );
  if (!picked) {
    throw new CancelledError();
  }
  return picked.definition;
}

async function writeTask(folder: vscode.WorkspaceFolder, entry: TaskEntry): Promise<void> {
  const uri = vscode.Uri.joinPath(folder.uri, '.vscode', 'tasks.json');
  const present = await textOf(uri);
  const update = addTask(present ?? '', entry);
  switch (update.kind) {
    case 'unreadable':
      await reveal(uri, () => update.offset);
      throw new UserError(update.message);
    case 'present':
      await reveal(uri, () => update.offset);
      return;
    case 'added':
      if (present === undefined) {
        await vscode.workspace.fs.writeFile(uri, Buffer.from(update.text));
      } else {
        await replaceText(uri, update.text);
      }
      await reveal(uri, (text) => text.indexOf(JSON.stringify(entry.label)));
  }
}

async function reveal(uri: vscode.Uri, offsetIn: (text: string) => number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const place = document.positionAt(Math.max(0, offsetIn(document.getText())));
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
}
