import type { Disposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import { disableBreakpoint, enableBreakpoint } from '../../gdb/breakpointCommands';
import type { MiClient } from '../../gdb/miClient';
import {
  beginGuardedStep,
  canGuardLongjmp,
  insertStepGuard,
  type StepGuard,
} from '../../gdb/stepCommands';

/**
 * Breakpoints that catch a step which an exception or a `longjmp` takes elsewhere. They are in the
 * program only from a step until it goes on otherwise: a program that throws much runs at full speed,
 * and one step after another costs no more than the first.
 */
export class StepGuards implements Disposable {
  private readonly numbers = new Map<StepGuard, string>();
  private readonly subscription: Disposable;
  private looked: Promise<void> | undefined;
  private armed = false;
  /** The thread whose next step over needs no more of gdb than the step. */
  private prepared: number | undefined;

  constructor(
    private readonly client: MiClient,
    private readonly log: Logger,
  ) {
    this.subscription = client.onNotify(({ name }) => {
      // A library may bring what is to be guarded.
      if (name === 'library-loaded' && this.numbers.size === 0) {
        this.looked = undefined;
      }
    });
  }

  /** A thread stands where it may be stepped from. Who has stepped once will step again. */
  prepare(threadId: number): void {
    if (this.looked) {
      beginGuardedStep(this.client, threadId, 'over');
      this.prepared = threadId;
    }
  }

  /** Guards the step that a thread is about to begin. */
  async arm(threadId: number, direction: 'over' | 'out'): Promise<void> {
    if (direction === 'out' || this.prepared !== threadId) {
      beginGuardedStep(this.client, threadId, direction);
    }
    this.prepared = undefined;
    this.looked ??= this.insert();
    await this.looked;
    if (!this.armed) {
      this.armed = true;
      for (const number of this.numbers.values()) {
        enableBreakpoint(this.client, number).catch(() => this.numbers.clear());
      }
    }
  }

  /** The program is about to go on otherwise. */
  disarm(): void {
    this.prepared = undefined;
    if (this.armed) {
      this.armed = false;
      for (const number of this.numbers.values()) {
        disableBreakpoint(this.client, number).catch(() => this.numbers.clear());
      }
    }
  }

  /** The guard with gdb's number. */
  find(number: string): StepGuard | undefined {
    const own = number.split('.', 1)[0];
    return [...this.numbers].find(([, each]) => each === own)?.[0];
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async insert(): Promise<void> {
    const canFollow = await canGuardLongjmp(this.client);
    if (!canFollow) {
      this.log.debug('Steps do not follow longjmp here: that takes x86-64 and glibc.');
    }
    const forLongjmp = canFollow ? ['longjmp' as const] : [];
    const wanted = ['exception' as const, ...forLongjmp].filter((each) => !this.numbers.has(each));
    await Promise.all(
      wanted.map(async (guard) => {
        const number = await insertStepGuard(this.client, guard);
        if (number !== undefined) {
          this.numbers.set(guard, number);
        }
      }),
    );
    this.armed = false;
  }
}
