import type { StopReport } from '../../gdb/stopReport';

type Waiter = (report: StopReport | undefined) => void;

/** Those who wait for the next stop of a thread, seen or not. */
export class StopWaiters {
  private readonly waiting = new Map<number, Set<Waiter>>();

  /** The next stop of a thread; undefined when none is to come. */
  next(thread: number): Promise<StopReport | undefined> {
    return new Promise((resolve) => {
      const waiters = this.waiting.get(thread) ?? new Set();
      this.waiting.set(thread, waiters.add(resolve));
    });
  }

  tell(threads: number | 'all', report: StopReport | undefined): void {
    for (const [thread, waiters] of this.waiting) {
      if (threads === 'all' || threads === thread) {
        this.waiting.delete(thread);
        waiters.forEach((resolve) => resolve(report));
      }
    }
  }

  /** No stop is to come. */
  giveUp(): void {
    this.tell('all', undefined);
  }
}
