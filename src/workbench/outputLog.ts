import * as vscode from 'vscode';
import { quoteArgv } from '../domain/shellQuote';

/** The **Drydock** output channel. */
export function createOutputLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Drydock', { log: true });
}

/**
 * Writes down, for each action, the `docker` command that does the same by hand, and keeps the last
 * one for the clipboard.
 */
export class DockerCommandLog {
  private lastLine: string | undefined;

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** The last command, quoted for a POSIX shell. */
  get last(): string | undefined {
    return this.lastLine;
  }

  /** Takes the whole command, `docker` included. */
  add(argv: readonly string[]): void {
    this.lastLine = quoteArgv(argv);
    this.log.info(`$ ${this.lastLine}`);
  }
}
