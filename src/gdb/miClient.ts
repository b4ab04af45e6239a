import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import type { Disposable } from '../base/disposable';
import { errorMessage } from '../base/errors';
import { Emitter } from '../base/event';
import type { Logger } from '../base/logger';
import { GdbEndedError, GdbError } from './gdbError';
import { ResumeAnswers } from './failedResume';
import { LineSplitter } from './lineSplitter';
import { parseMiLine } from './miParser';
import { quoteMi, quoteMiString } from './miQuote';
import type { MiAsyncRecord, MiRecord, MiResultRecord, MiTuple } from './miRecord';
import { ToldAnswers } from './toldAnswers';

/** The two ends of a running `gdb --interpreter=mi2`. */
export interface MiStreams {
  readonly stdin: Writable;
  readonly stdout: Readable;
}

interface PendingCommand {
  readonly resolve: (body: MiTuple) => void;
  readonly reject: (error: Error) => void;
  readonly console?: ConsoleCapture;
  readonly onAnswer?: () => void;
}

/** Looks at what gdb says, before all others; true takes the text from them. */
type TextTap = (kind: 'console' | 'log', text: string) => boolean;

/** Values of environment variables, which no log shows. */
const secrets = /(-gdb-set environment [^=\n]*=).*/g;

/** Collects what gdb's console and log say while a command runs. */
interface ConsoleCapture {
  /** The command, which gdb repeats on its log. */
  readonly echo: string;
  readonly output: string[];
}

/**
 * Talks GDB/MI: commands go out numbered and without waiting for each other, gdb answers them in
 * order. Commands of one turn of the event loop leave in one write.
 */
export class MiClient implements Disposable {
  private readonly execEmitter = new Emitter<MiAsyncRecord>();
  private readonly notifyEmitter = new Emitter<MiAsyncRecord>();
  private readonly programEmitter = new Emitter<string>();
  private readonly consoleEmitter = new Emitter<string>();
  private readonly resumeFailedEmitter = new Emitter<string>();
  private readonly endEmitter = new Emitter<void>();
  private readonly resumes = new ResumeAnswers();
  private readonly pending = new Map<number, PendingCommand>();
  private readonly taps = new Set<TextTap>();
  /** The commands that an action asks for, while it does. */
  private record: string[] | undefined;
  private outbox = '';
  private lastToken = 0;
  private ended = false;
  private readonly isTracing: boolean;
  private callsForbidden = false;
  /** What gdb has answered before it was asked. */
  readonly told = new ToldAnswers();

  /** `*running` and `*stopped`. */
  readonly onExec = this.execEmitter.event;
  /** `=thread-created`, `=breakpoint-modified` and the like. */
  readonly onNotify = this.notifyEmitter.event;
  /** Text of a program that shares gdb's output. */
  readonly onProgramText = this.programEmitter.event;
  /** What gdb says on its console outside {@link consoleCommand}. */
  readonly onConsoleText = this.consoleEmitter.event;
  /** gdb could not let the program go on, and says why. The stop follows by {@link onExec}. */
  readonly onResumeFailed = this.resumeFailedEmitter.event;
  /** gdb's output has ended. Fired once. */
  readonly onEnd = this.endEmitter.event;

  constructor(
    private readonly streams: MiStreams,
    private readonly log: Logger,
  ) {
    this.isTracing = log.tracing !== false;
    const lines = new LineSplitter((line) => this.receive(line));
    streams.stdout.on('data', (chunk: Buffer) => lines.push(chunk));
    streams.stdout.on('end', () => {
      lines.end();
      this.end();
    });
    streams.stdout.on('close', () => this.end());
    streams.stdout.on('error', (error) => this.fail(error));
    streams.stdin.on('error', (error) => this.fail(error));
  }

  /** Sends an MI command such as `-break-insert`; each parameter is quoted as it needs. */
  command(operation: string, ...parameters: readonly string[]): Promise<MiTuple> {
    return this.rawCommand([operation, ...parameters.map(quoteMi)].join(' '));
  }

  /**
   * Sends a command whose text is already as gdb wants it, for those that read the rest of the line.
   * `onAnswer` is called when gdb accepts it, before any record that follows the answer.
   */
  rawCommand(text: string, onAnswer?: () => void): Promise<MiTuple> {
    return this.send(text, undefined, onAnswer);
  }

  /** gdb may not call functions of the program, because that fails on this processor. */
  get callsFail(): boolean {
    return this.callsForbidden;
  }

  /** Forbids gdb to call functions of the program, or allows it again. */
  forbidCalls(forbidden: boolean): void {
    if (this.callsForbidden !== forbidden) {
      this.callsForbidden = forbidden;
      this.tell('-gdb-set', 'may-call-functions', forbidden ? 'off' : 'on');
    }
  }

  /** Sends a command whose failure changes nothing; it is only logged. */
  tell(operation: string, ...parameters: readonly string[]): void {
    this.command(operation, ...parameters).catch((error: unknown) => {
      this.log.debug(`gdb refused ${operation}: ${errorMessage(error)}`);
    });
  }

