import path from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { settings } from '../settings';
import type { BuildTasks } from './buildTasks';
import { drydockTaskType } from './drydockTask';
import type { FolderProjects } from './folderProjects';

/**
 * Runs the configure step when what CMake reads is saved, so that the targets are those of the files:
 * in a folder that was configured before, whose container runs, and that is not being built.
 */
export function configureOnSave(projects: FolderProjects, tasks: BuildTasks): Disposable {
  return vscode.workspace.onDidSaveTextDocument(({ uri }) => {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (
      !folder ||
      !isReadByCMake(uri) ||
      !vscode.workspace.isTrusted ||
      !settings.buildConfigureOnSave(folder.uri) ||
      // What saves the files before a build configures by itself.
      tasks.isBusy(folder)
    ) {
      return;
    }
    const { container, system, targets, isPresetOpen } = projects.of(folder);
    const isConfigured = system === 'cmake' && targets !== undefined && !isPresetOpen;
    if (container?.state === 'running' && isConfigured) {
      // Not awaited: the task tells how it ended.
      void tasks.run(folder, { type: drydockTaskType, task: 'configure' }, { quiet: true });
    }
  });
}

function isReadByCMake(uri: vscode.Uri): boolean {
  const name = path.basename(uri.fsPath);
  return (
    ['CMakeLists.txt', 'CMakePresets.json', 'CMakeUserPresets.json'].includes(name) ||
    name.endsWith('.cmake')
  );
}
