import type { LiveSession } from '../liveSession';

/** Shows that the program stands where it was met, of which gdb told before the client could hear it. */
export async function showEntry({ reporter, specialStops }: LiveSession): Promise<void> {
  await specialStops.recording.firstStop();
  reporter.stopped({ reason: 'entry', allThreadsStopped: true, threadId: 1 });
}
