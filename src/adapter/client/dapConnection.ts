import type { DebugProtocol } from '@vscode/debugprotocol';
import { once } from 'node:events';
import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { CancelledError, errorMessage, UserError } from '../../base/errors';
import { Emitter } from '../../base/event';
import type { Logger } from '../../base/logger';
import { GdbEndedError, GdbError } from '../../gdb/gdbError';
import { DapReader } from './dapReader';
import type { DapHandlers } from './dapRequests';

/**
 * Requests that stand for something a person did, whose failure is worth a notification. The others
 * fill views; a client shows their failures in place, or asks again at the next stop.
 */
const askedForByPerson = new Set<string>([
  'launch',
  'attach',
  'pause',
  'continue',
  'next',
  'stepIn',
  'stepOut',
]);

/** Questions whose answer a client may no longer want. They change nothing, or can be undone. */
const cancellable = new Set<string>([
  ...['evaluate', 'variables', 'stackTrace', 'scopes', 'completions', 'source', 'disassemble'],
  ...['readMemory', 'loadedSources', 'modules', 'breakpointLocations', 'stepInTargets'],
]);

/**
 * Requests whose answer says no more than that the program runs. Most steps end at once, so it leaves
 * with what is said next: a write of its own would wake the client once more for each step.
 */
const answeredWithNext = new Set<string>(['next', 'stepIn', 'stepOut']);

/** How long such an answer is kept: nobody sees the difference. */
const longestKept = 5;

/** For requests that cannot be cancelled. */
const neverCancelled = (): AbortSignal => new AbortController().signal;

type Handler = (args: unknown, cancelled: () => AbortSignal) => Promise<unknown>;

type Message = DebugProtocol.Event | DebugProtocol.Request | DebugProtocol.Response;

/** A question to the client that it has not answered yet. */
interface PendingQuestion {
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Hears of every message: which way it went, and what it was. */
export type DapTrace = (direction: '→' | '←', message: object) => void;

/**
 * One client's connection: hands each request to its handler and sends the answer. Requests are not
 * queued: what must happen in order is ordered by gdb, which answers in order, or by the one who
 * handles them. Messages of one turn of the event loop leave in one write.
 */
export class DapConnection {
  private readonly closeEmitter = new Emitter<void>();
  private readonly questions = new Map<number, PendingQuestion>();
  /** Cancels a question that is being answered, by its number. */
  private readonly inFlight = new Map<number, () => void>();
  private outbox: string[] = [];
  private isFlushing = false;
  private kept: NodeJS.Timeout | undefined;
  private lastSeq = 0;
  private closed = false;
  /** Present while somebody wants to see the traffic. */
  private trace: DapTrace | undefined;

  private readonly cancelProgressEmitter = new Emitter<void>();

  /** The person no longer wants what the client shows the progress of. */
  readonly onCancelProgress = this.cancelProgressEmitter.event;
  /** The client has gone. Fired once. */
  readonly onClose = this.closeEmitter.event;

  constructor(
    private readonly input: Readable,
    private readonly output: Writable,
    private readonly log: Logger,
  ) {}

  /**
   * Begins to read. Requests that have no handler are refused, unless there is one when `others` has
   * resolved, which brings more.
   */
  listen(handlers: Partial<DapHandlers>, others?: () => Promise<void>): void {
    const reader = new DapReader({
      onMessage: (text) => this.receive(text, handlers, others),
      onGarbage: (sentence) => this.complain(sentence),
    });
    this.input.on('data', (chunk: Buffer) => reader.push(chunk));
    for (const end of ['end', 'close', 'error'] as const) {
      this.input.once(end, () => this.close());
    }
    // Whatever the client did not read is lost with it.
    this.output.on('error', () => this.close());
  }

  /** Sends an event. */
  event(name: string, body?: unknown): void {
    this.send({ seq: 0, type: 'event', event: name, body });
  }

