import { ProtocolServer } from '@vscode/debugadapter/lib/protocol';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Readable, Writable } from 'node:stream';
import { CancelledError, errorMessage, UserError } from '../base/errors';
import { Emitter } from '../base/event';
import type { Logger } from '../base/logger';
import { GdbError } from '../gdb/gdbError';
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

/**
 * One client's connection: hands each request to its handler and sends the answer. Requests are not
 * queued: what must happen in order is ordered by gdb, which answers in order, or by the one who
 * handles them.
 */
export class DapConnection {
  private readonly closeEmitter = new Emitter<void>();
  private readonly server: RequestServer;
  private closed = false;

  /** The client has gone. Fired once. */
  readonly onClose = this.closeEmitter.event;

  constructor(
    private readonly input: Readable,
    private readonly output: Writable,
    private readonly log: Logger,
  ) {
    this.server = new RequestServer(log);
  }

  /** Begins to read. Requests that have no handler are refused. */
  listen(handlers: DapHandlers): void {
    this.server.onRequest = (request) => {
      // Whatever goes wrong is part of the answer.
      void this.answer(request, handlers);
    };
    this.input.once('end', () => this.close());
    this.server.once('close', () => this.close());
    this.server.on('error', (event: DebugProtocol.Event) => {
      this.log.warn(`The client's connection: ${String(event.body)}`);
    });
    this.input.once('error', () => this.close());
    this.output.once('error', () => this.close());
    this.server.start(this.input, this.output);
  }

  /** Sends an event. */
  event(name: string, body?: unknown): void {
    if (!this.closed) {
      this.server.sendEvent({ seq: 0, type: 'event', event: name, body });
    }
  }

  private close(): void {
    if (!this.closed) {
      this.closed = true;
      this.closeEmitter.fire();
    }
  }

  private async answer(request: DebugProtocol.Request, handlers: DapHandlers): Promise<void> {
    try {
      const handler = findHandler(handlers, request.command);
      if (!handler) {
        throw new UserError(`Drydock's debugger does not know the request "${request.command}".`);
      }
      this.respond(request, { success: true, body: await handler(request.arguments) });
    } catch (error) {
      this.respond(request, this.failure(request.command, error));
    }
  }

  private failure(
    command: string,
    error: unknown,
  ): { success: false; message: string; body?: unknown } {
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
          showUser: error instanceof UserError && askedForByPerson.has(command),
        },
      },
    };
  }

  private respond(
    { seq, command }: DebugProtocol.Request,
    answer: { success: boolean; message?: string; body?: unknown },
  ): void {
    if (!this.closed) {
      this.server.sendResponse({ seq: 0, type: 'response', request_seq: seq, command, ...answer });
    }
  }
}

/** The wire format, with every message in the log. */
class RequestServer extends ProtocolServer {
  onRequest: (request: DebugProtocol.Request) => void = () => undefined;

  constructor(private readonly log: Logger) {
    super();
    this.onDidSendMessage((message) => {
      this.log.trace(`client ← ${JSON.stringify(message)}`);
    });
  }

  override handleMessage(message: DebugProtocol.ProtocolMessage): void {
    this.log.trace(`client → ${JSON.stringify(message)}`);
    super.handleMessage(message);
  }

  protected override dispatchRequest(request: DebugProtocol.Request): void {
    this.onRequest(request);
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
