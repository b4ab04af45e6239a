import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

// VS Code has no flow control for pseudoterminals and drops what its terminal cannot draw in time:
// about 16 MB a second are drawn, and Ctrl+C stops a flood at once instead of after all of it.
const burst = 256 * 1024;
const pause = 16;

/**
 * What a pseudoterminal shows. VS Code drops what is written before it has opened the terminal, so
 * that is kept until then.
 */
export class TerminalOutput implements vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<string>();
  private readonly decoder = new StringDecoder('utf8');
  private waiting: string[] | undefined = [];

  readonly onDidWrite = this.emitter.event;

  /** To be called when VS Code opens the terminal. */
  open(): void {
    const text = this.waiting?.join('') ?? '';
    this.waiting = undefined;
    this.fire(text);
  }

  /** Bytes that were meant for a terminal; a character may be split between two calls. */
  writeBytes(bytes: Buffer): void {
    this.fire(this.decoder.write(bytes));
  }

  /** Shows a stream to its end, no faster than the terminal can draw; resolves also when it breaks. */
  async copy(stream: Readable): Promise<void> {
    let sincePause = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        this.writeBytes(chunk);
        sincePause += chunk.length;
        if (sincePause > burst) {
          sincePause = 0;
          await delay(pause);
        }
      }
    } catch {
      // The process's exit tells why.
    }
  }

  /** Text with plain line ends, from a program that had no terminal. */
  writeText(text: string): void {
    this.fire(text.replace(/\r?\n/g, '\r\n'));
  }

  /** A sentence of Drydock's own, on lines of its own, dimmed to tell it from the program's. */
  writeNote(sentence: string): void {
    this.fire(`\r\n\x1b[2m${sentence.replace(/\r?\n/g, '\r\n')}\x1b[0m\r\n`);
  }

  dispose(): void {
    this.emitter.dispose();
  }

  private fire(text: string): void {
    if (text === '') {
      return;
    }
    if (this.waiting) {
      this.waiting.push(text);
    } else {
      this.emitter.fire(text);
    }
  }
}
