import type { DebugProtocol } from '@vscode/debugprotocol';
import { toDisposable, type Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import { Emitter } from '../../base/event';
import { isEnd, threadOf, type EndReport, type StopReport } from '../../gdb/stopReport';
import type { DapConnection } from '../client/dapConnection';
import type { Debuggee } from '../debuggee';
import { everyThread } from '../execution/interruptions';
import type { Stop } from '../execution/stop';
import { exitCodeOfSignal, stoppedBody } from './stopEvent';
import { takeHits, type StopHits } from '../breakpoints/stopHits';

/** What a part of the session makes of a stop before the client hears of it. */
export type StopVerdict =
  /** The client is not to see it. */
  | 'goOn'
  /** Whoever looked at it lets the program go on. */
  | 'taken'
  /** What the client is told beside the usual. */
  | Partial<DebugProtocol.StoppedEvent['body']>
  | undefined;

/** Looks at a stop before the client hears of it. */
export type StopHook = (stop: Stop) => Promise<StopVerdict>;

/** Tells the client about stops and ends of the program, and lets it go on from log points. */
export class StopReporter {
  /** gdb's number of the breakpoint at `main`, for `stopAtEntry`. */
  entryBreakpoint: string | undefined;
  /** The threads that the client knows as stopped; all of them, as 0, where they stop together. */
  private readonly shownStopped = new Set<number>();
  private begun = false;
  private readonly hooks = new Set<StopHook>();
  private readonly shownEmitter = new Emitter<undefined>();

  /** The client was told of a stop. */
  readonly onShown = this.shownEmitter.event;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly connection: DapConnection,
    private readonly onEnd: () => void,
  ) {
    debuggee.control.onStop((stop) => {
      this.receive(stop).catch((error: unknown) => {
        this.output('important', `${errorMessage(error)}\n`);
        this.show(stop, undefined);
      });
    });
    debuggee.control.onResume((threads) => this.resumed(threads));
  }

  /** Has each stop looked at; the first hook that has something to say about one decides. */
  hook(hook: StopHook): Disposable {
    this.hooks.add(hook);
    return toDisposable(() => this.hooks.delete(hook));
  }

  /** From now on the client hears of stops. Before, gdb was only attaching. */
  begin(): void {
    this.begun = true;
  }

  /** The client itself lets threads go on, so it need not be told. */
  async letGo(threadId: number, action: () => Promise<void>): Promise<void> {
    const shown = [...this.shownStopped];
    const together = threadId === everyThread || !this.debuggee.control.nonStop;
    const gone = shown.filter((each) => together || each === threadId);
    gone.forEach((each) => this.shownStopped.delete(each));
    try {
      await action();
    } catch (error) {
      gone.forEach((each) => this.shownStopped.add(each));
      throw error;
    }
  }

  /** Tells the client of a stop. */
  stopped(body: DebugProtocol.StoppedEvent['body']): void {
    const together = body.allThreadsStopped === true || body.threadId === undefined;
    this.shownStopped.add(together ? everyThread : (body.threadId ?? everyThread));
    this.debuggee.readAhead(body.threadId);
    this.connection.event('stopped', body);
    this.shownEmitter.fire(undefined);
  }

  /** A command of the person's own has taken the program from the debugger. */
  endBecause(sentence: string): void {
    this.output('console', `${sentence}\n`);
    this.onEnd();
  }

  private resumed(threads: 'all' | readonly number[]): void {
    if (!this.debuggee.control.nonStop) {
      if (this.shownStopped.delete(everyThread)) {
        this.connection.event('continued', { threadId: 1, allThreadsContinued: true });
      }
      return;
    }
    for (const threadId of threads === 'all' ? [...this.shownStopped] : threads) {
      if (this.shownStopped.delete(threadId)) {
        this.connection.event('continued', { threadId, allThreadsContinued: false });
      }
    }
  }

  private async receive(stop: Stop): Promise<void> {
    const { report } = stop;
    if (isEnd(report)) {
      this.ended(report);
      return;
    }
    if (!this.begun) {
      return;
    }
    const verdict = await this.verdict(stop);
    if (verdict === 'taken') {
      this.debuggee.control.settle(stop);
      return;
    }
    if (verdict === 'goOn' && !stop.pauseWanted && (await this.debuggee.control.goOn(stop))) {
      return;
    }
    if (report.kind === 'watchpointEnded') {
      const left = this.debuggee.dataBreakpoints.leave(report.number);
      this.output('console', `${left}\n`);
      if (!stop.pauseWanted && (await this.debuggee.control.goOn(stop))) {
        return;
      }
    }
    const hits = await takeHits(this.debuggee, report, (line) =>
      this.output('console', `${line}\n`),
    );
    if (hits?.onlyLogged && !stop.pauseWanted && (await this.debuggee.control.goOn(stop))) {
      return;
    }
    this.show(stop, hits, verdict);
  }

  private show(stop: Stop, hits: StopHits | undefined, verdict?: StopVerdict): void {
    this.debuggee.control.settle(stop);
    this.showReturnValue(stop.report);
    const body = stoppedBody(stop, hits, this.entryBreakpoint);
    const passed = { reason: stop.pauseWanted ? 'pause' : 'step' };
    this.stopped({ ...body, ...(verdict === 'goOn' || verdict === 'taken' ? passed : verdict) });
  }

  private showReturnValue(report: StopReport): void {
    const returned = report.kind === 'step' ? report.returned : undefined;
    const threadId = threadOf(report);
    if (returned?.functionName !== undefined && threadId !== undefined) {
      const { variable, functionName } = returned;
      this.debuggee.variables.showReturnValue({ threadId, functionName, variable });
    }
  }

  private async verdict(stop: Stop): Promise<StopVerdict> {
    for (const hook of this.hooks) {
      const verdict = await hook(stop);
      if (verdict !== undefined) {
        return verdict;
      }
    }
    return undefined;
  }

  private ended(report: EndReport): void {
    if (report.kind === 'killed') {
      this.output('console', `The program was ended by ${report.signal} (${report.meaning}).\n`);
    }
    const exitCode = report.kind === 'exited' ? report.exitCode : exitCodeOfSignal(report.signal);
    this.connection.event('exited', { exitCode });
    this.onEnd();
  }

  private output(category: string, output: string): void {
    this.connection.event('output', { category, output });
  }
}
