import type { DebugProtocol } from '@vscode/debugprotocol';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CancelledError, errorMessage, UserError } from '../base/errors';
import type { Logger } from '../base/logger';
import { terminalOpenedRequest, type TerminalOpenedArguments } from '../domain/launchConfiguration';
import type { DebugEngine } from '../engine/containerEngine';
import { GdbEndedError } from '../gdb/gdbError';
import { onServerLost } from '../gdb/remoteCommands';
import { breakpointHandlers } from './breakpoints/breakpointHandlers';
import { settleBreakpointsFirst } from './breakpoints/settleBreakpointsFirst';
import { closeSession, endOf, type EndWish } from './closeSession';
import type { DapConnection } from './client/dapConnection';
import { dataBreakpointHandlers } from './breakpoints/dataBreakpointHandlers';
import type { SessionHandlers } from './client/dapRequests';
import { nameContainer } from './start/debugContainer';
import { asOwner } from './start/processOwner';
import { loadDebuggee, openBackend, type DebugBackend } from './start/debugBackend';
import { begin, type Beginning, type OpenEngine } from './start/beginning';
import { sessionStart } from './start/debugStart';
import { enterWithGdb } from './start/enterWithGdb';
import type { DebugPlan } from './plan/debugPlan';
import { refuseForCore } from './start/coreStart';
import { createDeferred } from './deferred';
import { explainLoss } from './start/explainEnd';
import { executionHandlers } from './execution/executionHandlers';
import { childSessions } from './execution/childSessions';
import { followProgram } from './followProgram';
import { inspectionHandlers } from './inspection/inspectionHandlers';
import { LifeWatch } from './start/lifeWatch';
import { remarksOnAttributes } from './plan/knownAttributes';
import type { LiveSession } from './liveSession';
import { askToEnd } from './execution/askToEnd';
import { placeHandlers } from './execution/placeHandlers';
import { processBody } from './start/processBody';
import { changedPlan, restartProgram, sentConfiguration } from './execution/restart';
import { answerWithoutDebugger } from './run/plainHandlers';
import { isPlainRun, type RunPlan } from './plan/runPlan';
import { PlainRun } from './run/plainRun';
import { runCommands } from './start/runCommands';
import { loadSymbolsBy } from './start/symbolLoading';
import { withProgress } from './client/progress';
import { SessionLog } from './client/sessionLog';
import { environmentValues } from './plan/startPlan';
import { specialHandlers } from './stops/specialHandlers';
import { SpecialStops } from './stops/specialStops';
import { StopReporter } from './stops/stopReporter';
import { SessionTerminal } from './terminal/sessionTerminal';
import { variableHandlers } from './variables/variableHandlers';

/** One debug session: from the first request after `initialize` to the end of the program or of the client. */
export class DebugSession {
  private readonly configured = createDeferred<true>();
  private readonly terminal: SessionTerminal;
  private engine: DebugEngine | undefined;
  private plan: DebugPlan | undefined;
  private backend: DebugBackend | undefined;
  private live: LiveSession | undefined;
  /** The program, when it runs without gdb. */
  private plain: PlainRun | undefined;
  private ending: Promise<void> | undefined;
  private readonly traffic: SessionLog;
  private lifeWatch: LifeWatch | undefined;
  private started = false;
  /** The start has been answered: from now on the end of gdb is news. */
  private isUnderWay = false;
  /** The person does not want to wait for the start. */
  private isCancelled = false;
  /** The program has been asked to end. */
  private isTerminating = false;
  private isEndTold = false;

  constructor(
    private readonly connection: DapConnection,
    private readonly openEngine: OpenEngine,
    /** What the client has said of itself. */
    private readonly client: Partial<DebugProtocol.InitializeRequestArguments>,
    private readonly log: Logger,
  ) {
    this.traffic = new SessionLog(connection, log);
    const onClosed = (): void => this.finishBecause("The program's terminal was closed.");
    this.terminal = new SessionTerminal(connection, onClosed, log);
  }

  /** Answers to every request but `initialize`. */
  handlers(): SessionHandlers {
    const live = (): LiveSession => this.requireLive();
    const handlers: SessionHandlers = {
      launch: (args) => this.start(args, 'launch'),
      attach: (args) => this.start(args, 'attach'),
      configurationDone: () => this.configurationDone(),
      [terminalOpenedRequest]: (args) => this.terminalOpened(args),
      disconnect: (args) => this.disconnect(args),
      terminate: () => this.terminate(),
      restart: (args) => this.restart(sentConfiguration(args)),
      ...placeHandlers(live),
      ...breakpointHandlers(live),
      ...dataBreakpointHandlers(live),
      ...executionHandlers(live, this.connection),
      ...inspectionHandlers(live, this.connection),
      ...variableHandlers(live, this.connection),
      ...specialHandlers(live),
    };
    const settled = settleBreakpointsFirst(handlers);
    const guarded = refuseForCore(settled, () => this.plan?.start.kind === 'core');
    return answerWithoutDebugger(guarded, () => this.plain);
  }

