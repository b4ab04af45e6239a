import * as vscode from 'vscode';
import { TerminalOutput } from '../terminals/terminalOutput';

/** What runs in a {@link BuildTerminal}: resolves with the task's exit code. */
export type BuildWork = (write: (text: string) => void, signal: AbortSignal) => Promise<number>;

/**
 * A window that ends closes its terminals a moment before its extensions, and nothing tells that from
 * a terminal that the user closes; a build outlives the one and not the other.
 */
const millisecondsOfDoubt = 2000;

/** The terminal of a build task. Closing it, or Ctrl+C in it, cancels the build. */
export class BuildTerminal implements vscode.Pseudoterminal {
  private readonly output = new TerminalOutput();
  private readonly closeEmitter = new vscode.EventEmitter<number>();
  private readonly abort = new AbortController();
  private doubt: NodeJS.Timeout | undefined;

  readonly onDidWrite = this.output.onDidWrite;
  readonly onDidClose = this.closeEmitter.event;

  /** `work` does not reject: it has told the user of failures itself. */
  constructor(private readonly work: BuildWork) {}

  open(): void {
    this.output.open();
    // Ends with `onDidClose`.
    void this.run();
  }

  close(): void {
    this.doubt = setTimeout(() => this.abort.abort(), millisecondsOfDoubt);
  }

  /** The window ends: the build goes on. */
  leave(): void {
    clearTimeout(this.doubt);
  }

  handleInput(data: string): void {
    if (data.includes('\x03')) {
      this.abort.abort();
    }
  }

  private async run(): Promise<void> {
    const exitCode = await this.work((text) => this.output.writeText(text), this.abort.signal);
    this.closeEmitter.fire(exitCode);
  }
}
