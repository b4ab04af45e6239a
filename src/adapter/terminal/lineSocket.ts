import type { Socket } from 'node:net';
import { LineReader } from '../../base/lineReader';

/** Sends and receives JSON values over a socket, one on a line. */
export class LineSocket {
  private readonly received = new LineReader();
  private readonly lines: unknown[] = [];
  private waiting: ((line: unknown) => void) | undefined;
  private ended = false;

  constructor(readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (text: string) => this.take(text));
    socket.on('error', () => undefined); // `close` follows
    socket.on('close', () => {
      this.ended = true;
      this.waiting?.(undefined);
    });
  }

  send(value: unknown): void {
    this.socket.write(`${JSON.stringify(value)}\n`);
  }

  /** The next value; undefined when there is none any more. One at a time. */
  receive(): Promise<unknown> {
    if (this.lines.length > 0 || this.ended) {
      return Promise.resolve(this.lines.shift());
    }
    return new Promise((resolve) => {
      this.waiting = (line) => {
        this.waiting = undefined;
        resolve(line);
      };
    });
  }

  private take(text: string): void {
    this.lines.push(...this.received.push(text).map(parse));
    if (this.waiting && this.lines.length > 0) {
      this.waiting(this.lines.shift());
    }
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
