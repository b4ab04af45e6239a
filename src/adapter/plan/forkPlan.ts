import type { Attributes } from './attributes';

/** What a session does at a fork. */
export interface ForkPlan {
  readonly followFork: 'parent' | 'child' | 'both';
  /** The process was made by a fork under the debugger, which held it by SIGSTOP. */
  readonly forked: boolean;
}

/** Set by the session of the parent in the configuration for a child's session. */
const forkedAttribute = '__forked';

/** Reads what a session does at a fork. */
export function readForkPlan(attributes: Attributes): ForkPlan {
  return {
    followFork: attributes.choice('followFork', ['parent', 'child', 'both']) ?? 'parent',
    forked: attributes.flag(forkedAttribute) ?? false,
  };
}

/** The attributes of a parent's configuration that a child's session has no use for. */
const ofTheParent: readonly string[] = [
  ...['program', 'args', 'cwd', 'environment', 'envFile', 'console', 'stdin', 'stdout', 'stderr'],
  ...['stopAtEntry', 'postLaunchCommands', 'customLaunchSetupCommands', 'launchCompleteCommand'],
  ...['stopContainerOnExit', 'preLaunchTask', 'postDebugTask', 'record', 'restart', '__terminal'],
];

/** The configuration of the session of a child, which does as its parent's does. */
export function childConfiguration(
  parent: unknown,
  container: string,
  processId: number,
): Readonly<Record<string, unknown>> {
  const given = Object.entries(Object(parent) as object).filter(
    ([name]) => !ofTheParent.includes(name),
  );
  const name = given.find(([key]) => key === 'name')?.[1] as unknown;
  const title = typeof name === 'string' ? name.replace(/ – process \d+$/, '') : 'Child';
  return {
    ...Object.fromEntries(given),
    type: 'container-gdb',
    request: 'attach',
    name: `${title} – process ${processId}`,
    container,
    processId,
    [forkedAttribute]: true,
  };
}
