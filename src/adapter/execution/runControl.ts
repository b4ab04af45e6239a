import type { Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import { Emitter } from '../../base/event';
import type { Logger } from '../../base/logger';
import {
  continueAllThreads,
  continueProgram,
  continueThread,
  selectStanding,
  selectThread,
} from '../../gdb/executionCommands';
import type { MiClient } from '../../gdb/miClient';
import type { MiAsyncRecord } from '../../gdb/miRecord';
import { isEnd, readStop, readThreads, threadOf, type StopReport } from '../../gdb/stopReport';
import type { Interrupter } from './interrupt';
import { everyThread, Interruptions } from './interruptions';
import type { Operation, RunMode, Stop } from './stop';
import { StopWaiters } from './stopWaiters';
import { ThreadStates } from './threadStates';

/**
 * Knows which threads run, and keeps apart the stops that a person sees from those that the adapter
 * makes for a moment to get something done.
 */
export class RunControl implements Disposable {
  private readonly stopEmitter = new Emitter<Stop>();
  private readonly resumeEmitter = new Emitter<'all' | readonly number[]>();
  private readonly subscriptions: readonly Disposable[];
  private readonly states = new ThreadStates();
  private readonly interruptions: Interruptions;
  private readonly waiters = new StopWaiters();
  /** What is under way, by thread, or for all of them. */
  private readonly operations = new Map<number, Operation>();
  /** The threads that the user wants to stop. */
  private readonly pausesWanted = new Set<number>();
  /** The stops of which it is not decided yet whether the user sees them. */
  private readonly undecided = new Map<number, Stop>();
  /** The thread that the adapter stops for a moment. */
  private quietThread: number | undefined;
  /** What is done while the program stands for a moment, one after another. */
  private queue: Promise<unknown> = Promise.resolve();
  /** Commands that let threads go on and that gdb has not answered. */
  private resuming = 0;
  /** gdb has taken a command that lets threads go on, and has not yet told of it. */
  private startsRunning = false;
  private lastRunning = 0;
  /** Stops mean nothing. */
  private isDeaf = false;

  /** Stops at breakpoints of the adapter's own, which nobody sees. */
  isInternal: (report: StopReport) => boolean = () => false;

  /** The program stopped for all to see, or ended. */
  readonly onStop = this.stopEmitter.event;
  /** Threads go on. */
  readonly onResume = this.resumeEmitter.event;

  constructor(
    private readonly client: MiClient,
    private readonly mode: RunMode,
    interrupter: Interrupter,
    private readonly log: Logger,
  ) {
    this.interruptions = new Interruptions(client, mode, interrupter, this.waiters);
    this.subscriptions = [
      client.onExec((record) => this.receive(record)),
      client.onNotify(({ name, body }) => {
        if (name === 'thread-exited') {
          this.states.forget(body.number('id') ?? 0);
        } else if (name === 'thread-group-exited') {
          this.states.set('all', 'stopped');
          [...this.operations.keys()].forEach((key) => this.endOperation(key));
          this.interruptions.clear();
        }
      }),
    ];
  }

  /** Threads stop one by one, and go on one by one. */
  get nonStop(): boolean {
    return this.mode.nonStop;
  }

  /** No thread stands: there is nothing to look at. */
  get running(): boolean {
    return !this.states.someStand;
  }

  /** Also when it is about to. */
  isRunning(threadId: number): boolean {
    return this.states.isRunning(threadId) || (this.goesOn && !this.mode.nonStop);
  }

  /**
   * Stops a thread, or all of them (0), for all to see; where threads stop together it is always
   * all. Resolves when it has stopped, rejects when it cannot be stopped.
   */
  async pause(threadId: number): Promise<void> {
    const wanted = this.mode.nonStop
      ? threadId === everyThread
        ? this.states.those('running')
        : [threadId]
      : [everyThread];
    const running = wanted.some((thread) =>
      thread === everyThread ? this.states.someRun : this.states.isRunning(thread),
    );
    for (const [key, stop] of this.undecided) {
      stop.pauseWanted ||= threadId === everyThread || !this.mode.nonStop || key === threadId;
    }
    if (!running && !this.goesOn) {
      return;
    }
    for (const thread of wanted) {
      this.pausesWanted.add(thread);
    }
    // What is being stopped for a moment stays stopped then.
    if (this.quietThread !== undefined && wanted.includes(this.quietThread)) {
      return;
    }
    await this.interruptions.make(threadId, wanted[0]);
  }

  /** Does what lets threads go on; a pause that is asked for meanwhile takes effect after it. */
  async resume(action: () => Promise<void>): Promise<void> {
    this.resuming += 1;
    const before = this.lastRunning;
    try {
      await action();
      this.startsRunning ||= before === this.lastRunning;
    } catch (error) {
      if (this.resuming === 1 && !this.states.someRun) {
        this.pausesWanted.clear();
        this.waiters.giveUp();
      }
      throw error;
    } finally {
      this.resuming -= 1;
    }
  }

  /** Like {@link resume}; the stops that follow belong to the operation until it shows one. */
  async operate(
    threadId: number,
    operation: Operation,
    action: () => Promise<void>,
  ): Promise<void> {
    const key = this.key(threadId);
    this.endOperation(key);
    this.operations.set(key, operation);
    try {
      await this.resume(action);
    } catch (error) {
      this.endOperation(key);
      throw error;
    }
  }

  /**
   * Lets go on after a stop that the user is not to see. False when a step under way would have ended
   * there: then it is to be shown.
   */
  async goOn({ report, operation, pauseWanted }: Stop): Promise<boolean> {
    this.undecided.delete(this.keyOf(report));
    if (pauseWanted) {
      return false;
    }
    if (operation) {
      this.operations.set(this.keyOf(report), operation);
    }
    const wentOn = await this.goOnAfter(report);
    if (!wentOn) {
      this.operations.delete(this.keyOf(report));
    }
    return wentOn;
  }

  /** Lets a thread go on, or everything that stands (0). */
  async continue(threadId: number): Promise<void> {
    await this.resume(() => {
      if (!this.mode.nonStop) {
        return continueProgram(this.client);
      }
      return threadId === everyThread
        ? continueAllThreads(this.client)
        : continueThread(this.client, threadId);
    });
  }

  /** The stop was shown: what was under way is over. */
  settle({ report, operation }: Stop): void {
    this.undecided.delete(this.keyOf(report));
    operation?.end();
  }

  /** Does something that this gdb may be able to do only while the program stands. */
  quietly<T>(action: () => Promise<T>): Promise<T> {
    return this.mode.insertsWhileRunning ? action() : this.standing(action);
  }

  /**
   * Does something that can be done only while the program stands: stops it unseen where needed, and
   * lets it go on.
   */
  standing<T>(action: () => Promise<T>): Promise<T> {
    const done = this.queue.then(() => this.stand(action));
    this.queue = done.catch(() => undefined);
    return done;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) {
      subscription.dispose();
    }
    this.waiters.giveUp();
  }

  private async stand<T>(action: () => Promise<T>): Promise<T> {
    if (!this.states.someRun && !this.goesOn) {
      return action();
    }
    // gdb reaches the memory of a program through its selected thread, which must stand.
    if (this.mode.nonStop && (await selectStanding(this.client, this.states.those('stopped')))) {
      return action();
    }
    this.quietThread = this.mode.nonStop
      ? (this.states.those('running')[0] ?? everyThread)
      : everyThread;
    let report: StopReport | undefined;
    try {
      report = await this.stopQuietly(this.quietThread);
      return await action();
    } finally {
      this.quietThread = undefined;
      if (report) {
        await this.endQuietStop(report);
      }
    }
  }

  /** Does something during which gdb may tell of stops that mean nothing: a call that it takes back. */
  async unheard<T>(action: () => Promise<T>): Promise<T> {
    this.isDeaf = true;
    try {
      return await action();
    } finally {
      this.isDeaf = false;
    }
  }

  /** A command that lets threads go on is on its way. */
  private get goesOn(): boolean {
    return this.resuming > 0 || this.startsRunning;
  }

  private async stopQuietly(threadId: number): Promise<StopReport | undefined> {
    const stopped = this.waiters.next(threadId);
    await this.interruptions.make(threadId);
    const report = await stopped;
    if (report && this.mode.nonStop) {
      await selectThread(this.client, threadId).catch(() => undefined);
    }
    return report;
  }

  private async endQuietStop(report: StopReport): Promise<void> {
    const ours = this.interruptions.made(report);
    if (!ours || this.isPauseWanted(report) || !(await this.goOnAfter(report))) {
      await this.arrive(report, ours);
    }
  }

  private receive({ name, body }: MiAsyncRecord): void {
    if (this.isDeaf) {
      return;
    }
    if (name === 'running') {
      const threads = readThreads(body);
      this.lastRunning += 1;
      this.startsRunning = false;
      if (this.states.set(threads, 'running') && this.quietThread === undefined) {
        this.resumeEmitter.fire(threads);
      }
    } else if (name === 'stopped') {
      const changed = this.states.set(readThreads(body), 'stopped');
      this.receiveStop(readStop(body), changed);
    }
  }

  private receiveStop(report: StopReport, changed: boolean): void {
    if (!changed && report.kind === 'signal') {
      // gdb before 16 also tells of a signal in a function that it called itself, and has gone back.
      this.log.debug(`A function that was called for an expression was ended by ${report.signal}.`);
      return;
    }
    const key = this.keyOf(report);
    this.waiters.tell(isEnd(report) ? 'all' : key, report);
    if (this.quietThread === key) {
      return;
    }
    const ours = this.interruptions.made(report);
    const stray = ours && !this.mode.nonStop && !this.isPauseWanted(report);
    this.handle(report, ours, stray).catch((error: unknown) => {
      this.log.debug(`The program did not go on: ${errorMessage(error)}`);
      this.deliver(report, ours);
    });
  }

  private async handle(report: StopReport, ours: boolean, stray: boolean): Promise<void> {
    if (stray) {
      this.log.debug('The signal of an earlier interrupt arrived; the program goes on.');
    }
    if (!stray || !(await this.goOnAfter(report))) {
      await this.arrive(report, ours);
    }
  }

  /** A stop that is seen, unless an operation under way makes use of it. */
  private async arrive(report: StopReport, ours: boolean): Promise<void> {
    const operation = this.operations.get(this.keyOf(report));
    if (!operation || isEnd(report) || this.isPauseWanted(report)) {
      if (operation || !this.isInternal(report) || !(await this.goOnAfter(report))) {
        this.deliver(report, ours);
      }
      return;
    }
    this.resuming += 1;
    try {
      const shown = await operation.stopped(report);
      if (shown) {
        this.deliver(shown, ours);
      }
    } finally {
      this.resuming -= 1;
    }
  }

  /** Lets go on what stopped; false when a step under way would have ended there. */
  private async goOnAfter(report: StopReport): Promise<boolean> {
    const operation = this.operations.get(this.keyOf(report));
    let wentOn = true;
    await this.resume(async () => {
      if (operation) {
        wentOn = await operation.goOn(report);
      } else {
        await this.continueAfter(report);
      }
    });
    this.startsRunning &&= wentOn;
    return wentOn;
  }

  private async continueAfter(report: StopReport): Promise<void> {
    const threadId = threadOf(report);
    await (this.mode.nonStop && threadId !== undefined
      ? continueThread(this.client, threadId)
      : continueProgram(this.client));
  }

  private isPauseWanted(report: StopReport): boolean {
    return this.pausesWanted.has(this.keyOf(report));
  }

  private deliver(report: StopReport, ours: boolean): void {
    const key = this.keyOf(report);
    const pauseWanted = this.pausesWanted.delete(key);
    const operation = this.operations.get(key);
    this.operations.delete(key);
    if (isEnd(report)) {
      this.pausesWanted.clear();
    }
    const stop: Stop = {
      report,
      pauseWanted,
      paused: pauseWanted && ours,
      allThreads: !this.mode.nonStop,
      operation,
    };
    if (!isEnd(report)) {
      this.undecided.set(key, stop);
    }
    // Answers that gdb wrote before this stop reach their requesters first: a client must see the
    // answer to "continue" before it sees the stop.
    setImmediate(() => this.stopEmitter.fire(stop));
  }

  private endOperation(key: number): void {
    const operation = this.operations.get(key);
    this.operations.delete(key);
    operation?.end();
  }

  private keyOf(report: StopReport): number {
    return this.key(threadOf(report) ?? everyThread);
  }

  private key(threadId: number): number {
    return this.mode.nonStop ? threadId : everyThread;
  }
}
