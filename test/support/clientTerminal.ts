import type { DebugProtocol } from '@vscode/debugprotocol';
import {
  openTerminalEvent,
  terminalOpenedRequest,
  type OpenTerminalBody,
} from '../../src/domain/launchConfiguration';
import type { ExecProcess } from '../../src/engine/execOperations';
import type { DapClient } from './dapClient';
import type { GdbContainer } from './gdbContainer';

interface OpenTerminalEvent extends DebugProtocol.Event {
  readonly body: OpenTerminalBody;
}

/** A terminal that a client opens for the program, as the editor does. */
export class ClientTerminal {
  private text = '';
  private readonly waiting = new Set<() => void>();

  private constructor(private readonly process: ExecProcess) {
    const decoder = new TextDecoder();
    process.stdout.on('data', (chunk: Buffer) => {
      this.text += decoder.decode(chunk, { stream: true });
      this.wake();
    });
    process.stdout.on('close', () => this.wake());
  }

  /** Waits until the adapter asks for a terminal, opens it and gives it the terminal's name. */
  static async serve(container: GdbContainer, client: DapClient): Promise<ClientTerminal> {
    const { containerId, argv, user, env, cwd } =
      await client.event<OpenTerminalEvent>(openTerminalEvent);
    const terminal = new ClientTerminal(
      await container.engine.exec(containerId, {
        argv,
        tty: true,
        stdin: true,
        size: { columns: 90, rows: 30 },
        ...(user !== undefined && { user }),
        ...(env && { env }),
        ...(cwd !== undefined && { cwd }),
      }),
    );
    const [tty = ''] = (await terminal.until('\n')).split('\n');
    await client.request(terminalOpenedRequest, { tty: tty.trim() });
    return terminal;
  }

  /** Everything that it has shown so far. */
  get shown(): string {
    return this.text;
  }

  get exit(): Promise<number> {
    return this.process.exit;
  }

  type(text: string): void {
    this.process.stdin.write(text);
  }

  resize(columns: number, rows: number): Promise<void> {
    return this.process.resize({ columns, rows });
  }

  /** Resolves with what it has shown once that holds a text. */
  async until(wanted: string): Promise<string> {
    while (!this.text.includes(wanted)) {
      if (this.process.stdout.closed) {
        throw new Error(`The terminal has ended; it showed: ${this.text}`);
      }
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
    return this.text;
  }

  private wake(): void {
    for (const resolve of this.waiting) {
      resolve();
    }
    this.waiting.clear();
  }
}
