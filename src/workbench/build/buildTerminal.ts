import * as vscode from 'vscode';
import { TerminalOutput } from '../terminals/terminalOutput';

/** What runs in a {@link BuildTerminal}: resolves with the task's exit code. */
export type BuildWork = (write: (text: string) => void, signal: AbortSignal) => Promise<number>;

/** The terminal of a build task. Closing it, or Ctrl+C in it, cancels the build. */
export class BuildTerminal implements vscode.Pseudoterminal {
  private readonly output = new TerminalOutput();
  private readonly closeEmitter = new vscode.EventEmitter<number>();
  private readonly abort = new AbortController();

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
    this.abort.abort();
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
