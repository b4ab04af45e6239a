import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as process from 'node:process';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import type { Logger } from '../../base/logger';

/** An adapter that has been started and waits for its client. */
interface WarmAdapter {
  readonly process: ChildProcess;
  readonly pipe: string;
  /** Rejects when the adapter has ended before. */
  readonly listening: Promise<unknown>;
}

/**
 * Starts the debug adapter, a plain Node program, with the Node that runs the extension. Its start takes
 * as long as gdb's, so it is started when a session is being prepared, beside the build, and then only
 * connected to. One that nobody connects to ends with the extension host.
 */
export class DebugAdapterFactory implements vscode.DebugAdapterDescriptorFactory, Disposable {
  private waiting: WarmAdapter | undefined;
  private folder: string | undefined;

  constructor(
    private readonly context: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri'>,
    private readonly log: Logger,
  ) {}

  /** A session will probably be started soon. */
  warmUp(): void {
    try {
      this.waiting ??= this.start(this.newPipe());
    } catch (error) {
      this.log.warn(`No debug adapter could be started ahead: ${errorMessage(error)}`);
    }
  }

  async createDebugAdapterDescriptor(): Promise<vscode.DebugAdapterDescriptor> {
    const warm = this.waiting;
    this.waiting = undefined;
    if (warm) {
      try {
        await warm.listening;
        return new vscode.DebugAdapterNamedPipeServer(warm.pipe);
      } catch (error) {
        this.log.warn(`The debug adapter that was started ahead is gone: ${errorMessage(error)}`);
      }
    }
    return new vscode.DebugAdapterExecutable(process.execPath, [this.program], {
      env: this.environment,
    });
  }

  dispose(): void {
    this.waiting?.process.kill();
    if (this.folder !== undefined) {
      // At once: the extension host may end before anything that is not.
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  private get program(): string {
    return vscode.Uri.joinPath(this.context.extensionUri, 'dist', 'debugAdapter.js').fsPath;
  }

  private get environment(): Readonly<Record<string, string>> {
    return {
      // On the desktop the extension host is Electron, which is Node only when told so.
      ELECTRON_RUN_AS_NODE: '1',
      // Node 22 and newer then compile the adapter once, not at each start; others do not know it.
      NODE_COMPILE_CACHE: vscode.Uri.joinPath(this.context.globalStorageUri, 'adapter').fsPath,
    };
  }

  private start(pipe: string): WarmAdapter {
    const child = spawn(process.execPath, [this.program, `--pipe=${pipe}`], {
      env: { ...process.env, ...this.environment },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const ended = once(child, 'exit').then(([code]) => {
      if (this.waiting?.process === child) {
        this.waiting = undefined;
      }
      throw new Error(`it ended with ${String(code)}`);
    });
    const listening = Promise.race([once(child.stdout, 'data'), ended]);
    // Whoever takes it hears of it; nobody else need.
    listening.catch(() => undefined);
    ended.catch(() => undefined);
    return { process: child, pipe, listening };
  }

  /** Only this user may connect: the folder of the sockets is private, as the names of pipes are on Windows. */
  private newPipe(): string {
    const name = `drydock-${randomUUID()}`;
    if (process.platform === 'win32') {
      return `\\\\.\\pipe\\${name}`;
    }
    this.folder ??= mkdtempSync(join(tmpdir(), 'drydock-'));
    return join(this.folder, `${name.slice(0, 16)}.sock`);
  }
}
