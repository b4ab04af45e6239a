import type { DebugProtocol } from '@vscode/debugprotocol';
import { errorMessage } from '../base/errors';
import { continueProgram } from '../gdb/executionCommands';
import type { StopReport } from '../gdb/stopReport';
import { evaluateExpression, type FrameSelector } from '../gdb/variableCommands';
import type { SessionBreakpoint } from './breakpoints';
import type { DapConnection } from './dapConnection';
import type { Debuggee } from './debuggee';
import { parseLogMessage } from './logMessage';
import type { Stop } from './runControl';
import { exitCodeOfSignal, stoppedBody } from './stopEvent';

/** Tells the client about stops and ends of the program, and lets it go on from log points. */
export class StopReporter {
  /** gdb's number of the breakpoint at `main`, for `stopAtEntry`. */
  entryBreakpoint: string | undefined;
  /** A step is under way: a log point must not turn it into a run. */
  stepping = false;
  /** The client knows the program as stopped. */
  private shownStopped = false;
  private begun = false;

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
    const breakpoint =
      report.kind === 'breakpoint' ? this.debuggee.breakpoints.find(report.breakpoint) : undefined;
    const hits = breakpoint ? [breakpoint, ...this.others(breakpoint, stop)] : [];
    await Promise.all(hits.map((hit) => this.debuggee.breakpoints.afterStop(hit)));
    for (const hit of hits) {
      await this.logHit(hit, stop);
    }
    const onlyLogged = hits.length > 0 && hits.every((hit) => hit.wanted.logMessage !== undefined);
    if (onlyLogged && !this.stepping && !stop.pauseWanted) {
      await continueProgram(this.debuggee.client);
      return;
    }
    const visible = hits.find((hit) => hit.wanted.logMessage === undefined) ?? breakpoint;
    this.stopped(stoppedBody(stop, visible, this.entryBreakpoint));
  }

  private others(breakpoint: SessionBreakpoint, { report }: Stop): readonly SessionBreakpoint[] {
    const address = 'place' in report ? report.place.frame?.address : undefined;
    return address === undefined ? [] : this.debuggee.breakpoints.alsoAt(breakpoint, address);
  }

  private async logHit({ wanted }: SessionBreakpoint, { report }: Stop): Promise<void> {
    const threadId = 'place' in report ? report.place.threadId : undefined;
    if (wanted.logMessage === undefined || threadId === undefined) {
      return;
    }
    const frame = { threadId, level: 0 };
    const parts = parseLogMessage(wanted.logMessage).map(async (part) =>
      'text' in part ? part.text : this.evaluateForLog(part.expression, frame),
    );
    this.output('console', `${(await Promise.all(parts)).join('')}\n`);
  }

  private evaluateForLog(expression: string, frame: FrameSelector): Promise<string> {
    return evaluateExpression(this.debuggee.client, expression, frame).catch(
      (error: unknown) => `<${errorMessage(error)}>`,
    );
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
