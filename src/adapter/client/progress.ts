import type { DapConnection } from './dapConnection';

/** What takes no longer needs no progress. */
const quickEnough = 1000;

/** Shows that slow work is under way, in a client that can, and lets a person cancel it. */
export async function withProgress<T>(
  connection: Pick<DapConnection, 'event' | 'onCancelProgress'>,
  title: string,
  work: Promise<T>,
  cancel: () => void,
): Promise<T> {
  // One thing at a time is told, so the number need not differ.
  const progressId = 'drydock';
  const told: string[] = [];
  const subscription = connection.onCancelProgress(cancel);
  const timer = setTimeout(() => {
    told.push(title);
    connection.event('progressStart', { progressId, title, cancellable: true });
  }, quickEnough);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    subscription.dispose();
    if (told.length > 0) {
      connection.event('progressEnd', { progressId });
    }
  }
}
