import type { DebugProtocol } from '@vscode/debugprotocol';
import { UserError } from '../../base/errors';
import { loadProgram } from '../../gdb/programCommands';
import { killProgram } from '../../gdb/remoteCommands';
import { readDebugPlan, type DebugPlan } from '../plan/debugPlan';
import { inContainer } from '../start/debugContainer';
import { sessionStart } from '../start/debugStart';
import type { LiveSession } from '../liveSession';
import { runCommands } from '../start/runCommands';

/**
 * Kills the program and starts it again in the same gdb, with the arguments of the configuration as
 * it is now. Resolves with the session as it is then. gdb reads a program that was built anew by
 * itself.
 */
export async function restartProgram(
  live: LiveSession,
  configuration: unknown,
): Promise<LiveSession> {
  if (live.plan.start.kind !== 'launch') {
    throw new UserError(
      'Only a program that the debugger started can be restarted. End the session, and begin it again.',
    );
  }
  const plan = await changedPlan(live.plan, configuration);
  const { client, container } = live.backend;
  const given = plan.start.program;
  const program =
    given === undefined ? live.backend.program : inContainer('program', given, container);
  const restarted = { ...live, plan, backend: { ...live.backend, program } };
  live.debuggee.forget('all');
  await killProgram(client);
  if (program !== live.backend.program) {
    await loadProgram(client, program);
  }
  await sessionStart(plan).prepare(restarted);
  await live.debuggee.control.resume(() => sessionStart(plan).go(restarted));
  await runCommands(client, 'postLaunchCommands', plan.postLaunchCommands);
  return restarted;
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
  const plan = await readDebugPlan(configuration, 'launch');
  if (plan.container !== before.container || plan.user !== before.user) {
    throw new UserError(
      'A restart keeps the container and its user. To debug in another container, end the session and begin a new one.',
    );
  }
  return plan;
}
