import { StringDecoder } from 'node:string_decoder';
import * as vscode from 'vscode';

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
