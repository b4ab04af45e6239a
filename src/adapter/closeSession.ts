import { setTimeout as delay } from 'node:timers/promises';
import type { DebugBackend } from './start/debugBackend';
import type { DebugPlan } from './plan/debugPlan';
import type { LiveSession } from './liveSession';
import { endOnServer } from './start/remoteStart';
import { releasesProgram } from './plan/startPlan';

/** How long the program's last output is waited for. */
const lastOutputWait = 2000;

/** What of a session is there; less when it ends while it is being started. */
export interface OpenedParts {
  readonly plan: DebugPlan | undefined;
  readonly backend: DebugBackend | undefined;
  readonly live: LiveSession | undefined;
}

/** Ends the program, or lets it go, and gdb with it; then what the session has opened beside them. */
export async function closeSession(
  { plan, backend, live }: OpenedParts,
  terminateDebuggee: boolean | undefined,
): Promise<void> {
  const released = plan !== undefined && releasesProgram(plan.start) && !plan.forked;
  const kill = terminateDebuggee ?? !released;
  const end = kill ? 'kill' : 'release';
  if (kill) {
    // First, so that their own sessions see how they end.
    await live?.specialStops.endOthers();
  }
  try {
    if (live?.plan.start.kind === 'remote') {
      await endOnServer(live, end);
    }
  } finally {
    await backend?.close(end);
  }
  // The holder ends when gdb is gone; what it still says is the program's last output.
  await Promise.race([live?.terminal.own?.ended, delay(lastOutputWait, undefined, { ref: false })]);
}
