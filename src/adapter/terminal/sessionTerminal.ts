import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Logger } from '../../base/logger';
import { openTerminalEvent, type TerminalOpenedArguments } from '../../domain/launchConfiguration';
import type { DapConnection } from '../client/dapConnection';
import { createDeferred } from '../deferred';
import type { DebugPlan } from '../plan/debugPlan';
import type { ProgramPlan } from '../plan/startPlan';
import type { DebugBackend } from '../start/debugBackend';
import { ClientTerminal } from './clientTerminal';
import type { EarlyTerminal } from './earlyTerminal';
import { terminalHolder, type TerminalCommand } from './inferiorTerminal';
import {
  openProgramTerminal,
  type AskForTerminal,
  type ProgramTerminal,
  type TakeEarly,
} from './programTerminal';
import { isShownByAdapter } from './shownByAdapter';

/** Who shows the terminal of a program, and on which engine it is. */
interface TerminalPlan {
  readonly start: Pick<ProgramPlan, 'terminal'>;
  readonly engine: string | undefined;
}

/** The terminal of a session's program: of the client where it can show one, else `output` events. */
export class SessionTerminal {
  private opened = createDeferred<TerminalOpenedArguments>();
  private clientTerminal: ClientTerminal | undefined;
  /** One that was opened ahead. */
  early: EarlyTerminal | undefined;

  constructor(
    private readonly connection: DapConnection,
    private readonly onClosed: () => void,
    private readonly log: Logger,
  ) {}

  /** The client's answer to the event that asks for a terminal. */
  answer(answer: TerminalOpenedArguments): void {
    this.opened.resolve(answer);
  }

  /** Holds one open for a program that gdb is to launch; others have one already. */
  open(
    backend: DebugBackend,
    plan: DebugPlan,
    client: Partial<DebugProtocol.InitializeRequestArguments>,
  ): Promise<ProgramTerminal> {
    const hold = (echo: 'echo' | 'quiet'): TerminalCommand => ({
      argv: terminalHolder(backend.gdb.processId, plan.gdbPath, echo),
    });
    const takeEarly: TakeEarly = async (onOutput) =>
      this.early?.take(backend.gdb.processId, onOutput);
    return plan.start.kind === 'launch'
      ? this.start(backend, hold, { start: plan.start, engine: plan.engine }, client, takeEarly)
      : Promise.resolve({});
  }

  /** Starts a command on it; a second one gets a terminal of its own. */
  start(
    place: Pick<DebugBackend, 'container' | 'program'>,
    command: (echo: 'echo' | 'quiet') => TerminalCommand,
    plan: TerminalPlan,
    client: Partial<DebugProtocol.InitializeRequestArguments>,
    takeEarly?: TakeEarly,
  ): Promise<ProgramTerminal> {
    const show = (text: string): Promise<unknown> | undefined => {
      this.output('stdout', text);
      return this.connection.drained;
    };
    const ask =
      plan.start.terminal === 'client' ? this.askByEvent() : this.askByRequest(plan, client);
    const note = (text: string): void => this.output('console', `${text}\n`);
    return openProgramTerminal(place, command, ask, { onOutput: show, note }, this.log, takeEarly);
  }

  /** Lets go of what no program has; resolves when nothing of it is left. */
  async close(): Promise<void> {
    this.clientTerminal?.dispose();
    await this.early?.close();
  }

  private askByEvent(): AskForTerminal {
    return (body) => {
      this.opened = createDeferred();
      this.connection.event(openTerminalEvent, body);
      return this.opened.promise;
    };
  }

  /** Undefined when the adapter itself is to show what the program writes. */
  private askByRequest(
    { start, engine }: TerminalPlan,
    client: Partial<DebugProtocol.InitializeRequestArguments>,
  ): AskForTerminal | undefined {
    if (isShownByAdapter(start.terminal, client)) {
      return undefined;
    }
    this.clientTerminal?.dispose();
    const opened = new ClientTerminal(this.connection, engine, this.onClosed);
    this.clientTerminal = opened;
    return (body, signal) => opened.open(body, signal);
  }

  private output(category: string, text: string): void {
    this.connection.event('output', { category, output: text });
  }
}
