import { setTimeout as delay } from 'node:timers/promises';
import { passSignal, sendSignal } from '../../gdb/stoppingSignals';
import type { LiveSession } from '../liveSession';

/** What the person is told once the program has been asked to end. */
export const askedNote = 'The program was asked to end (SIGTERM). Stop once more to kill it.';

/** How long gdb may take to send the signal; one that takes longer is busy. */
const answerLimit = 1000;

/**
 * Asks a program that the debugger started to end, by SIGTERM, and lets it go on so that it can.
 * False when it cannot be asked.
 */
export async function askToEnd({ plan, debuggee, note }: LiveSession): Promise<boolean> {
  const { client, control, processId } = debuggee;
  // Children that have sessions of their own end with their parent, and would not be asked.
  if (plan.start.kind !== 'launch' || plan.followFork !== 'parent' || processId === undefined) {
    return false;
  }
  const asked = passSignal(client, 'SIGTERM')
    .then(() => sendSignal(client, 'SIGTERM', processId))
    .then(() => true);
  const busy = delay(answerLimit, false, { ref: false });
  if (!(await Promise.race([asked.catch(() => false), busy]))) {
    return false;
  }
  // It may have ended already, or run.
  await control.continue(0).catch(() => undefined);
  note(askedNote);
  return true;
}
