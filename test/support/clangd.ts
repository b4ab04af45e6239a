import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What clangd says of a source, in lines and columns from 1. */
export interface CodeDiagnostic {
  readonly line: number;
  readonly message: string;
}

/** Debian's real clangd on this machine, spoken to as an editor does. */
export class Clangd {
  private readonly waiting = new Map<number, (result: unknown) => void>();
  private readonly opened = new Map<string, (diagnostics: readonly CodeDiagnostic[]) => void>();
  private buffer = Buffer.alloc(0);
  private lastId = 0;

  private constructor(private readonly process: ChildProcessWithoutNullStreams) {
    process.stderr.resume();
    process.stdout.on('data', (chunk: Buffer) => this.take(chunk));
  }

  static async start(databaseHostFolder: string): Promise<Clangd> {
    const process = spawn('clangd', [
      `--compile-commands-dir=${databaseHostFolder}`,
      '--background-index=false',
    ]);
    const clangd = new Clangd(process);
    await clangd.ask('initialize', { processId: null, rootUri: null, capabilities: {} });
    return clangd;
  }

  /** Opens a source and resolves with what is wrong in it. */
  async diagnose(hostPath: string): Promise<readonly CodeDiagnostic[]> {
    const uri = pathToFileURL(hostPath).href;
    const text = await readFile(hostPath, 'utf8');
    const told = new Promise<readonly CodeDiagnostic[]>((resolve) => this.opened.set(uri, resolve));
    const textDocument = { uri, languageId: 'cpp', version: 1, text };
    this.send({ method: 'textDocument/didOpen', params: { textDocument } });
    return told;
  }

  /** Where what stands at a text in a source is declared, as host paths. */
  async definition(hostPath: string, text: string): Promise<readonly string[]> {
    const lines = (await readFile(hostPath, 'utf8')).split('\n');
    const line = lines.findIndex((one) => one.includes(text));
    const character = (lines[line] ?? '').indexOf(text);
    const found = await this.ask('textDocument/definition', {
      textDocument: { uri: pathToFileURL(hostPath).href },
      position: { line, character },
    });
    return (found as readonly { uri: string }[]).map(({ uri }) => fileURLToPath(uri));
  }

  async dispose(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.kill();
    await ended;
  }

  private ask(method: string, params: unknown): Promise<unknown> {
    const id = (this.lastId += 1);
    const answered = new Promise((resolve) => this.waiting.set(id, resolve));
    this.send({ id, method, params });
    return answered;
  }

  private send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.process.stdin.write(body);
  }

  private take(chunk: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n');
      const length = Number(
        /Content-Length: (\d+)/.exec(this.buffer.toString('latin1', 0, end))?.[1],
      );
      if (end < 0 || this.buffer.length < end + 4 + length) {
        return;
      }
      const body = this.buffer.toString('utf8', end + 4, end + 4 + length);
      this.buffer = this.buffer.subarray(end + 4 + length);
      this.hear(JSON.parse(body) as Message);
    }
  }

  private hear({ id, method, result, params }: Message): void {
    if (method === 'textDocument/publishDiagnostics' && params) {
      this.opened.get(params.uri)?.(
        params.diagnostics.map(({ range, message }) => ({ line: range.start.line + 1, message })),
      );
    } else if (id !== undefined) {
      this.waiting.get(id)?.(result);
    }
  }
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly params?: {
    readonly uri: string;
    readonly diagnostics: readonly {
      readonly message: string;
      readonly range: { readonly start: { readonly line: number } };
    }[];
  };
}
