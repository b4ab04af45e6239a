import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { handBackCommand } from '../../project/handBack';
import { commandIds } from '../commandIds';
import type { DockerCommandLog } from '../outputLog';
import { withCancellableProgress } from '../progress';
import type { RegisterCommand } from '../registerCommand';
import type { FolderProjects } from './folderProjects';
import { projectArgument, type ProjectArgument } from './projectArgument';

/** Registers **Make Build Files Mine…**, which changes the owner of a build folder after a question. */
export function registerHandBack(
  registerCommand: RegisterCommand,
  projects: FolderProjects,
  dockerCommands: DockerCommandLog,
): void {
  registerCommand(commandIds.buildHandBack, async (argument: ProjectArgument) => {
    const { project } = await projectArgument(projects, argument);
    const folder = await withCancellableProgress(
      vscode.l10n.t('Looking for files of others'),
      (_, signal) => project.foreignFolder(signal),
    );
    if (!folder) {
      // It stays until the user closes it.
      void vscode.window.showInformationMessage(
        vscode.l10n.t('The build files of "{0}" are yours already.', project.folder.name),
      );
      return;
    }
    const { container, containerPath, owner, wanted } = folder;
    const command = ['docker', 'exec', '-u', '0:0', container, ...handBackCommand(folder)];
    const button = vscode.l10n.t('Make Mine');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Make all files in "{0}" of the container "{1}" yours ({2} instead of {3})?',
        containerPath,
        container,
        wanted,
        owner,
      ),
      { modal: true, detail: vscode.l10n.t('This runs: {0}', command.join(' ')) },
      button,
    );
    if (answer !== button) {
      throw new CancelledError();
    }
    dockerCommands.add(command);
    await withCancellableProgress(vscode.l10n.t('Making the build files yours'), (_, signal) =>
      project.handBack(folder, signal),
    );
  });
}

/** Offers the command beside what a build said of it. */
export async function offerHandBack(
  sentence: string,
  folder: vscode.WorkspaceFolder,
): Promise<void> {
  const button = vscode.l10n.t('Make Mine…');
  if ((await vscode.window.showWarningMessage(sentence, button)) === button) {
    await vscode.commands.executeCommand(commandIds.buildHandBack, folder);
  }
}
