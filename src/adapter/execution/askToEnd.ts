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
export async function askToEnd({
  plan,
  debuggee,
  specialStops,
  note,
}: LiveSession): Promise<boolean> {
  const { client, control, processId } = debuggee;
  if (plan.start.kind !== 'launch' || processId === undefined) {
    return false;
  }
  // A child that the debugger follows loses its terminal when the parent ends.
  const ready = Promise.all([passSignal(client, 'SIGTERM'), passSignal(client, 'SIGHUP')]);
  if (!(await inTime(ready))) {
    return false;
  }
  // A replay, such as that of rr, cannot be ended so.
  await inTime(specialStops.recording.end());
  // The others first: the end of the program ends the session.
  await specialStops.askOthers();
  if (!(await inTime(sendSignal(client, 'SIGTERM', processId)))) {
    return false;
  }
  // It may have ended already, or run.
  await control.continue(0).catch(() => undefined);
  note(askedNote);
  return true;
}

/** False when gdb refuses, or is busy. */
function inTime(answer: Promise<unknown>): Promise<boolean> {
  const busy = delay(answerLimit, false, { ref: false });
  return Promise.race([
    answer.then(
      () => true,
      () => false,
    ),
    busy,
  ]);
}
