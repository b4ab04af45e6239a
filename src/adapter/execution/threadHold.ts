import { getSchedulerLocking, setSchedulerLocking } from '../../gdb/executionCommands';
import type { MiClient } from '../../gdb/miClient';

/**
 * Makes the other threads stand while one is let go on; for a program whose threads stop together.
 * The function that it returns makes them run again as before.
 */
export function holdOtherThreads(client: MiClient): () => void {
  const before = getSchedulerLocking(client);
  // gdb takes the commands in order: what is sent next is done with the threads held.
  setSchedulerLocking(client, 'on').catch(() => undefined);
  return () => {
    before.then((locking) => setSchedulerLocking(client, locking)).catch(() => undefined);
  };
}
