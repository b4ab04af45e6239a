import type { InterruptScope } from '../../gdb/executionCommands';
import type { MiClient } from '../../gdb/miClient';
import { dropSignal } from '../../gdb/stoppingSignals';
import { threadOf, type StopReport } from '../../gdb/stopReport';
import type { Interrupter } from './interrupt';
import { SentSignals } from './sentSignals';
import type { RunMode } from './stop';
import type { StopWaiters } from './stopWaiters';

/** Stands for all threads where they stop together. */
export const everyThread = 0;

/** Interrupts the program, and knows the stops that come of it. */
export class Interruptions {
  private readonly sent = new SentSignals();
  private ofProgram: Promise<void> | undefined;

  constructor(
    private readonly client: MiClient,
    private readonly mode: RunMode,
    private readonly interrupter: Interrupter,
    private readonly waiters: StopWaiters,
  ) {}

  /**
   * Stops a thread, or all of them (0). Resolves when `awaited`, by default that thread, has stopped;
   * rejects when it cannot be stopped.
   */
  async make(threadId: number, awaited = threadId): Promise<void> {
    if (!this.mode.nonStop) {
      // One at a time is enough.
      this.ofProgram ??= this.interrupt('program', everyThread).finally(() => {
        this.ofProgram = undefined;
      });
      await this.ofProgram;
      return;
    }
    await this.interrupt(threadId === everyThread ? 'allThreads' : { threadId }, awaited);
  }

  /** True when the stop comes of an interrupt, also of one that met another stop before. */
  made(report: StopReport): boolean {
    if (report.kind !== 'signal') {
      this.sent.passed();
      return false;
    }
    if (report.signal === '0') {
      // Where threads stop one by one, gdb stops them by a signal of its own, which it calls so.
      return this.mode.nonStop;
    }
    const made = this.sent.takes(report.signal);
    const threadId = threadOf(report);
    if (made && threadId !== undefined) {
      dropSignal(this.client, threadId);
    }
    return made;
  }

  /** The program has ended, and with it what was sent to it. */
  clear(): void {
    this.sent.clear();
  }

  /** A signal was sent that may stop the program. */
  expect(signal: string): void {
    this.sent.sent(signal);
  }

  private interrupt(scope: InterruptScope, awaited: number): Promise<void> {
    return this.interrupter(scope, this.waiters.next(awaited), this.sent);
  }
}
