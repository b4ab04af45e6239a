import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Readable, Writable } from 'node:stream';

/** A DAP client for tests: requests are answered by promises, events are kept until they are waited for. */
export class DapClient {
  /** Every event so far, in order. */
  readonly events: DebugProtocol.Event[] = [];
  private readonly pending = new Map<
    number,
    { resolve: (response: DebugProtocol.Response) => void; reject: (error: Error) => void }
  >();
  private readonly waiting = new Set<() => void>();
  private received = Buffer.alloc(0) as Buffer;
  private sequence = 0;
  private closed = false;

  constructor(
    input: Readable,
    private readonly output: Writable,
  ) {
    input.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.readMessages();
    });
    input.on('close', () => {
      this.closed = true;
      for (const { reject } of this.pending.values()) {
        reject(new Error('The adapter has gone.'));
      }
      this.wake();
    });
    output.on('error', () => undefined);
  }

  /** The number of the last request. */
  get lastSeq(): number {
    return this.sequence;
  }

  /** Sends a request; rejects with the adapter's message when it fails. */
  async request<R extends DebugProtocol.Response>(
    command: string,
    args?: unknown,
  ): Promise<R['body']> {
    this.sequence += 1;
    const seq = this.sequence;
    const text = JSON.stringify({ seq, type: 'request', command, arguments: args });
    const response = await new Promise<DebugProtocol.Response>((resolve, reject) => {
      if (this.closed) {
        reject(new Error('The adapter has gone.'));
        return;
      }
      this.pending.set(seq, { resolve, reject });
      this.output.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    });
    if (!response.success) {
      throw new Error(response.message);
    }
    return response.body as R['body'];
  }

  /** Answers a request of the adapter's with what the handler returns, or with what it throws. */
  serve(command: string, handler: (args: unknown) => unknown): void {
    this.servants.set(command, handler);
  }

  /** The next event of that name that nobody has taken yet, and that `test` accepts. */
  async event<E extends DebugProtocol.Event>(
    name: string,
    test: (body: E['body']) => boolean = () => true,
  ): Promise<E['body']> {
    for (;;) {
      const index = this.untaken.findIndex(
        (event) => event.event === name && test(event.body as E['body']),
      );
      if (index >= 0) {
        return this.untaken.splice(index, 1)[0]?.body as E['body'];
      }
      if (this.closed) {
        throw new Error(`The adapter has gone without the event "${name}".`);
      }
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** Resolves when the output of that category, taken together, satisfies the test. */
  async outputUntil(category: string, test: (text: string) => boolean): Promise<string> {
    for (;;) {
      const text = this.outputOf(category);
      if (test(text)) {
        return text;
      }
      if (this.closed) {
        throw new Error(`The adapter has gone; its output was: ${text}`);
      }
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** The output of that category so far. */
  outputOf(category: string): string {
    return this.events
      .filter((event): event is DebugProtocol.OutputEvent => event.event === 'output')
      .filter((event) => event.body.category === category)
      .map((event) => event.body.output)
      .join('');
  }

  private readonly servants = new Map<string, (args: unknown) => unknown>();
  private readonly untaken: DebugProtocol.Event[] = [];

  private wake(): void {
    for (const resolve of this.waiting) {
      resolve();
    }
    this.waiting.clear();
  }

  private readMessages(): void {
    for (;;) {
      const end = this.received.indexOf('\r\n\r\n');
      const length = /Content-Length: (\d+)/.exec(this.received.toString('latin1', 0, end))?.[1];
      const stop = end + 4 + Number(length);
      if (end < 0 || this.received.length < stop) {
        return;
      }
      const text = this.received.toString('utf8', end + 4, stop);
      this.received = this.received.subarray(stop);
      this.receive(JSON.parse(text) as DebugProtocol.ProtocolMessage);
    }
  }

  private answer({ seq, command, arguments: args }: DebugProtocol.Request): void {
    const answer = { seq: 0, type: 'response', request_seq: seq, command };
    const send = (more: object): void => {
      const text = JSON.stringify({ ...answer, ...more });
      this.output.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    };
    try {
      const handler = this.servants.get(command);
      if (!handler) {
        throw new Error(`The test does not serve "${command}".`);
      }
      send({ success: true, body: handler(args) });
    } catch (error) {
      send({ success: false, message: error instanceof Error ? error.message : String(error) });
    }
  }

  private receive(message: DebugProtocol.ProtocolMessage): void {
    if (message.type === 'response') {
      const response = message as DebugProtocol.Response;
      this.pending.get(response.request_seq)?.resolve(response);
      this.pending.delete(response.request_seq);
    } else if (message.type === 'request') {
      this.answer(message as DebugProtocol.Request);
    } else {
      this.events.push(message as DebugProtocol.Event);
      this.untaken.push(message as DebugProtocol.Event);
      this.wake();
    }
  }
}