  /** Starts the session with what it begins with, which may be under way. */
  async start(
    args: unknown,
    request: 'launch' | 'attach',
    beginning?: Promise<Beginning>,
  ): Promise<undefined> {
    this.requireFresh(request);
    try {
      const {
        plan,
        engine,
        entered,
        terminal: early,
      } = await (beginning ?? begin(args, request, this.openEngine, this.client));
      this.engine = engine;
      this.terminal.early = early;
      remarksOnAttributes(args).forEach((remark) => this.output('console', `${remark}\n`));
      this.plan = plan;
      this.traffic.begin(plan.logging, environmentValues(plan.start));
      const named = entered ? plan : await asOwner(await nameContainer(plan, engine), engine);
      if (isPlainRun(named)) {
        await this.runPlain(named, engine);
        return undefined;
      }
      const inside = await (entered ?? enterWithGdb(named, engine));
      const backend = await openBackend(named, inside, this.traffic.gdb);
      this.backend = backend;
      if (this.ending) {
        // The client left while gdb was being started.
        await backend.close('kill');
        throw new UserError('The session was ended while it was being started.');
      }
      const opening = this.terminal.open(backend, plan, this.client);
      // Who starts the program waits for it, if it comes to that.
      opening.catch(() => undefined);
      const debuggee = await this.whileShown(
        `Reading symbols of "${backend.program}"`,
        loadDebuggee(backend, plan, this.log),
      );
      const reporter = new StopReporter(debuggee, this.connection, () => this.finish());
      const note = (text: string): void => this.output('console', `${text}\n`);
      const specialStops = new SpecialStops(
        debuggee,
        plan,
        reporter,
        this.connection,
        note,
        {
          ...childSessions(
            this.connection,
            this.client.supportsStartDebuggingRequest === true,
            backend,
            args,
          ),
          onFollowed: () => this.tellProcess(),
        },
        this.log,
      );
      const common = { plan, backend, debuggee, reporter, note, specialStops };
      const live: LiveSession = { ...common, terminal: {}, opening };
      opening.then(
        (terminal) => (live.terminal = terminal),
        () => undefined,
      );
      this.live = live;
      this.follow(live);
      await specialStops.begin();
      await this.go(live);
      this.isUnderWay = true;
      return undefined;
    } catch (error) {
      const lost =
        error instanceof GdbEndedError && !this.isCancelled ? await this.explainLoss() : undefined;
      await this.end();
      if (this.isCancelled) {
        this.connection.event('terminated');
        throw new CancelledError();
      }
      throw lost === undefined ? error : new UserError(lost, [], { cause: error });
    }
  }

  /** Starts the program without gdb. */
  private async runPlain(plan: RunPlan, engine: DebugEngine): Promise<void> {
    this.plain = await PlainRun.open(plan, {
      engine,
      connection: this.connection,
      terminal: this.terminal,
      client: this.client,
      onExit: () => this.finish(),
      onLoss: (reason) => this.finishBecause(reason),
    });
    this.connection.event('initialized');
    await this.configured.promise;
    await this.plain.start();
  }

  private tellProcess(): void {
    if (this.live && this.isUnderWay) {
      processBody(this.live)
        .then((body) => this.connection.event('process', body))
        .catch((error: unknown) => this.log.warn(errorMessage(error)));
    }
  }

  /** Lets the client set its breakpoints, then starts the program. */
  private async go(live: LiveSession): Promise<void> {
    const start = sessionStart(live.plan);
    await start.prepare(live);
    if (live.plan.symbolLoading) {
      await loadSymbolsBy(live, live.plan.symbolLoading);
    }
    const ready = start.ready?.(live);
    // What is wrong with it is told below.
    ready?.catch(() => undefined);
    this.connection.event('initialized');
    await Promise.all([this.configured.promise, ready]);
    // A stop that gdb has told of already is passed on in this turn, before the client hears of stops.
    await nextTurn();
    live.reporter.begin();
    await this.whileShown('Starting the program and reading symbols', start.go(live));
    this.connection.event('process', await processBody(live));
    await runCommands(live.debuggee.client, 'postLaunchCommands', live.plan.postLaunchCommands);
  }

  private follow(live: LiveSession): void {
    const { plan, backend } = live;
    const { client } = backend;
    followProgram(live, this.connection, this.client.supportsMemoryEvent === true, this.log);
    if (plan.start.kind === 'remote') {
      const { address } = plan.start;
      onServerLost(client, () =>
        this.finishBecause(
          `The gdbserver at "${address}" has ended, or cannot be reached any more.`,
        ),
      );
    }
    client.onEnd(() => {
      // Whoever starts the session may wait for the client, and hears of it by this.
      this.configured.reject(new GdbEndedError());
      if (!this.ending && this.isUnderWay) {
        void this.explainLoss().then((reason) => this.finishBecause(reason));
      }
    });
    if (!['core', 'remote'].includes(plan.start.kind)) {
      this.lifeWatch = new LifeWatch(live, this.log, (wasHeld) =>
        this.finishBecause(
          wasHeld ? 'The program was killed while the debugger held it.' : 'The program has ended.',
        ),
      );
    }
  }

