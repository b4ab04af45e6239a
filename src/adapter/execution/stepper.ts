import type { Disposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import { continueThread } from '../../gdb/executionCommands';
import { GdbError } from '../../gdb/gdbError';
import type { MiClient } from '../../gdb/miClient';
import { everyThread } from './interruptions';
import type { RunControl } from './runControl';
import { StepGuards } from './stepGuards';
import { StepOperation, type StepRequest } from './stepOperation';
import type { Operation } from './stop';
import { holdOtherThreads } from './threadHold';

/** Lets threads go on as a person asks for it: by a step, or until something stops them. */
export class Stepper implements Disposable {
  private readonly guards: StepGuards;
  private othersFrozen = false;
  private recording = false;
  private readonly subscription: Disposable;

  constructor(
    private readonly client: MiClient,
    private readonly control: RunControl,
    log: Logger,
  ) {
    this.guards = new StepGuards(client, log);
    this.subscription = control.onResume(() => this.guards.resumed());
    control.isInternal = (report) =>
      report.kind === 'breakpoint' && this.guards.find(report.breakpoint) !== undefined;
  }

  /**
   * A thread stands for all to see: what a step needs is done before it is asked for. Resolves with its
   * stack pointer, which that takes; undefined when nothing could be done.
   */
  prepare(threadId: number): Promise<string | undefined> | undefined {
    // The guards are those of one thread, and where threads stop one by one another may be in its step.
    return this.control.nonStop ? undefined : this.guards.prepare(threadId);
  }

  /**
   * Has the other threads stand whichever thread is stepped or goes on, until they are let go again.
   * Where threads stop one by one, each stands anyway until it is let go on itself.
   */
  freezeOthers(frozen: boolean): void {
    this.othersFrozen = frozen;
  }

  /** gdb records every instruction, or does so no more; it can do that of one thread at a time. */
  recordsAll(recording: boolean): void {
    this.recording = recording;
  }

  /** Whether a thread that is let go on goes alone. */
  goesAlone(single: boolean): boolean {
    return (single || this.othersFrozen || this.recording) && !this.control.nonStop;
  }

  /** Steps a thread. Resolves once it runs. */
  async step(request: StepRequest): Promise<void> {
    const single = this.goesAlone(request.single);
    await this.begin(request.threadId, () => {
      const operation = new StepOperation(this.client, this.guards, { ...request, single });
      return { operation, action: () => operation.begin() };
    });
  }

  /** Lets a thread go on, and with it the others unless it is to run alone. 0 stands for all. */
  async continue(threadId: number, single: boolean): Promise<void> {
    this.guards.disarm();
    if (threadId === everyThread || !this.goesAlone(single)) {
      await this.control.continue(threadId);
      return;
    }
    await this.begin(threadId, () => {
      const operation = runAlone(this.client, threadId);
      return { operation, action: () => continueThread(this.client, threadId) };
    });
  }

  /** Begins something that takes more than one stop, unless the thread is running. */
  async begin(
    threadId: number,
    start: () => { readonly operation: Operation; readonly action: () => Promise<void> },
  ): Promise<void> {
    if (this.control.isRunning(threadId)) {
      throw new GdbError(`Thread ${threadId} is running.`);
    }
    const { operation, action } = start();
    await this.control.operate(threadId, operation, action);
  }

  dispose(): void {
    this.subscription.dispose();
    this.guards.dispose();
  }
}

function runAlone(client: MiClient, threadId: number): Operation {
  const release = holdOtherThreads(client);
  return {
    stopped: (report) => Promise.resolve(report),
    goOn: async () => {
      await continueThread(client, threadId);
      return true;
    },
    end: release,
  };
}
