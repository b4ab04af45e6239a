import type * as vscode from 'vscode';

/** The type of Drydock's tasks, as `package.json` defines it. */
export const drydockTaskType = 'drydock';

/** Exit codes of a task that ran no tool to its end; a shell and docker use the same. */
export const exitCodes = {
  /** It could not begin, and the user has been told why. */
  refused: 125,
  cancelled: 130,
} as const;

/** What a task does. `configureFresh` forgets CMake's cache first. */
const taskKinds = [
  'build',
  'rebuild',
  'clean',
  'compile',
  'configure',
  'configureFresh',
  'install',
  'package',
  'test',
  'workflow',
] as const;

/** What a task may say beside its kind. */
const taskDetails = ['target', 'file', 'prefix', 'preset'] as const;

/** A task of the type `drydock`. */
export interface DrydockTaskDefinition extends vscode.TaskDefinition {
  readonly type: typeof drydockTaskType;
  readonly task: (typeof taskKinds)[number];
  /** The CMake target to build or rebuild; absent: what is built by default. */
  readonly target?: string;
  /** The source to compile, as the host has it. */
  readonly file?: string;
  /** Where to install, relative to the project's folder, or absolute in the container. */
  readonly prefix?: string;
  /** The workflow preset to run, or the package preset to pack by. */
  readonly preset?: string;
  /** What `configure` puts into CMake's cache: `NAME:TYPE=VALUE`. */
  readonly define?: readonly string[];
  /** The containers that it is done in, side by side; absent: the folder's dev container. */
  readonly containers?: readonly string[];
}

/** Reads a definition out of a `tasks.json`; undefined when it is not one of ours. */
export function parseDrydockTask(
  definition: vscode.TaskDefinition,
): DrydockTaskDefinition | undefined {
  const task = taskKinds.find((kind) => kind === definition['task']);
  if (definition.type !== drydockTaskType || task === undefined) {
    return undefined;
  }
  const details = taskDetails.flatMap((name) => {
    const value: unknown = definition[name];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  const define = textsIn(definition['define']);
  const containers = new Set(textsIn(definition['containers']));
  return {
    type: drydockTaskType,
    task,
    ...Object.fromEntries(details),
    ...(define.length === 0 ? {} : { define }),
    ...(containers.size === 0 ? {} : { containers: [...containers] }),
  };
}

/** The texts of what should be a list of texts, but for empty ones. */
export function textsIn(given: unknown): readonly string[] {
  return (Array.isArray(given) ? (given as readonly unknown[]) : []).filter(
    (item): item is string => typeof item === 'string' && item !== '',
  );
}

/** The name of a task; VS Code puts `drydock: ` before it. */
export function taskName(definition: DrydockTaskDefinition): string {
  const { task } = definition;
  const verb = task === 'configureFresh' ? 'configure afresh' : task;
  const details = taskDetails.flatMap((name) => definition[name] ?? []);
  const defined = (definition.define ?? []).map((item) => `-D${item}`);
  const { containers = [] } = definition;
  // First, since the tabs of terminals have room for little more.
  const where = containers.length === 0 ? '' : `${containers.join(', ')}: `;
  return where + [verb, ...details, ...defined].join(' ');
}