  /** Asks the client, such as by `runInTerminal`; resolves with the body of its answer. */
  ask(command: string, args: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.closed) {
        reject(clientGone());
        return;
      }
      this.questions.set(this.lastSeq + 1, { resolve, reject });
      this.send({ seq: 0, type: 'request', command, arguments: args });
    });
  }

  /** Shows every message from now on, or none. */
  traceTo(trace: DapTrace | undefined): void {
    this.trace = trace;
  }

  /** Settles once a client that reads slowly has taken what was sent; undefined when it keeps up. */
  get drained(): Promise<unknown> | undefined {
    return this.closed || !this.output.writableNeedDrain
      ? undefined
      : Promise.race([once(this.output, 'drain'), once(this.output, 'close')]);
  }

  /** Ends the connection once everything has been sent. */
  close(): void {
    if (this.closed) {
      return;
    }
    this.flush();
    this.closed = true;
    for (const { reject } of this.questions.values()) {
      reject(clientGone());
    }
    this.questions.clear();
    this.closeEmitter.fire();
  }

  private receive(
    text: string,
    handlers: Partial<DapHandlers>,
    others?: () => Promise<void>,
  ): void {
    const message = readMessage(text);
    if (!message) {
      const head = text.length > 80 ? `${text.slice(0, 80)}…` : text;
      this.complain(`The client sent something that is no DAP message; it was skipped: ${head}`);
      return;
    }
    this.show('→', message);
    if (isResponse(message)) {
      this.settle(message);
    } else {
      // Whatever goes wrong is part of the answer.
      void this.answer(message, handlers, others);
    }
  }

  private async answer(
    request: DebugProtocol.Request,
    handlers: Partial<DapHandlers>,
    others?: () => Promise<void>,
  ): Promise<void> {
    if (request.command === 'cancel') {
      this.cancel(request);
      return;
    }
    try {
      if (!findHandler(handlers, request.command)) {
        await others?.();
      }
      const handler = findHandler(handlers, request.command);
      if (!handler) {
        throw new UserError(`Drydock's debugger does not know the request "${request.command}".`);
      }
      const body = await this.answerOf(request, handler);
      this.respond(request, { success: true, body });
    } catch (error) {
      this.respond(request, this.failure(request.command, error));
    }
  }

  /** A cancelled question is answered at once; whoever works on it may stop. */
  private async answerOf(
    { seq, command, arguments: args }: DebugProtocol.Request,
    handler: Handler,
  ): Promise<unknown> {
    if (!cancellable.has(command)) {
      return handler(args, neverCancelled);
    }
    let controller: AbortController | undefined;
    const cancelled = new Promise<never>((_, reject) => {
      this.inFlight.set(seq, () => {
        controller?.abort();
        reject(new CancelledError());
      });
    });
    try {
      // Making a signal takes as long as a short answer, and hardly anybody asks for it.
      const signal = (): AbortSignal => (controller ??= new AbortController()).signal;
      return await Promise.race([handler(args, signal), cancelled]);
    } finally {
      this.inFlight.delete(seq);
    }
  }

  private cancel(request: DebugProtocol.Request): void {
    const args: unknown = request.arguments;
    const id = isRecord(args) ? args['requestId'] : undefined;
    this.inFlight.get(Number(id))?.();
    if (isRecord(args) && args['progressId'] !== undefined) {
      this.cancelProgressEmitter.fire();
    }
    this.respond(request, { success: true });
  }

  private failure(
    command: string,
    error: unknown,
  ): { success: false; message: string; body?: unknown } {
    // That gdb has ended ends the session, which says why.
    if (error instanceof CancelledError || error instanceof GdbEndedError) {
      return {
        success: false,
        message: 'cancelled',
        body: { error: { id: 2, format: 'cancelled', showUser: false } },
      };
    }
    const isExpected = error instanceof UserError || error instanceof GdbError;
    const message = isExpected
      ? error.message
      : `Drydock's debugger failed at the request "${command}": ${errorMessage(error)}`;
    if (!isExpected) {
      this.log.error(error instanceof Error ? (error.stack ?? message) : message);
    }
    // The client writes `format` with its variables put in; the text itself may hold braces.
    return {
      success: false,
      message,
      body: {
        error: {
          id: 1,
          format: '{text}',
          variables: { text: message },
          showUser: error instanceof UserError && askedForByPerson.has(command),
        },
      },
    };
  }

  private respond(
    { seq, command }: DebugProtocol.Request,
    answer: { success: boolean; message?: string; body?: unknown },
  ): void {
    const message: Message = { seq: 0, type: 'response', request_seq: seq, command, ...answer };
    this.post(message);
    if (answer.success && answeredWithNext.has(command)) {
      this.kept ??= setTimeout(() => this.flush(), longestKept);
    } else {
      this.flushSoon();
    }
  }

  private settle({ request_seq: seq, success, message, body }: DebugProtocol.Response): void {
    const question = this.questions.get(seq);
    this.questions.delete(seq);
    if (success) {
      question?.resolve(body);
    } else {
      question?.reject(new UserError(message ?? 'The client refused without a reason.'));
    }
  }

  private complain(sentence: string): void {
    this.log.warn(sentence);
    this.event('output', { category: 'important', output: `${sentence}\n` });
  }

  private send(message: Message): void {
    this.post(message);
    this.flushSoon();
  }

  private flushSoon(): void {
    if (!this.isFlushing && this.outbox.length > 0) {
      this.isFlushing = true;
      // After the promises that settle now: what one of them sends goes into the same write.
      queueMicrotask(() => process.nextTick(() => this.flush()));
    }
  }

  private post(message: Message): void {
    if (this.closed) {
      return;
    }
    this.lastSeq += 1;
    message.seq = this.lastSeq;
    this.show('←', message);
    const text = JSON.stringify(message);
    this.outbox.push(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  private flush(): void {
    const text = this.outbox.join('');
    this.outbox = [];
    this.isFlushing = false;
    clearTimeout(this.kept);
    this.kept = undefined;
    if (text !== '' && !this.closed && this.output.writable) {
      this.output.write(text);
    }
  }

  private show(direction: '→' | '←', message: object): void {
    this.trace?.(direction, message);
  }
}

/** A request or a response; undefined for everything else. */
function readMessage(text: string): DebugProtocol.Request | DebugProtocol.Response | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isRequest(message) || isResponse(message) ? message : undefined;
}

function isRequest(message: unknown): message is DebugProtocol.Request {
  return (
    isRecord(message) &&
    message['type'] === 'request' &&
    typeof message['seq'] === 'number' &&
    typeof message['command'] === 'string'
  );
}

function isResponse(message: unknown): message is DebugProtocol.Response {
  return (
    isRecord(message) &&
    message['type'] === 'response' &&
    typeof message['request_seq'] === 'number'
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function clientGone(): UserError {
  return new UserError('The client has gone.');
}

function findHandler(handlers: Partial<DapHandlers>, command: string): Handler | undefined {
  return Object.hasOwn(handlers, command)
    ? (handlers[command as keyof DapHandlers] as Handler)
    : undefined;
}
