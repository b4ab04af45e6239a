import type { DebugProtocol } from '@vscode/debugprotocol';
import { setTimeout as delay } from 'node:timers/promises';
import { posix } from 'node:path';
import { UserError } from '../../base/errors';
import type { DebugEngine } from '../../engine/containerEngine';
import type { DapConnection } from '../client/dapConnection';
import type { ProgramEnd } from '../closeSession';
import { askedNote } from '../execution/askToEnd';
import type { RunPlan } from '../plan/runPlan';
import { enterContainer, inContainer, type DebugContainer } from '../start/debugContainer';
import { explainEnd } from '../start/explainEnd';
import { checkStdio, programRedirections } from '../terminal/programStdio';
import type { ProgramTerminal } from '../terminal/programTerminal';
import type { SessionTerminal } from '../terminal/sessionTerminal';
import { checkProgram } from './checkProgram';
import { remarksOnRun } from './remarksOnRun';
import { programRunner } from './programRunner';
import { startGuard, type RunGuard } from './runGuard';

/** How long the last output of a program that has ended is waited for. */
const lastOutputWait = 2000;

/** What a {@link PlainRun} needs of its session. */
interface RunSession {
  readonly engine: DebugEngine;
  readonly connection: DapConnection;
  readonly terminal: SessionTerminal;
  readonly client: Partial<DebugProtocol.InitializeRequestArguments>;
  /** The program has ended, and the client knows how. */
  readonly onExit: () => void;
  /** Something else has ended the session: a sentence says what. */
  readonly onLoss: (reason: string) => void;
}

/** The program at present: each start has a guard of its own. */
interface Run {
  readonly guard: RunGuard;
  terminal: ProgramTerminal;
  /** It is being ended on purpose, so that its end is no news. */
  leaving: boolean;
}

/** A program that runs in the container on its own terminal, without a debugger. */
export class PlainRun {
  private run: Run | undefined;
  private closed = false;

  private constructor(
    private plan: RunPlan,
    readonly container: DebugContainer,
    private readonly session: RunSession,
  ) {}

  /** Enters the container and sees that the program can be started. */
  static async open(plan: RunPlan, session: RunSession): Promise<PlainRun> {
    const container = await enterContainer(session.engine, plan);
    const run = new PlainRun(plan, container, session);
    await run.check();
    remarksOnRun(plan).forEach((remark) => run.note(remark));
    return run;
  }

  /** Starts the program, and tells the client of it. */
  async start(): Promise<void> {
    const { args, environment, stdio } = this.plan.start;
    const { container } = this;
    const guard = await startGuard(container);
    if (!guard) {
      throw new UserError(
        `The container "${container.name}" does not let one process open the output of another by "/proc", which running without a debugger needs. Start the program with "Debug".`,
      );
    }
    const run: Run = { guard, terminal: {}, leaving: false };
    if (this.closed) {
      await guard.end();
      throw endedEarly();
    }
    this.run = run;
    const ownTerm = container.environment.some((each) => each.startsWith('TERM='));
    const variables = { ...(ownTerm ? {} : { TERM: 'xterm-256color' }), ...environment };
    run.terminal = await this.session.terminal.start(
      { container, program: this.program },
      (echo) => ({
        argv: programRunner({
          guardId: guard.processId,
          program: this.program,
          args,
          redirections: programRedirections(
            stdio,
            { controllable: true },
            echo === 'quiet' ? { errorPath: `/proc/${guard.processId}/fd/2` } : {},
            container,
          ),
          echo,
        }),
        env: Object.entries(variables).map(([name, value]) => `${name}=${value}`),
        cwd: this.folder,
      }),
      { start: this.plan.start, engine: this.plan.engine },
      this.session.client,
    );
    if (run.leaving) {
      throw endedEarly();
    }
    if (run.terminal.tty === undefined) {
      await this.leave('kill');
      throw new UserError(
        `The container "${container.name}" gave the program no terminal. See "Show Log" for the reason.`,
      );
    }
    this.follow(run);
    const { processId } = await Promise.race([guard.started, this.lost(run)]);
    this.session.connection.event('process', {
      name: this.program,
      systemProcessId: processId,
      isLocalProcess: false,
      startMethod: 'launch',
    });
  }

  /** Asks the program to end; false when there is none. */
  askToEnd(): boolean {
    if (this.run) {
      this.run.guard.askToEnd();
      this.note(askedNote);
    }
    return this.run !== undefined;
  }

  /** Ends the program and starts it again, as the plan now says. */
  async restart(plan: RunPlan): Promise<void> {
    await this.leave('kill');
    this.plan = plan;
    await this.check();
    await this.start();
  }

  /** Passes a line on to a program whose terminal the adapter shows; false when a person types there. */
  type(line: string): boolean {
    this.run?.terminal.own?.write(`${line}\n`);
    return this.run?.terminal.own !== undefined;
  }

  /** Ends the program, or lets go of it. Resolves when nothing of ours is left. */
  close(program: ProgramEnd): Promise<void> {
    this.closed = true;
    return this.leave(program);
  }

  private async leave(program: ProgramEnd): Promise<void> {
    const run = this.run;
    if (!run) {
      return;
    }
    this.run = undefined;
    run.leaving = true;
    if (program === 'kill') {
      await run.guard.end();
    } else {
      await run.guard.leave(program === 'suspend' ? 'stopped' : 'running');
    }
    if (program === 'kill') {
      await lastOutput(run.terminal);
    }
  }

  private note(sentence: string): void {
    this.session.connection.event('output', { category: 'console', output: `${sentence}\n` });
  }

  private get program(): string {
    return inContainer('program', this.plan.start.program, this.container);
  }

  private get folder(): string {
    const { cwd } = this.plan.start;
    return cwd === undefined
      ? posix.dirname(this.program)
      : inContainer('cwd', cwd, this.container);
  }

  private async check(): Promise<void> {
    await checkProgram(this.program, this.folder, this.container);
    await checkStdio(this.plan.start.stdio, this.container, this.folder);
  }

  private follow(run: Run): void {
    const { connection, onExit, onLoss } = this.session;
    const { guard } = run;
    guard.onErrorText((output) => connection.event('output', { category: 'stderr', output }));
    void guard.exitCode.then(async (exitCode) => {
      await lastOutput(run.terminal);
      if (!run.leaving) {
        connection.event('exited', { exitCode });
        onExit();
      }
    });
    void guard.ended.then(async () => {
      const reason = await explainEnd(guard, this.container, whatEnds);
      if (!run.leaving) {
        onLoss(reason);
      }
    });
  }

  /** Rejects when the program was not started because of what holds it. */
  private async lost({ guard }: Run): Promise<never> {
    throw new UserError(await explainEnd(guard, this.container, whatEnds));
  }
}

function endedEarly(): UserError {
  return new UserError('The session was ended while it was being started.');
}

const whatEnds = "the program's guard in the container";

async function lastOutput({ own }: ProgramTerminal): Promise<void> {
  await Promise.race([own?.ended, delay(lastOutputWait, undefined, { ref: false })]);
}
