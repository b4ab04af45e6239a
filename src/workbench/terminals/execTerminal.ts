import type { Readable, Writable } from 'node:stream';
import * as vscode from 'vscode';
import { errorMessage } from '../../base/errors';
import type { TerminalSize } from '../../engine/execOperations';
import { TerminalOutput } from './terminalOutput';

/** A process on a tty in a container. */
export interface TerminalProcess {
  readonly stdout: Readable;
  readonly stdin: Writable;
  readonly exit: Promise<number>;
  resize(size: TerminalSize): Promise<void>;
  /** Ends what runs on the tty; called when the terminal is closed before the process has ended. */
  hangUp(): Promise<void>;
}

/** How a terminal behaves around its process. */
export interface ExecTerminalOptions {
  /**
   * What the terminal says once the process has ended; it then stays until a key is pressed.
   * Without it, or when it has nothing to say, the terminal closes with the process.
   */
  readonly endNote?: (exitCode: number) => string | undefined;
  /** Told of a failure to end what runs in the container. */
  readonly onHangUpFailed: (error: unknown) => void;
}

/** A terminal that shows a process on a tty in a container. */
export class ExecTerminal implements vscode.Pseudoterminal {
  private readonly output = new TerminalOutput();
  private readonly closeEmitter = new vscode.EventEmitter<number | undefined>();
  private process: TerminalProcess | undefined;
  private size: TerminalSize | undefined;
  private state: 'running' | 'ended' | 'closed' = 'running';
  private hangingUp: Promise<void> | undefined;
  private markEnded: () => void = () => undefined;
  private input: string[] = [];

  readonly onDidWrite = this.output.onDidWrite;
  readonly onDidClose = this.closeEmitter.event;
  /** Resolves once nothing of the terminal runs in the container any more, as far as is known. */
  readonly ended = new Promise<void>((resolve) => {
    this.markEnded = resolve;
  });

  /** The process is started when the terminal opens, so that it is born with the right size. */
  constructor(
    private readonly start: (size: TerminalSize | undefined) => Promise<TerminalProcess>,
    private readonly options: ExecTerminalOptions,
  ) {}

  open(dimensions: vscode.TerminalDimensions | undefined): void {
    this.size = dimensions && { columns: dimensions.columns, rows: dimensions.rows };
    this.output.open();
    // Failures are shown in the terminal itself.
    void this.run();
  }

  handleInput(data: string): void {
    if (this.state === 'ended') {
      this.closeEmitter.fire(undefined);
    } else if (this.process) {
      this.process.stdin.write(data);
    } else {
      this.input.push(data);
    }
  }

  setDimensions(dimensions: vscode.TerminalDimensions): void {
    this.size = { columns: dimensions.columns, rows: dimensions.rows };
    // A process that has just ended has no size any more.
    void this.process?.resize(this.size).catch(() => undefined);
  }

  close(): void {
    void this.hangUp();
  }

  /** Ends what runs in the container, and resolves when it has ended. */
  async hangUp(): Promise<void> {
    const wasRunning = this.state === 'running';
    this.state = 'closed';
    if (wasRunning && this.process) {
      this.hangingUp = this.process.hangUp().catch(this.options.onHangUpFailed);
    }
    await this.hangingUp;
    this.markEnded();
  }

  private async run(): Promise<void> {
    try {
      const bornWith = this.size;
      const process = await this.start(bornWith);
      // At once, or what is typed from now on would overtake it.
      this.process = process;
      for (const data of this.input.splice(0)) {
        process.stdin.write(data);
      }
      // Its end shows in `exit`; without a listener a broken connection would end the extension host.
      process.stdin.on('error', () => undefined);
      const shown = this.output.copy(process.stdout);
      if (this.isClosed()) {
        await process.hangUp();
        return;
      }
      if (this.size && this.size !== bornWith) {
        await process.resize(this.size).catch(() => undefined);
      }
      const exitCode = await process.exit;
      await shown;
      this.finish(exitCode);
    } catch (error) {
      this.fail(error);
    } finally {
      if (!this.isClosed()) {
        this.markEnded();
      }
    }
  }

  private isClosed(): boolean {
    return this.state === 'closed';
  }

  private finish(exitCode: number): void {
    if (this.state !== 'running') {
      return;
    }
    this.state = 'ended';
    const note = this.options.endNote?.(exitCode);
    if (note !== undefined) {
      this.output.writeNote(note);
    } else {
      this.closeEmitter.fire(exitCode);
    }
  }

  private fail(error: unknown): void {
    if (this.state === 'running') {
      this.state = 'ended';
      this.output.writeNote(
        vscode.l10n.t('{0} Press any key to close this terminal.', errorMessage(error)),
      );
    }
  }
}
