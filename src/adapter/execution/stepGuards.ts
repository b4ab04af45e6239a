import type { Disposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import { disableBreakpoint, enableBreakpoint } from '../../gdb/breakpointCommands';
import type { MiClient } from '../../gdb/miClient';
import {
  aimStepGuard,
  canGuardLongjmp,
  insertStepGuard,
  markStack,
  type GuardedStep,
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
  /** The step that they are for. */
  private aim: GuardedStep | undefined;
  /** The thread whose next step needs no more of gdb than the step. */
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

  /** A thread stands where it may be stepped from. Resolves with its stack pointer if gdb can tell. */
  prepare(threadId: number): Promise<string | undefined> {
    this.prepared = threadId;
    return markStack(this.client, threadId);
  }

  /** The program goes on: what was prepared is of a place that it leaves. */
  resumed(): void {
    this.prepared = undefined;
  }

  /** Guards the step that a thread is about to begin. */
  async arm(step: GuardedStep): Promise<void> {
    if (this.prepared !== step.threadId) {
      void markStack(this.client, step.threadId);
    }
    this.looked ??= this.insert(step);
    await this.looked;
    this.aimAt(step);
    if (!this.armed) {
      this.armed = true;
      for (const number of this.numbers.values()) {
        enableBreakpoint(this.client, number).catch(() => this.numbers.clear());
      }
    }
  }

  /** The program is about to go on otherwise. */
  disarm(): void {
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

  private aimAt(step: GuardedStep): void {
    const { aim } = this;
    if (aim?.threadId !== step.threadId || aim.direction !== step.direction) {
      for (const [guard, number] of this.numbers) {
        aimStepGuard(this.client, number, guard, step).catch(() => this.numbers.clear());
      }
    }
    this.aim = step;
  }

  private async insert(step: GuardedStep): Promise<void> {
    const canFollow = await canGuardLongjmp(this.client);
    if (!canFollow) {
      this.log.debug('Steps do not follow longjmp here: that takes x86-64 and glibc.');
    }
    const forLongjmp = canFollow ? ['longjmp' as const] : [];
    const wanted = ['exception' as const, ...forLongjmp].filter((each) => !this.numbers.has(each));
    await Promise.all(
      wanted.map(async (guard) => {
        const number = await insertStepGuard(this.client, guard, step);
        if (number !== undefined) {
          this.numbers.set(guard, number);
        }
      }),
    );
    this.armed = false;
    this.aim = step;
  }
}
