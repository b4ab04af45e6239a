import * as vscode from 'vscode';
import { errorMessage } from '../../base/errors';
import type { Logger } from '../../base/logger';
import type { ContainerEngine } from '../../engine/containerEngine';
import { isKept } from '../../project/keptStep';
import type { BuildTasks } from './buildTasks';
import type { KeptBuild, KeptBuilds } from './keptBuilds';

/** Shows the builds again that ran when the window was reloaded. Asks no engine when there were none. */
export async function resumeBuilds(
  kept: KeptBuilds,
  tasks: BuildTasks,
  engine: ContainerEngine,
  log: Logger,
): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    return;
  }
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    for (const build of await kept.take(folder)) {
      await resume(folder, build, tasks, engine, log);
    }
  }
}

async function resume(
  folder: vscode.WorkspaceFolder,
  { definition, step }: KeptBuild,
  tasks: BuildTasks,
  engine: ContainerEngine,
  log: Logger,
): Promise<void> {
  try {
    if (await isKept(engine, step)) {
      log.info(`The build of "${folder.name}" still runs and is shown again.`);
      // It ends with the build, and tells of failures itself.
      void tasks.run(folder, definition, { begun: step });
    }
  } catch (error) {
    log.warn(`The build of "${folder.name}" cannot be found again: ${errorMessage(error)}`);
  }
}
