import type { Readable } from 'node:stream';

/** Milliseconds: Podman looks four times a second for what was written last. */
const quiet = 1000;

/**
 * Ends the log of a container that is followed when the container has ended and nothing more comes.
 * Podman's own need not end: Podman looks whether the container runs and then waits for the event of its
 * end, which may have passed in between. `ended` resolves when the container does not run.
 */
export async function endWithContainer(
  log: Readable,
  ended: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const closed = new AbortController();
  log.once('close', () => closed.abort());
  try {
    await ended(closed.signal);
  } catch {
    // Whether it is gone, or nobody reads any more: the log itself tells.
    return;
  }
  const goOn = (): void => void timer.refresh();
  const timer = setTimeout(() => {
    log.off('data', goOn);
    log.push(null);
  }, quiet);
  log.on('data', goOn);
  log.once('close', () => clearTimeout(timer));
  if (log.destroyed) {
    clearTimeout(timer);
  }
}
