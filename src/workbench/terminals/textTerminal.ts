import * as vscode from 'vscode';
import { errorMessage } from '../../base/errors';
import { isCancellation } from '../messages';
import { TerminalOutput } from './terminalOutput';

/** A terminal that shows text and takes no input: a log. */
export class TextTerminal implements vscode.Pseudoterminal {
  private readonly output = new TerminalOutput();
  private readonly closeEmitter = new vscode.EventEmitter<undefined>();
  private readonly closed = new AbortController();
  private ended = false;

  readonly onDidWrite = this.output.onDidWrite;
  readonly onDidClose = this.closeEmitter.event;

  /** Fires when the user closes the terminal, or presses Ctrl+C in it. */
  get signal(): AbortSignal {
    return this.closed.signal;
  }

  /** Whether all is said, so that nobody misses it when it goes. */
  get hasEnded(): boolean {
    return this.ended;
  }

  open(): void {
    this.output.open();
  }

  close(): void {
    this.closed.abort();
  }

  handleInput(data: string): void {
    if (this.ended) {
      this.closeEmitter.fire(undefined);
    } else if (data.includes('\x03')) {
      this.closed.abort();
    }
  }

  /** Bytes of a program that had a terminal. */
  writeBytes(bytes: Buffer): void {
    this.output.writeBytes(bytes);
  }

  /** Text of a program that had none. */
  writeText(text: string): void {
    this.output.writeText(text);
  }

  /** A sentence of Drydock's own. */
  writeNote(sentence: string): void {
    this.output.writeNote(sentence);
  }

  /** Says the last sentence; the next key closes the terminal. */
  end(sentence: string): void {
    this.ended = true;
    this.output.writeNote(`${sentence} ${vscode.l10n.t('Press any key to close this terminal.')}`);
  }

  /** Says why what it shows has ended before its time. */
  endWith(error: unknown): void {
    this.end(isCancellation(error) ? vscode.l10n.t('It was cancelled.') : errorMessage(error));
  }
}

/** Closes the terminals of this name that have ended, before another one is opened. */
export function closeEnded(name: string): void {
  for (const terminal of vscode.window.terminals) {
    const { creationOptions } = terminal;
    const pty = 'pty' in creationOptions ? creationOptions.pty : undefined;
    if (terminal.name === name && pty instanceof TextTerminal && pty.hasEnded) {
      terminal.dispose();
    }
  }
}
