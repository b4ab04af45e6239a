import type { DebugProtocol } from '@vscode/debugprotocol';
import { UserError } from '../../base/errors';
import { listProcesses } from '../../engine/listProcesses';
import { detachFromProgram, killProgram, loadProgram } from '../../gdb/programCommands';
import { readDebugPlan, type DebugPlan } from '../plan/debugPlan';
import { inContainer, type DebugContainer } from '../start/debugContainer';
import { sessionStart } from '../start/debugStart';
import type { LiveSession } from '../liveSession';
import { runCommands } from '../start/runCommands';

/**
 * Begins again in the same gdb, with the configuration as it is now: a program that the debugger
 * started is killed and started, a process that it attached to is let go and attached to again.
 * Resolves with the session as it is then. gdb reads a program that was built anew by itself.
 */
export async function restartProgram(
  live: LiveSession,
  configuration: unknown,
): Promise<LiveSession> {
  const { kind } = live.plan.start;
  if (kind !== 'launch' && kind !== 'attach') {
    throw new UserError(
      'Only a program that the debugger started can be restarted, and a process of the container be attached to again. End the session, and begin it again.',
    );
  }
  const plan = await changedPlan(live.plan, configuration);
  const { client, container } = live.backend;
  const given = plan.start.program;
  const program =
    given === undefined ? live.backend.program : inContainer('program', given, container);
  const restarted = { ...live, plan, backend: { ...live.backend, program } };
  await (plan.start.kind === 'attach'
    ? attachAnew(restarted, plan.start.processId, live.backend.program)
    : startAnew(restarted, live.backend.program));
  await runCommands(client, 'postLaunchCommands', plan.postLaunchCommands);
  return restarted;
}

async function startAnew(live: LiveSession, programBefore: string): Promise<void> {
  const { client, program } = live.backend;
  live.debuggee.forget('all');
  await killProgram(client);
  await live.specialStops.endOthers(true);
  if (program !== programBefore) {
    await loadProgram(client, program);
  }
  const start = sessionStart(live.plan);
  await start.prepare(live);
  await start.ready?.(live);
  await live.debuggee.control.resume(() => start.go(live));
}

/** Lets go of the process and takes it up again; the breakpoints stay with gdb meanwhile. */
async function attachAnew(
  live: LiveSession,
  processId: number,
  programBefore: string,
): Promise<void> {
  const { backend, debuggee, reporter } = live;
  const { client, container, program } = backend;
  if (debuggee.control.nonStop) {
    throw new UserError(
      'A process whose threads stop one by one ("nonStop") cannot be attached to again in the same session: gdb does not get hold of all of its threads a second time. End the session, and begin it again.',
    );
  }
  await requireProcess(container, processId);
  const held = debuggee.processId ?? processId;
  debuggee.forget('all');
  await detachFromProgram(client);
  try {
    if (program !== programBefore) {
      await loadProgram(client, program);
    }
    // That it stands for gdb to take it up is no stop that anybody wants to see.
    await debuggee.control.unheard(() => sessionStart(live.plan).prepare(live));
  } catch (error) {
    reporter.endBecause(
      `The debugger has let go of the process ${held}, and could not attach again.`,
    );
    throw error;
  }
  await debuggee.control.resume(() => sessionStart(live.plan).go(live));
}

async function requireProcess(container: DebugContainer, processId: number): Promise<void> {
  const { engine, id, name } = container;
  const [process] = await listProcesses(engine, id, { only: processId });
  if (!process || process.state === 'zombie') {
    throw new UserError(
      `The process ${processId} in the container "${name}" has ended, so it cannot be attached to again. End the session, and attach to the process that runs now.`,
    );
  }
}

/** The configuration that a restart brings along. Neovim sends it as the arguments themselves. */
export function sentConfiguration(args: DebugProtocol.RestartArguments | undefined): unknown {
  return args?.arguments ?? (args && 'request' in args ? args : undefined);
}

/** The client may send the configuration as it is now; container and gdb stay. */
export async function changedPlan(before: DebugPlan, configuration: unknown): Promise<DebugPlan> {
  if (configuration === undefined || configuration === null) {
    return before;
  }
  const plan = await readDebugPlan(
    configuration,
    before.start.kind === 'attach' ? 'attach' : 'launch',
  );
  if (plan.container !== before.container || plan.user !== before.user) {
    throw new UserError(
      'A restart keeps the container and its user. To debug in another container, end the session and begin a new one.',
    );
  }
  return plan;
}
