import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Readable, Writable } from 'node:stream';
import { CancelledError, errorMessage, UserError } from '../base/errors';
import { Emitter } from '../base/event';
import type { Logger } from '../base/logger';
import { GdbError } from '../gdb/gdbError';
import type { DapHandlers } from './dapRequests';

const headerEnd = Buffer.from('\r\n\r\n');

/**
 * One client's connection: cuts the stream into messages, hands each request to its handler and
 * sends the answer. Requests are not queued: what must happen in order is ordered by gdb, which
 * answers in order, or by the one who handles them.
 */
export class DapConnection {
  private readonly closeEmitter = new Emitter<void>();
  private received: Buffer = Buffer.alloc(0);
  private sequence = 0;
  private closed = false;

  /** The client has gone. Fired once. */
  readonly onClose = this.closeEmitter.event;

  constructor(
    private readonly input: Readable,
    private readonly output: Writable,
    private readonly log: Logger,
  ) {}

  /** Begins to read. Requests that have no handler are refused. */
  listen(handlers: DapHandlers): void {
    this.input.on('data', (chunk: Buffer) => {
      this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
      this.readMessages(handlers);
    });
    this.input.on('end', () => this.close());
    this.input.on('close', () => this.close());
    this.input.on('error', () => this.close());
    this.output.on('error', () => this.close());
  }

  /** Sends an event. */
  event(name: string, body?: unknown): void {
    this.send({ type: 'event', event: name, body });
  }

  private close(): void {
    if (!this.closed) {
      this.closed = true;
      this.closeEmitter.fire();
    }
  }

  private readMessages(handlers: DapHandlers): void {
    for (;;) {
      const end = this.received.indexOf(headerEnd);
      if (end < 0) {
        return;
      }
      const length = /Content-Length: *(\d+)/i.exec(this.received.toString('latin1', 0, end))?.[1];
      const start = end + headerEnd.length;
      const stop = start + Number(length ?? 0);
      if (this.received.length < stop) {
        return;
      }
      const text = this.received.toString('utf8', start, stop);
      this.received = this.received.subarray(stop);
      this.receive(text, handlers);
    }
  }

  private receive(text: string, handlers: DapHandlers): void {
    this.log.trace(`client → ${text}`);
    const request = parseRequest(text);
    if (!request) {
      this.log.warn(`A message of the client is no request and was dropped: ${text.slice(0, 200)}`);
      return;
    }
    // Whatever goes wrong is part of the answer.
    void this.answer(request, handlers);
  }

  private async answer(request: DebugProtocol.Request, handlers: DapHandlers): Promise<void> {
    try {
      const handler = findHandler(handlers, request.command);
      if (!handler) {
        throw new UserError(`Drydock's debugger does not know the request "${request.command}".`);
      }
      this.respond(request, { success: true, body: await handler(request.arguments) });
    } catch (error) {
      this.respond(request, this.failure(error));
    }
  }

  private failure(error: unknown): { success: false; message: string; body?: unknown } {
    if (error instanceof CancelledError) {
      return { success: false, message: 'cancelled' };
    }
    const message = errorMessage(error);
    if (!(error instanceof UserError) && !(error instanceof GdbError)) {
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
          showUser: error instanceof UserError,
        },
      },
    };
  }

  private respond(
    { seq, command }: DebugProtocol.Request,
    answer: { success: boolean; message?: string; body?: unknown },
  ): void {
    this.send({ type: 'response', request_seq: seq, command, ...answer });
  }

  private send(message: object): void {
    if (this.closed) {
      return;
    }
    this.sequence += 1;
    const text = JSON.stringify({ seq: this.sequence, ...message });
    this.log.trace(`client ← ${text}`);
    this.output.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }
}

/** The border: what comes in is a request when it has the shape of one; each handler trusts DAP's types. */
function parseRequest(text: string): DebugProtocol.Request | undefined {
  try {
    const message = JSON.parse(text) as Partial<DebugProtocol.Request> | null;
    return message?.type === 'request' && typeof message.command === 'string'
      ? (message as DebugProtocol.Request)
      : undefined;
  } catch {
    return undefined;
  }
}

function findHandler(
  handlers: DapHandlers,
  command: string,
): ((args: unknown) => Promise<unknown>) | undefined {
  return Object.hasOwn(handlers, command)
    ? (handlers[command as keyof DapHandlers] as (args: unknown) => Promise<unknown>)
    : undefined;
}
