import * as vscode from 'vscode';
import { errorMessage } from '../../base/errors';
import type { Logger } from '../../base/logger';
import type { ContainerEngine } from '../../engine/containerEngine';
import { isKept } from '../../project/keptStep';
import type { BuildTasks } from './buildTasks';
import { taskName } from './drydockTask';
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
    const present: KeptBuild[] = [];
    for (const build of await kept.take(folder)) {
      if (await isPresent(folder, build, engine, log)) {
        present.push(build);
      }
    }
    resume(folder, present, tasks);
  }
}

async function isPresent(
  folder: vscode.WorkspaceFolder,
  { step }: KeptBuild,
  engine: ContainerEngine,
  log: Logger,
): Promise<boolean> {
  try {
    return await isKept(engine, step);
  } catch (error) {
    log.warn(`The build of "${folder.name}" cannot be found again: ${errorMessage(error)}`);
    return false;
  }
}

/** Those that ran side by side are shown together again. They end with the builds, and tell of failures. */
function resume(
  folder: vscode.WorkspaceFolder,
  builds: readonly KeptBuild[],
  tasks: BuildTasks,
): void {
  const sides = new Map<string, KeptBuild[]>();
  for (const build of builds) {
    const { definition, step, side } = build;
    if (side.length < 2) {
      void tasks.run(folder, definition, { begun: step });
    } else {
      const name = taskName({ ...definition, containers: side });
      sides.set(name, [...(sides.get(name) ?? []), build]);
    }
  }
  for (const [first, ...others] of sides.values()) {
    if (first) {
      const steps = [first, ...others].flatMap(({ definition: { containers = [] }, step }) =>
        containers.map((name) => [name, step] as const),
      );
      const definition = { ...first.definition, containers: first.side };
      void tasks.run(folder, definition, { begunBeside: new Map(steps) });
    }
  }
}
