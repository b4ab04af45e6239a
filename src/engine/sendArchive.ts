import type { Readable } from 'node:stream';
import { CancelledError } from '../base/errors';

/**
 * Runs a call that sends an archive. The call ends when the archive fails, because otherwise the
 * engine would wait for the rest of it, and the archive ends with the call.
 */
export async function sendArchive(
  archive: Readable,
  signal: AbortSignal | undefined,
  call: (ended: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure = error;
    failed.abort();
  };
  archive.once('error', fail);
  archive.once('close', () => {
    if (!archive.readableEnded && !archive.errored) {
      fail(new CancelledError());
    }
  });
  // What fails after the call has its answer matters to nobody.
  archive.on('error', () => undefined);
  try {
    await call(signal ? AbortSignal.any([signal, failed.signal]) : failed.signal);
  } catch (error) {
    throw failure ?? error;
  } finally {
    archive.destroy();
  }
}
