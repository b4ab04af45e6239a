import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import type { FolderProjects } from '../build/folderProjects';
import { projectArgument, type ProjectArgument } from '../build/projectArgument';
import { commandIds } from '../commandIds';
import type { RegisterCommand } from '../registerCommand';
import type { Launcher } from './launcher';
import { pickSignals } from './signalPicker';

/** Registers **Debug in Container**, **Run in Container** and **Signals**. */
export function registerDebugCommands(
  registerCommand: RegisterCommand,
  projects: FolderProjects,
  launcher: Launcher,
): void {
  const start = async (argument: ProjectArgument, noDebug: boolean): Promise<void> => {
    const { project, target } = await projectArgument(projects, argument);
    const configuration = await launcher.prepare(project, { noDebug, targetName: target });
    const started = await vscode.debug.startDebugging(project.folder, configuration, { noDebug });
    if (!started) {
      throw new UserError(vscode.l10n.t('The program "{0}" was not started.', configuration.name));
    }
  };
  registerCommand(commandIds.debugStart, (argument: ProjectArgument) => start(argument, false));
  registerCommand(commandIds.debugSignals, pickSignals);
  registerCommand(commandIds.debugRun, (argument: ProjectArgument) => start(argument, true));
}
