import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Disposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import { openTerminalEvent, type TerminalOpenedArguments } from '../../domain/launchConfiguration';
import type { DapConnection } from '../client/dapConnection';
import { createDeferred } from '../deferred';
import type { DebugPlan } from '../plan/debugPlan';
import type { DebugBackend } from '../start/debugBackend';
import { ClientTerminal } from './clientTerminal';
import { openProgramTerminal, type AskForTerminal, type ProgramTerminal } from './programTerminal';

/** The terminal of a session's program: of the client where it can show one, else `output` events. */
export class SessionTerminal implements Disposable {
  private readonly opened = createDeferred<TerminalOpenedArguments>();
  private clientTerminal: ClientTerminal | undefined;

  constructor(
    private readonly connection: DapConnection,
    private readonly onClosed: () => void,
    private readonly log: Logger,
  ) {}

  /** The client's answer to the event that asks for a terminal. */
  answer(answer: TerminalOpenedArguments): void {
    this.opened.resolve(answer);
  }

  /** Opens it for a program that is to be launched; others have one already. */
  open(
    backend: DebugBackend,
    plan: DebugPlan,
    client: Partial<DebugProtocol.InitializeRequestArguments>,
  ): Promise<ProgramTerminal> {
    if (plan.start.kind !== 'launch') {
      return Promise.resolve({});
    }
    const show = (text: string): Promise<unknown> | undefined => {
      this.output('stdout', text);
      return this.connection.drained;
    };
    const ask =
      plan.start.terminal === 'client' ? this.askByEvent() : this.askByRequest(plan, client);
    return openProgramTerminal(backend, plan.gdbPath, ask, show, this.log);
  }

  dispose(): void {
    this.clientTerminal?.dispose();
  }

  private askByEvent(): AskForTerminal {
    return (body) => {
      this.connection.event(openTerminalEvent, body);
      return this.opened.promise;
    };
  }

  /** Undefined when the adapter itself is to show what the program writes. */
  private askByRequest(
    { start, engine }: DebugPlan,
    { supportsRunInTerminalRequest }: Partial<DebugProtocol.InitializeRequestArguments>,
  ): AskForTerminal | undefined {
    const isForOutput = start.kind === 'launch' && start.terminal === 'output';
    if (isForOutput || supportsRunInTerminalRequest !== true) {
      return undefined;
    }
    const opened = new ClientTerminal(this.connection, engine, this.onClosed);
    this.clientTerminal = opened;
    return async (body) => {
      const answer = await opened.open(body);
      if ('error' in answer) {
        this.output(
          'console',
          `The client opened no terminal for the program, whose output is shown here: ${answer.error}\n`,
        );
      }
      return answer;
    };
  }

  private output(category: string, text: string): void {
    this.connection.event('output', { category, output: text });
  }
}
