import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Writable } from 'node:stream';
import { connectToAdapter, startAdapter } from './adapterProcess';
import { DapClient } from './dapClient';
import type { GdbContainer } from './gdbContainer';

/** The breakpoints that a test wants, in the main source of the debuggees unless it names another. */
export interface Breakpoints {
  readonly file?: string;
  readonly breakpoints: readonly DebugProtocol.SourceBreakpoint[];
}

/** A session whose adapter serves nobody else. */
export interface OwnAdapterRun {
  readonly run: DebugRun;
  readonly adapter: ChildProcessWithoutNullStreams;
}

/** One debug session of a test, driven as an editor would. */
export class DebugRun {
  private constructor(
    private readonly container: GdbContainer,
    readonly client: DapClient,
    /** The stream of what the client says. */
    readonly input: Writable,
    private readonly gone: Promise<unknown>,
  ) {}

  /** Begins a session with the adapter that serves all tests of this process. */
  static async open(container: GdbContainer): Promise<DebugRun> {
    const socket = await connectToAdapter();
    const gone = new Promise((resolve) => socket.once('close', resolve));
    return new DebugRun(container, new DapClient(socket, socket), socket, gone);
  }

  /** Begins a session with an adapter of its own, which is handed over, too. */
  static async openOwn(container: GdbContainer): Promise<OwnAdapterRun> {
    const adapter = await startAdapter();
    const { stdin, stdout } = adapter;
    const client = new DapClient(stdout, stdin);
    const gone = new Promise((resolve) => adapter.once('exit', resolve));
    return { run: new DebugRun(container, client, stdin, gone), adapter };
  }

  /** Launches the debuggee `basics`, or another, in one of its modes, and resolves when it has been started. */
  async launch(
    mode: string,
    attributes: object = {},
    wanted: Breakpoints = { breakpoints: [] },
    debuggee = 'basics',
  ): Promise<DebugProtocol.Breakpoint[]> {
    const program = `${this.container.hostFolder}/${debuggee}`;
    return this.start('launch', { program, args: [mode], ...attributes }, wanted);
  }

  /** Sends `launch` or `attach` with its breakpoints, and resolves when it has been answered. */
  async start(
    request: 'launch' | 'attach',
    attributes: object,
    wanted: Breakpoints = { breakpoints: [] },
  ): Promise<DebugProtocol.Breakpoint[]> {
    await this.client.request('initialize', {
      adapterID: 'container-gdb',
      supportsMemoryEvent: true,
    });
    const started = this.client.request(request, { container: this.container.name, ...attributes });
    await Promise.race([this.client.event('initialized'), started]);
    const set = await this.setBreakpoints(wanted);
    await this.client.request('configurationDone');
    await started;
    return set;
  }

  async setBreakpoints({
    file = 'basics.cpp',
    breakpoints,
  }: Breakpoints): Promise<DebugProtocol.Breakpoint[]> {
    const body = await this.client.request<DebugProtocol.SetBreakpointsResponse>('setBreakpoints', {
      source: { path: this.container.source(file) },
      breakpoints,
    });
    return body.breakpoints;
  }

  /** The next stop. */
  stopped(): Promise<DebugProtocol.StoppedEvent['body']> {
    return this.client.event<DebugProtocol.StoppedEvent>('stopped');
  }

  /** Sends a request that lets the program go on, and resolves with the stop that follows. */
  async go(
    command: 'continue' | 'next' | 'stepIn' | 'stepOut',
    threadId = 1,
  ): Promise<DebugProtocol.StoppedEvent['body']> {
    await this.client.request(command, { threadId });
    return this.stopped();
  }

  /** The frames of a thread. */
  async frames(threadId = 1, startFrame = 0, levels = 20): Promise<DebugProtocol.StackFrame[]> {
    const body = await this.client.request<DebugProtocol.StackTraceResponse>('stackTrace', {
      threadId,
      startFrame,
      levels,
    });
    return body.stackFrames;
  }

  /** The innermost frame. */
  async top(threadId = 1): Promise<DebugProtocol.StackFrame> {
    const [frame] = await this.frames(threadId, 0, 1);
    if (!frame) {
      throw new Error(`Thread ${threadId} has no frame.`);
    }
    return frame;
  }

  /** The variables of a scope of the innermost frame. */
  async scope(name: string): Promise<{
    readonly reference: number;
    readonly variables: ReadonlyMap<string, DebugProtocol.Variable>;
  }> {
    const { scopes } = await this.client.request<DebugProtocol.ScopesResponse>('scopes', {
      frameId: (await this.top()).id,
    });
    const reference = scopes.find((scope) => scope.name === name)?.variablesReference ?? 0;
    const variables = await this.children(reference);
    return { reference, variables: new Map(variables.map((each) => [each.name, each])) };
  }

  async children(
    variablesReference: number,
    page: object = {},
  ): Promise<readonly DebugProtocol.Variable[]> {
    const args = { variablesReference, ...page };
    const body = await this.client.request<DebugProtocol.VariablesResponse>('variables', args);
    return body.variables;
  }

  async evaluate(
    expression: string,
    context: string,
    frameId?: number,
  ): Promise<DebugProtocol.EvaluateResponse['body']> {
    return this.client.request<DebugProtocol.EvaluateResponse>('evaluate', {
      expression,
      context,
      frameId,
    });
  }

  /** Resolves with the exit code when the program has ended and the session with it. */
  async ended(): Promise<number> {
    const { exitCode } = await this.client.event<DebugProtocol.ExitedEvent>('exited');
    await this.client.event('terminated');
    return exitCode;
  }

  /** Ends the session as an editor does, whatever state it is in. */
  async close(): Promise<void> {
    await this.client.request('disconnect', {}).catch(() => undefined);
    this.input.end();
    await this.gone;
  }
}
