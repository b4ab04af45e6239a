import type { DapConnection } from './dapConnection';

/** What takes no longer needs no progress. */
const quickEnough = 1000;

/** Shows that slow work is under way, in a client that can. */
export async function withProgress<T>(
  connection: Pick<DapConnection, 'event'>,
  title: string,
  work: Promise<T>,
): Promise<T> {
  // One thing at a time is told, so the number need not differ.
  const progressId = 'drydock';
  const told: string[] = [];
  const timer = setTimeout(() => {
    told.push(title);
    connection.event('progressStart', { progressId, title, cancellable: false });
  }, quickEnough);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    if (told.length > 0) {
      connection.event('progressEnd', { progressId });
    }
  }
}
