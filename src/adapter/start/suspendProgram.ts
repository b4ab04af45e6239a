import { setTimeout as delay } from 'node:timers/promises';
import { sendSignal } from '../../gdb/stoppingSignals';
import type { LiveSession } from '../liveSession';

/** How long the program may take to stop. */
const stopLimit = 3000;

/**
 * Makes the program stay where it is when gdb lets go of it: the SIGSTOP that is sent while gdb holds
 * it takes effect then. SIGCONT lets it go on.
 */
export async function suspendProgram({ debuggee, note }: LiveSession): Promise<void> {
  const { client, control, processId } = debuggee;
  if (processId === undefined) {
    return;
  }
  await Promise.race([control.pause(0), delay(stopLimit, undefined, { ref: false })]);
  await sendSignal(client, 'SIGSTOP', processId);
  note(
    `The program stays stopped as process ${processId}. Attach to it, or let it go on by "kill -CONT ${processId}".`,
  );
}
