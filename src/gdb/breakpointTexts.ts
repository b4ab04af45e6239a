import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/event';
import { explainFailure } from './gdbError';
import { logMark, readLogged, type LoggedValues } from './logFunction';
import type { MiClient } from './miClient';

/** What gdb says about breakpoints only as text: what a log point found, and why a condition failed. */
export class BreakpointTexts implements Disposable {
  private readonly logEmitter = new Emitter<LoggedValues>();
  private readonly tap: Disposable;
  /** A log point's line that has begun. */
  private begun = '';
  private awaitingReason = false;
  private failedCondition: string | undefined;

  /** A log point was hit. */
  readonly onLogged = this.logEmitter.event;

  constructor(private readonly client: MiClient) {
    this.tap = client.tapText((kind, text) =>
      kind === 'console' ? this.receiveConsole(text) : this.receiveLog(text),
    );
  }

  /** Why the condition of the present stop could not be evaluated, if that is why; told once. */
  takeFailedCondition(): string | undefined {
    const { failedCondition } = this;
    this.failedCondition = undefined;
    return failedCondition;
  }

  dispose(): void {
    this.tap.dispose();
    this.logEmitter.dispose();
  }

  private receiveConsole(text: string): boolean {
    if (this.begun === '' && !text.startsWith(logMark)) {
      return false;
    }
    // gdb may cut a long line in parts.
    this.begun += text;
    if (this.begun.endsWith('\n')) {
      const line = this.begun;
      this.begun = '';
      this.logEmitter.fire(readLogged(line));
    }
    return true;
  }

  private receiveLog(text: string): boolean {
    // Two lines; from gdb 14 on the first also names the breakpoint.
    if (/^Error in testing (?:breakpoint )?condition/.test(text)) {
      this.awaitingReason = true;
      return true;
    }
    if (!this.awaitingReason) {
      return false;
    }
    this.awaitingReason = false;
    this.failedCondition = explainFailure(text.trim(), this.client.callsFail);
    return true;
  }
}
