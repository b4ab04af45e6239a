import type * as vscode from 'vscode';

/** The type of Drydock's tasks, as `package.json` defines it. */
export const drydockTaskType = 'drydock';

/** Exit codes of a task that ran no tool to its end; a shell and docker use the same. */
export const exitCodes = {
  /** It could not begin, and the user has been told why. */
  refused: 125,
  cancelled: 130,
} as const;

/**
 * What a task does. `configureFresh` forgets CMake's cache first; `workflow` runs the workflow preset
 * that is its target.
 */
const taskKinds = ['build', 'configure', 'configureFresh', 'workflow'] as const;

/** A task of the type `drydock`. */
export interface DrydockTaskDefinition extends vscode.TaskDefinition {
  readonly type: typeof drydockTaskType;
  readonly task: (typeof taskKinds)[number];
  /** The CMake target to build, or the workflow preset; absent: what is built by default. */
  readonly target?: string;
}

/** Reads a definition out of a `tasks.json`; undefined when it is not one of ours. */
export function parseDrydockTask(
  definition: vscode.TaskDefinition,
): DrydockTaskDefinition | undefined {
  const task = taskKinds.find((kind) => kind === definition['task']);
  const target: unknown = definition['target'];
  if (definition.type !== drydockTaskType || task === undefined) {
    return undefined;
  }
  return {
    type: drydockTaskType,
    task,
    ...(typeof target === 'string' && target !== '' ? { target } : {}),
  };
}

/** The name of a task; VS Code puts `drydock: ` before it. */
export function taskName({ task, target }: DrydockTaskDefinition): string {
  const verb = task === 'configureFresh' ? 'configure afresh' : task;
  return target === undefined ? verb : `${verb} ${target}`;
}
