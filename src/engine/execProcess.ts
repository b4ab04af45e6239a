import { Writable, type Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { CancelledError } from '../base/errors';
import { errorFromText, type Action } from './apiError';
import { readText } from './chunksOf';
import type { ExecProcess, ExecRequest, TerminalSize } from './execOperations';
import type { ContainerRef } from './containerNames';
import { copy, demultiplex, type Sink } from './demultiplex';
import type { EngineClient } from './engineClient';
import { EngineError } from './engineError';
import type { LooseJson } from './looseJson';
import { OutputPipe } from './outputPipe';
import { GroupLine, killGroup, wrapInGroup, type KillSignal } from './processGroup';

/** Starts a process in a container; see `ContainerEngine.exec`. */
export async function startExec(
  client: EngineClient,
  container: ContainerRef,
  request: ExecRequest,
  signal?: AbortSignal,
): Promise<ExecProcess> {
  const command = request.argv[0] ?? '';
  const action: Action = {
    what: `start "${command}" in the container "${container.name}"`,
    subject: `The container "${container.name}"`,
  };
  const created = await client.json(
    {
      method: 'POST',
      path: `/containers/${encodeURIComponent(container.id)}/exec`,
      body: {
        AttachStdin: request.stdin ?? false,
        AttachStdout: true,
        AttachStderr: true,
        Tty: request.tty ?? false,
        Cmd: request.processGroup ? wrapInGroup(request.argv) : request.argv,
        ...(request.user ? { User: request.user } : {}),
        ...(request.cwd ? { WorkingDir: request.cwd } : {}),
        ...(request.env ? { Env: request.env } : {}),
      },
    },
    action,
    signal,
  );
  const id = created.at('Id').text;
  await request.startAfter;
  // Always hijacked: without, ending stdin would close the connection and lose the output.
  const connection = await client.hijack(
    {
      method: 'POST',
      path: `/exec/${id}/start`,
      body: { Detach: false, Tty: request.tty ?? false },
    },
    action,
    signal,
  );
  const process = new DockerExecProcess(client, connection, { id, container, request, action });
  if (request.size) {
    await process.resize(request.size);
  }
  return process;
}

/** How engines say in the output that their runtime could not start the command. */
const startFailure =
  /(?:OCI runtime|runtime) exec failed.*|^Error: (?:crun|runc|OCI).*|^unable to find (?:user|group) .*/m;

interface Started {
  readonly id: string;
  readonly container: ContainerRef;
  readonly request: ExecRequest;
  readonly action: Action;
}

class DockerExecProcess implements ExecProcess {
  readonly stdout = new OutputPipe();
  readonly stderr = new OutputPipe();
  readonly stdin: Writable;
  readonly exit: Promise<number>;
  private readonly group = new GroupLine();
  private disposed = false;
  /** The beginning of the output, in which the engine says why a command did not start. */
  private head = '';

  constructor(
    private readonly client: EngineClient,
    private readonly connection: Duplex,
    private readonly started: Started,
  ) {
    // A broken connection is told by `exit`; without a listener it would end the editor.
    connection.on('error', () => undefined);
    this.stdin = started.request.stdin ? connection : discard();
    this.exit = this.run();
    // Whoever does not ask for the exit code need not hear of a lost connection.
    this.exit.catch(() => undefined);
  }

  async resize({ columns, rows }: TerminalSize): Promise<void> {
    try {
      await this.client.text(
        { method: 'POST', path: `/exec/${this.started.id}/resize`, query: { w: columns, h: rows } },
        this.started.action,
      );
    } catch (error) {
      // A process that has ended already has no size to change: 20.10 says so with a 500.
      if (!(error instanceof EngineError) || (await this.isRunning())) {
        throw error;
      }
    }
  }

  async kill(signal: KillSignal = 'TERM'): Promise<void> {
    const group = await this.group.found;
    if (group) {
      await killGroup(group, signal, (argv) => this.runBeside(argv));
    }
  }

  dispose(): void {
    this.disposed = true;
    this.connection.destroy();
    this.stdout.destroy();
    this.stderr.destroy();
  }

  private async run(): Promise<number> {
    try {
      await this.deliver();
      await this.stderr.sink(this.group.end());
      const exitCode = await this.waitForExitCode();
      this.checkStarted(exitCode);
      return exitCode;
    } catch (error) {
      if (error instanceof EngineError) {
        throw error;
      }
      throw this.disposed ? new CancelledError() : this.client.lost(error);
    } finally {
      this.group.end();
      this.stdout.finish();
      this.stderr.finish();
    }
  }

  private async deliver(): Promise<void> {
    const stdout = this.noted(this.stdout.sink);
    if (this.started.request.tty) {
      await copy(this.connection, stdout);
      return;
    }
    const plain = this.noted(this.stderr.sink);
    const stderr: Sink = this.started.request.processGroup
      ? (data) => plain(this.group.take(data))
      : plain;
    await demultiplex(this.connection, { stdout, stderr });
  }

  private noted(sink: Sink): Sink {
    return (data) => {
      if (this.head.length < 2048) {
        this.head += data.toString('utf8', 0, 2048);
      }
      return sink(data);
    };
  }

  /** The stream may end before the process does: it can close its output and go on. */
  private async waitForExitCode(): Promise<number> {
    for (let pause = 5; ; pause = Math.min(pause * 2, 1000)) {
      const state = await this.inspect();
      if (!state.at('Running').isTrue) {
        return state.at('ExitCode').number;
      }
      await delay(pause);
      if (this.disposed) {
        throw new CancelledError();
      }
    }
  }

  /** Exit codes 126 and 127 are the engine's own when its runtime says so in the output. */
  private checkStarted(exitCode: number): void {
    const { request, container, action } = this.started;
    if (this.group.commandMissing) {
      throw commandNotFound(request.argv[0] ?? '', container);
    }
    if (exitCode !== 126 && exitCode !== 127) {
      return;
    }
    const text = startFailure.exec(this.head)?.[0];
    if (text === undefined) {
      return;
    }
    if (text.includes('chdir to cwd')) {
      throw new EngineError(
        'badRequest',
        `The container "${container.name}" has no folder "${request.cwd ?? ''}" to start "${request.argv[0] ?? ''}" in.`,
      );
    }
    throw errorFromText(text, action) ?? commandNotFound(request.argv[0] ?? '', container, text);
  }

  private inspect(): Promise<LooseJson> {
    const { id, action } = this.started;
    return this.client.json({ method: 'GET', path: `/exec/${id}/json` }, action);
  }

  private async isRunning(): Promise<boolean> {
    return (await this.inspect()).at('Running').isTrue;
  }

  /** Runs a command as the same user and resolves with what it printed. */
  private async runBeside(argv: readonly string[]): Promise<string> {
    const { user } = this.started.request;
    const process = await startExec(this.client, this.started.container, {
      argv,
      ...(user === undefined ? {} : { user }),
    });
    process.stderr.resume();
    const [output] = await Promise.all([readText(process.stdout), process.exit]);
    return output;
  }
}

function commandNotFound(command: string, container: ContainerRef, reason = ''): EngineError {
  return new EngineError(
    'commandNotFound',
    `The container "${container.name}" has no program "${command}" that can be started. Install it in the image, or use another command.`,
    [],
    reason ? { cause: new Error(reason) } : undefined,
  );
}

function discard(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
