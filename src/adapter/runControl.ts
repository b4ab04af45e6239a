import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/event';
import type { Logger } from '../base/logger';
import { continueProgram, interruptProgram } from '../gdb/executionCommands';
import type { MiClient } from '../gdb/miClient';
import type { MiAsyncRecord } from '../gdb/miRecord';
import { readStop, type StopReport } from '../gdb/stopReport';
import type { InterruptLadder } from './interrupt';

/** Why a stop happened, beside what gdb reports. */
export interface Stop {
  readonly report: StopReport;
  /** The user has asked for a stop; this one will do, whatever it came from. */
  readonly pauseWanted: boolean;
  /** It is the one that the user asked for. */
  readonly paused: boolean;
}

/**
 * Knows whether the program runs, and keeps apart the stops that a person sees from those that the
 * adapter makes for a moment to get something done.
 */
export class RunControl implements Disposable {
  private readonly stopEmitter = new Emitter<Stop>();
  private readonly resumeEmitter = new Emitter<void>();
  private readonly subscription: Disposable;
  /** Wait for the next stop, seen or not. */
  private readonly waiting = new Set<(report: StopReport) => void>();
  /** The adapter stops the program for a moment. */
  private isQuiet = false;
  /** What is done while the program stands for a moment, one after another. */
  private quiet: Promise<unknown> = Promise.resolve();
  /** An interrupt of ours met a stop that came by itself; its signal will still arrive. */
  private strayInterrupt = false;
  private pauseWanted = false;
  /** Stops mean nothing. */
  private isDeaf = false;
  private isRunning = false;

  /** The program stopped for all to see, or ended. */
  readonly onStop = this.stopEmitter.event;
  /** The program goes on. */
  readonly onResume = this.resumeEmitter.event;

  constructor(
    private readonly client: MiClient,
    private readonly insertsWhileRunning: boolean,
    private readonly ladder: InterruptLadder,
    private readonly log: Logger,
  ) {
    this.subscription = client.onExec((record) => this.receive(record));
  }

  get running(): boolean {
    return this.isRunning;
  }

  /** Stops the program for all to see. Resolves when it has stopped, rejects when it cannot be stopped. */
  async pause(): Promise<void> {
    this.pauseWanted = true;
    // A program that is being stopped for a moment stays stopped then.
    if (this.isRunning && !this.isQuiet) {
      await this.interrupt();
    }
  }

  /** Does something that this gdb may be able to do only while the program stands. */
  quietly<T>(action: () => Promise<T>): Promise<T> {
    return this.insertsWhileRunning ? action() : this.standing(action);
  }

  /**
   * Does something that can be done only while the program stands: stops it unseen where needed, and
   * lets it go on.
   */
  standing<T>(action: () => Promise<T>): Promise<T> {
    const done = this.quiet.then(() => this.stand(action));
    this.quiet = done.catch(() => undefined);
    return done;
  }

  private async stand<T>(action: () => Promise<T>): Promise<T> {
    if (!this.isRunning) {
      return action();
    }
    this.isQuiet = true;
    let report: StopReport | undefined;
    try {
      report = await this.interrupt();
      return await action();
    } finally {
      this.isQuiet = false;
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

  dispose(): void {
    this.subscription.dispose();
  }

  /** Makes the program stop, and resolves with what it stopped by, which may be something else. */
  private async interrupt(): Promise<StopReport> {
    const stopped = new Promise<StopReport>((resolve) => this.waiting.add(resolve));
    await interruptProgram(this.client);
    await this.ladder(stopped);
    return stopped;
  }

  private async endQuietStop(report: StopReport): Promise<void> {
    const ours = isInterrupt(report);
    if (ours && !this.pauseWanted) {
      await continueProgram(this.client);
      return;
    }
    this.strayInterrupt = !ours;
    this.deliver(report);
  }

  private receive({ name, body }: MiAsyncRecord): void {
    if (this.isDeaf) {
      return;
    }
    if (name === 'running') {
      if (!this.isRunning) {
        this.isRunning = true;
        if (!this.isQuiet) {
          this.resumeEmitter.fire();
        }
      }
      return;
    }
    if (name !== 'stopped') {
      return;
    }
    this.isRunning = false;
    const report = readStop(body);
    for (const resolve of this.waiting) {
      resolve(report);
    }
    this.waiting.clear();
    if (this.isQuiet) {
      return;
    }
    if (this.strayInterrupt && isInterrupt(report) && !this.pauseWanted) {
      this.strayInterrupt = false;
      this.log.debug('The signal of an earlier interrupt arrived; the program goes on.');
      continueProgram(this.client).catch(() => this.deliver(report));
    } else {
      this.deliver(report);
    }
  }

  private deliver(report: StopReport): void {
    const pauseWanted = this.pauseWanted;
    const paused = pauseWanted && isInterrupt(report);
    this.strayInterrupt ||= pauseWanted && !paused;
    this.pauseWanted = false;
    // Answers that gdb wrote before this stop reach their requesters first: a client must see the
    // answer to "continue" before it sees the stop.
    setImmediate(() => this.stopEmitter.fire({ report, pauseWanted, paused }));
  }
}

/** A stop by one of the signals that interrupt: what `-exec-interrupt` and the pause ladder send. */
function isInterrupt(report: StopReport): boolean {
  return report.kind === 'signal' && ['SIGINT', 'SIGTRAP', '0'].includes(report.signal);
}
