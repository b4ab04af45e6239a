import { setTimeout as delay } from 'node:timers/promises';
import { signalProcess } from '../execution/interrupt';
import type { LiveSession } from '../liveSession';

/** An evaluation that ends by itself within this time is not worth a signal. */
const grace = 200;
/** How long each signal has to work. */
const patience = 1000;

/**
 * Ends an evaluation that takes long. A function of the program that it calls is interrupted, and gdb
 * takes back what the call left on the stack; gdb itself listens to nothing else meanwhile.
 */
export async function stopEvaluation(
  { backend, debuggee }: LiveSession,
  evaluation: Promise<unknown>,
): Promise<void> {
  const settled = evaluation.then(
    () => true,
    () => true,
  );
  const endsWithin = (milliseconds: number): Promise<boolean> =>
    Promise.race([settled, delay(milliseconds, false, { ref: false })]);
  if (await endsWithin(grace)) {
    return;
  }
  const steps = [
    { processId: debuggee.processId, signal: 'INT' },
    // Not in a function of the program, or one that blocks the signal.
    { processId: backend.gdb.processId, signal: 'INT' },
    { processId: debuggee.processId, signal: 'TRAP' },
  ];
  for (const { processId, signal } of steps) {
    await signalProcess(backend.container, processId, signal);
    if (await endsWithin(patience)) {
      return;
    }
  }
}