  /** Sends an MI command and resolves also with what gdb said on its console and log meanwhile. */
  async commandWithText(
    operation: string,
    ...parameters: readonly string[]
  ): Promise<{ readonly body: MiTuple; readonly text: string }> {
    const output: string[] = [];
    const command = [operation, ...parameters.map(quoteMi)].join(' ');
    const body = await this.send(command, { echo: command, output });
    return { body, text: output.join('') };
  }

  /** Runs a command of gdb's command line, for a person, and resolves with what it printed. */
  async consoleCommand(command: string, options: readonly string[] = []): Promise<string> {
    const output: string[] = [];
    const words = ['-interpreter-exec', ...options, 'console', quoteMiString(command)];
    await this.send(words.join(' '), { echo: command, output });
    return output.join('');
  }

  /** Does something, and returns the commands that it asked at once. */
  asked(action: () => void): readonly string[] {
    const record: string[] = [];
    this.record = record;
    try {
      action();
    } finally {
      this.record = undefined;
    }
    return record;
  }

  /** Hears what gdb says by itself, even while a command's own text is collected. */
  tapText(tap: TextTap): Disposable {
    this.taps.add(tap);
    return { dispose: () => this.taps.delete(tap) };
  }

  dispose(): void {
    this.streams.stdin.end();
    this.end();
  }

  private send(text: string, console?: ConsoleCapture, onAnswer?: () => void): Promise<MiTuple> {
    this.record?.push(text);
    const told = this.told.take(text);
    if (told) {
      return Promise.resolve(told);
    }
    return new Promise((resolve, reject) => {
      if (this.ended) {
        reject(new GdbEndedError());
        return;
      }
      this.lastToken += 1;
      this.pending.set(this.lastToken, {
        resolve,
        reject,
        ...(console && { console }),
        ...(onAnswer && { onAnswer }),
      });
      if (this.outbox === '') {
        // After the promises that settle now: what one of them sends goes into the same write.
        queueMicrotask(() => process.nextTick(() => this.flush()));
      }
      // A line break would end the command early, and the rest would be a command of its own.
      this.outbox += `${this.lastToken}${text.replace(/[\r\n]+/g, ' ')}\n`;
    });
  }

  private flush(): void {
    const text = this.outbox;
    this.outbox = '';
    this.told.clear();
    if (!this.ended) {
      if (this.isTracing) {
        this.log.trace(`→ ${text.trimEnd().replace(secrets, '$1…')}`);
      }
      this.streams.stdin.write(text);
    }
  }

  private receive(line: Buffer): void {
    for (const record of parseMiLine(line)) {
      if (this.isTracing && record.kind !== 'prompt') {
        this.log.trace(`← ${line.toString('utf8')}`);
      }
      this.dispatch(record, line);
    }
  }

  private dispatch(record: MiRecord, line: Buffer): void {
    switch (record.kind) {
      case 'result':
        this.answer(record, line);
        break;
      case 'exec':
        if (record.name === 'stopped') {
          this.resumes.stopped(record.body);
        }
        this.execEmitter.fire(record);
        break;
      case 'notify':
        this.notifyEmitter.fire(record);
        break;
      case 'console':
      case 'log':
        this.consoleText(record.kind, record.text);
        break;
      case 'target':
      case 'program':
        this.programEmitter.fire(record.text);
        break;
      case 'status':
      case 'prompt':
        break;
    }
  }

  private answer(record: MiResultRecord, line: Buffer): void {
    const { token, name, body } = record;
    this.told.clear();
    const command = token === undefined ? undefined : this.pending.get(token);
    if (token === undefined || !command) {
      this.answerUnasked(record, line);
      return;
    }
    this.pending.delete(token);
    this.resumes.answered(record);
    if (name === 'error') {
      const message = body.text('msg') ?? 'gdb gave no reason.';
      command.reject(new GdbError(message, body.text('code'), this.callsFail));
    } else {
      command.onAnswer?.();
      command.resolve(body);
    }
  }

  private answerUnasked(record: MiResultRecord, line: Buffer): void {
    const failed = this.resumes.failure(record);
    if (failed) {
      this.resumeFailedEmitter.fire(failed.reason);
      this.execEmitter.fire(failed.stop);
    } else if (record.token === undefined || record.token > this.lastToken) {
      // Every command of ours has a number: this is a program that prints what looks like an answer.
      this.programEmitter.fire(`${line.toString('utf8')}\n`);
    }
  }

  private consoleText(kind: 'console' | 'log', text: string): void {
    if (kind === 'console' && this.told.read(text)) {
      return;
    }
    if (kind === 'log') {
      this.resumes.log(text);
    }
    for (const tap of this.taps) {
      if (tap(kind, text)) {
        return;
      }
    }
    // Answers come in order, so what gdb says now belongs to the oldest command that waits.
    const [oldest] = this.pending.values();
    if (oldest?.console) {
      if (kind === 'console' || text.trim() !== oldest.console.echo.trim()) {
        oldest.console.output.push(text);
      }
    } else if (kind === 'console') {
      this.consoleEmitter.fire(text);
    }
  }

  private fail(error: Error): void {
    this.log.debug(`The stream to gdb failed: ${error.message}`);
    this.end();
  }

  private end(): void {
    if (this.ended) {
      return;
    }
    this.ended = true;
    for (const command of this.pending.values()) {
      command.reject(new GdbEndedError());
    }
    this.pending.clear();
    this.endEmitter.fire();
  }
}