  private explainLoss(): Promise<string> {
    // With a terminal of the adapter's own, what gdb said has been shown as it came.
    return explainLoss(this.backend, this.live?.terminal.own !== undefined);
  }

  /** Something that the person did not ask for ended the session. */
  private finishBecause(reason: string): void {
    if (!this.ending) {
      this.output('important', `${reason} The session has ended with it.\n`);
      this.finish();
    }
  }

  /** The client has gone. Resolves when nothing of the session is left. */
  async close(): Promise<void> {
    await this.end();
  }

  private configurationDone(): Promise<undefined> {
    this.configured.resolve(true);
    return Promise.resolve(undefined);
  }

  private terminalOpened(answer: TerminalOpenedArguments): Promise<undefined> {
    this.terminal.answer(answer);
    return Promise.resolve(undefined);
  }

  private async disconnect(args?: DebugProtocol.DisconnectArguments): Promise<undefined> {
    await this.end(args);
    // After the answer there is nothing more to say.
    setImmediate(() => this.connection.close());
    return undefined;
  }

  private async restart(configuration: unknown): Promise<undefined> {
    if (this.plain && this.plan) {
      const plan = { ...(await changedPlan(this.plan, configuration)), noDebug: true };
      await (isPlainRun(plan) ? this.plain.restart(plan) : undefined);
      return undefined;
    }
    this.live = await restartProgram(this.requireLive(), configuration);
    this.plan = this.live.plan;
    this.connection.event('process', await processBody(this.live));
    return undefined;
  }

  /** The first time the program is asked to end, the second time it is killed. */
  private async terminate(): Promise<undefined> {
    const isFirst = !this.isTerminating && !this.ending;
    this.isTerminating = true;
    if (isFirst && (this.plain?.askToEnd() ?? (this.live && (await askToEnd(this.live))))) {
      return undefined;
    }
    await this.end({ terminateDebuggee: true });
    this.tellEnd();
    return undefined;
  }

  /** The program, or gdb, has ended by itself. */
  private finish(): void {
    // Ending never rejects.
    void this.end({ byItself: true }).then(() => this.tellEnd());
  }

  /** Once: Emacs answers each such event by asking for the end again. */
  private tellEnd(): void {
    if (!this.isEndTold) {
      this.isEndTold = true;
      this.connection.event('terminated');
    }
  }

  /** Ends everything, whatever fails on the way. */
  private end(wish: EndWish = {}): Promise<void> {
    this.ending ??= this.endAll(wish).catch((error: unknown) => {
      this.output('important', `The session did not end as it should: ${errorMessage(error)}\n`);
      this.log.error(errorMessage(error));
    });
    return this.ending;
  }

  private async endAll(wish: EndWish): Promise<void> {
    this.configured.reject(new UserError('The session was ended before the program was started.'));
    this.lifeWatch?.dispose();
    const end = endOf(this.plan, wish);
    await this.plain?.close(end);
    const parts = { backend: this.backend, live: this.live };
    await closeSession(parts, end, wish.byItself === true);
    await this.terminal.close();
    this.live?.specialStops.dispose();
    this.live?.debuggee.dispose();
    try {
      const { container } = this.backend ?? this.plain ?? {};
      if (this.engine && container && this.plan?.stopContainerOnExit) {
        await this.engine.stopContainer(container.id);
      }
    } finally {
      this.engine?.dispose();
    }
  }

  private whileShown<T>(title: string, work: Promise<T>): Promise<T> {
    return this.client.supportsProgressReporting === true
      ? withProgress(this.connection, title, work, () => {
          this.isCancelled = true;
          void this.end(); // never rejects; the start fails with it
        })
      : work;
  }

  /** A session is started once. */
  private requireFresh(request: string): void {
    if (this.started || this.ending) {
      throw new UserError(
        `This session has been ${this.ending ? 'ended' : 'started'} already. Begin another one for "${request}".`,
      );
    }
    this.started = true;
  }

  private requireLive(): LiveSession {
    if (this.ending) {
      // Asked just before the program ended; nobody wants the answer, and nobody a message.
      throw new CancelledError();
    }
    if (!this.live) {
      throw new UserError('There is no program under the debugger.');
    }
    return this.live;
  }

  private output(category: DebugProtocol.OutputEvent['body']['category'], text: string): void {
    this.connection.event('output', { category, output: text });
  }
}
