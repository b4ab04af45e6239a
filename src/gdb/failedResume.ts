import { MiTuple, type MiAsyncRecord, type MiResultRecord } from './miRecord';

/** A program that gdb said was running, and that it then could not let go on. */
export interface FailedResume {
  /** The stop that gdb does not report: the program stands where it stood. */
  readonly stop: MiAsyncRecord;
  /** gdb's own words. */
  readonly reason: string;
}

/**
 * Recognises the command that gdb answers twice: `7^running`, and then `7^error` when it could not
 * insert a breakpoint, or when the program is gone. No `*stopped` follows the `*running` before it.
 */
export class ResumeAnswers {
  private running: number | undefined;
  private lastStop = MiTuple.empty;
  private said: string[] = [];

  /** A command was answered for the first time. */
  answered({ token, name }: MiResultRecord): void {
    if (name === 'running') {
      this.running = token;
      this.said = [];
    }
  }

  stopped(body: MiTuple): void {
    this.running = undefined;
    this.lastStop = body;
  }

  /** gdb wrote to its log. */
  log(text: string): void {
    if (this.running !== undefined) {
      this.said.push(text);
    }
  }

  /** An answer that nobody waits for: whether it is the second one to a command that resumed. */
  failure({ token, name, body }: MiResultRecord): FailedResume | undefined {
    if (name !== 'error' || token === undefined || token !== this.running) {
      return undefined;
    }
    const kept = this.lastStop.entries.filter(([key]) => key === 'thread-id' || key === 'frame');
    const entries = [...kept, ['reason', 'resume-failed'], ['stopped-threads', 'all']] as const;
    const lines = [...this.said.join('').split('\n'), body.text('msg') ?? ''];
    this.stopped(new MiTuple(entries));
    return {
      stop: { kind: 'exec', name: 'stopped', body: new MiTuple(entries) },
      reason: lines
        .map((line) => line.trim())
        .filter((line) => !/^(?:Warning:|breakpoint #.*|)$/.test(line))
        .join(' '),
    };
  }
}
