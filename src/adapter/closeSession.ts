import type { DebugProtocol } from '@vscode/debugprotocol';
import { setTimeout as delay } from 'node:timers/promises';
import { killProgram } from '../gdb/programCommands';
import type { DebugBackend } from './start/debugBackend';
import type { DebugPlan } from './plan/debugPlan';
import type { LiveSession } from './liveSession';
import { endOnServer } from './start/remoteStart';
import { suspendProgram } from './start/suspendProgram';
import { releasesProgram } from './plan/startPlan';

/** How long gdb may take to kill a program. */
const killWait = 2000;
/** How long the program's last output is waited for. */
const lastOutputWait = 2000;

/** What of a session is there; less when it ends while it is being started. */
interface OpenedParts {
  readonly backend: DebugBackend | undefined;
  readonly live: LiveSession | undefined;
}

/** What becomes of the program: it is ended, let go, or let go but stopped. */
export type ProgramEnd = 'kill' | 'release' | 'suspend';

/** What the client says about that; or the program, or gdb, has ended by itself. */
export type EndWish = Pick<
  DebugProtocol.DisconnectArguments,
  'terminateDebuggee' | 'suspendDebuggee'
> & { readonly byItself?: boolean };

/** What becomes of the program of a plan when the session ends. */
export function endOf(plan: DebugPlan | undefined, wish: EndWish): ProgramEnd {
  const released = plan !== undefined && releasesProgram(plan.start) && !plan.forked;
  if (wish.suspendDebuggee === true && wish.terminateDebuggee !== true) {
    return 'suspend';
  }
  return (wish.terminateDebuggee ?? !released) ? 'kill' : 'release';
}

/** Ends the program, or lets it go, and gdb with it; then what the session has opened beside them. */
export async function closeSession(
  { backend, live }: OpenedParts,
  end: ProgramEnd,
  byItself: boolean,
): Promise<void> {
  if (end === 'kill') {
    // First, so that their own sessions see how they end.
    await live?.specialStops.endOthers(!byItself);
  }
  const gdbEnd = end === 'kill' ? 'kill' : 'release';
  try {
    if (live?.plan.start.kind === 'remote') {
      await endOnServer(live, gdbEnd);
    } else if (end === 'kill' && live?.plan.start.kind === 'attach' && !byItself) {
      await killAttached(live);
    } else if (end === 'suspend' && live) {
      await suspendProgram(live);
    }
    if (end !== 'kill' || (byItself && live?.specialStops.haveSessions)) {
      await live?.terminal.keep?.();
    }
  } finally {
    await backend?.close(gdbEnd);
  }
  if (end === 'kill') {
    // The holder ends when gdb is gone; what it still says is the program's last output.
    const late = delay(lastOutputWait, undefined, { ref: false });
    await Promise.race([live?.terminal.own?.ended, late]);
  }
}

/** When gdb ends it kills only what it has started, and lets go of what it is attached to. */
async function killAttached({ debuggee }: LiveSession): Promise<void> {
  // What has ended cannot be killed, nor by a gdb that has.
  const killed = killProgram(debuggee.client).catch(() => undefined);
  await Promise.race([killed, delay(killWait, undefined, { ref: false })]);
}
