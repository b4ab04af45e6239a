import type { DebugProtocol } from '@vscode/debugprotocol';
import { toDisposable, type Disposable } from '../base/disposable';
import { errorMessage } from '../base/errors';
import { continueProgram } from '../gdb/executionCommands';
import type { StopReport } from '../gdb/stopReport';
import type { DapConnection } from './dapConnection';
import type { Debuggee } from './debuggee';
import type { Stop } from './runControl';
import { exitCodeOfSignal, stoppedBody } from './stopEvent';
import { takeHits } from './stopHits';

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
  /** A step is under way: a log point must not turn it into a run. */
  stepping = false;
  /** The client knows the program as stopped. */
  private shownStopped = false;
  private begun = false;
  private readonly hooks = new Set<StopHook>();

  constructor(
    private readonly debuggee: Debuggee,
    private readonly connection: DapConnection,
    private readonly onEnd: () => void,
  ) {
    debuggee.control.onStop((stop) => {
      this.receive(stop).catch((error: unknown) => {
        this.output('important', `${errorMessage(error)}\n`);
        this.stopped(stoppedBody(stop, undefined, undefined));
      });
    });
    debuggee.control.onResume(() => this.resumed());
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

  /** The client itself lets the program go on, so it need not be told. */
  expectResume(stepping: boolean): void {
    this.stepping = stepping;
    this.shownStopped = false;
  }

  /** Tells the client of a stop. */
  stopped(body: DebugProtocol.StoppedEvent['body']): void {
    this.stepping = false;
    this.shownStopped = true;
    if (body.threadId !== undefined) {
      this.debuggee.ahead.begin(body.threadId);
    }
    this.connection.event('stopped', body);
  }

  private resumed(): void {
    if (this.shownStopped) {
      this.shownStopped = false;
      this.connection.event('continued', { threadId: 1, allThreadsContinued: true });
    }
  }

  private async receive(stop: Stop): Promise<void> {
    const { report } = stop;
    if (report.kind === 'exited' || report.kind === 'killed') {
      this.ended(report);
      return;
    }
    if (!this.begun) {
      return;
    }
    const verdict = await this.verdict(stop);
    if (verdict === 'taken') {
      return;
    }
    if (verdict === 'goOn' && !this.stepping && !stop.pauseWanted) {
      await continueProgram(this.debuggee.client);
      return;
    }
    if (report.kind === 'watchpointEnded') {
      const left = this.debuggee.dataBreakpoints.leave(report.number);
      this.output('console', `${left}\n`);
      if (!this.stepping && !stop.pauseWanted) {
        await continueProgram(this.debuggee.client);
        return;
      }
    }
    const hits = await takeHits(this.debuggee, report, (line) =>
      this.output('console', `${line}\n`),
    );
    if (hits?.onlyLogged && !this.stepping && !stop.pauseWanted) {
      await continueProgram(this.debuggee.client);
      return;
    }
    const body = stoppedBody(stop, hits, this.entryBreakpoint);
    const passed = { reason: stop.pauseWanted ? 'pause' : 'step' };
    this.stopped({ ...body, ...(verdict === 'goOn' ? passed : verdict) });
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

  private ended(report: Extract<StopReport, { kind: 'exited' | 'killed' }>): void {
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
