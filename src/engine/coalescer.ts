import type { Disposable } from '../base/disposable';

/** When a {@link Coalescer} runs. In milliseconds. */
export interface CoalescerTimes {
  /** After the last request of a burst… */
  readonly delay: number;
  /** …but never later than this after the first one, or a storm would put it off for ever. */
  readonly maximumDelay: number;
}

/** Runs a task once for a burst of requests, and never twice at a time. */
export class Coalescer implements Disposable {
  private firstRequest: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private disposed = false;

  /** `task` must not reject. */
  constructor(
    private readonly task: () => Promise<void>,
    private readonly times: CoalescerTimes,
  ) {}

  /** Asks for a run, soon. */
  request(): void {
    this.firstRequest ??= Date.now();
    if (!this.running) {
      this.schedule(this.firstRequest);
    }
  }

  /** Runs now, or when the run in progress, which may have missed something, has ended. */
  now(): Promise<void> {
    if (!this.running) {
      return this.start();
    }
    this.next ??= this.running.then(() => {
      this.next = undefined;
      return this.start();
    });
    return this.next;
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }

  private schedule(firstRequest: number): void {
    if (this.disposed) {
      return;
    }
    const latest = firstRequest + this.times.maximumDelay - Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => {
        // The task does not reject, and nobody waits for this run.
        void this.start();
      },
      Math.max(0, Math.min(this.times.delay, latest)),
    );
  }

  private start(): Promise<void> {
    clearTimeout(this.timer);
    this.firstRequest = undefined;
    this.running = this.task().finally(() => {
      this.running = undefined;
      if (this.firstRequest !== undefined) {
        this.schedule(this.firstRequest);
      }
    });
    return this.running;
  }
}
