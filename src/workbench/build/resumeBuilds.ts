import * as vscode from 'vscode';
import { errorMessage } from '../../base/errors';
import type { Logger } from '../../base/logger';
import type { ContainerEngine } from '../../engine/containerEngine';
import { isKept } from '../../project/keptStep';
import type { BuildTasks } from './buildTasks';
import type { KeptBuilds } from './keptBuilds';

/** Shows the builds again that ran when the window was reloaded. Asks no engine when there were none. */
export async function resumeBuilds(
  kept: KeptBuilds,
  tasks: BuildTasks,
  engine: ContainerEngine,
  log: Logger,
): Promise<void> {
  for (const folder of vscode.workspace.isTrusted
    ? (vscode.workspace.workspaceFolders ?? [])
    : []) {
    const build = kept.of(folder);
    if (!build) {
      continue;
    }
    await kept.remember(folder, undefined);
    try {
      if (await isKept(engine, build.step)) {
        log.info(`The build of "${folder.name}" still runs and is shown again.`);
        // It ends with the build, and tells of failures itself.
        void tasks.run(folder, build.definition, { begun: build.step });
      }
    } catch (error) {
      log.warn(`The build of "${folder.name}" cannot be found again: ${errorMessage(error)}`);
    }
  }
}
