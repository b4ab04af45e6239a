import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Disposable } from '../../base/disposable';
import { DisposableStore } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import type { DapConnection } from '../client/dapConnection';
import type { Debuggee } from '../debuggee';
import type { DebugPlan } from '../plan/debugPlan';
import { exceptionFilters, tickedFilters, type TickedFilter } from './exceptionFilters';
import { ExceptionReader } from './exceptionReader';
import { Exceptions, type WantedCatch } from './exceptions';
import { signalProcess } from '../execution/interrupt';
import { Sanitizers } from './sanitizers';
import { Signals } from './signals';
import { Forks, type ForkSession } from '../execution/forks';
import { causeOfSignal, type SignalStop } from './signalCause';
import { causeOfStop, type StopCause } from './stopCause';
import { Recording } from '../execution/recording';
import type { Stop } from '../execution/stop';
import type { StopReporter, StopVerdict } from './stopReporter';

/** The stops that are neither a breakpoint's nor a step's: exceptions and signals. */
export class SpecialStops implements Disposable {
  private readonly store = new DisposableStore();
  private readonly exceptions: Exceptions;
  private readonly reader: ExceptionReader;
  private readonly sanitizers: Sanitizers;
  private cause: StopCause | undefined;
  private readonly forks: Forks;
  readonly recording: Recording;
  readonly signals: Signals;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly plan: DebugPlan,
    reporter: StopReporter,
    connection: DapConnection,
    note: (text: string) => void,
    forking: Pick<ForkSession, 'program' | 'openChild' | 'onFollowed'>,
    log: Logger,
  ) {
    const { client, control, container } = debuggee;
    this.reader = new ExceptionReader(client, control, async () => {
      log.info('A call of what() does not return; it is interrupted.');
      await signalProcess(container, debuggee.processId, 'INT');
    });
    this.exceptions = this.store.add(
      new Exceptions(client, control, this.reader, (breakpoint) =>
        connection.event('breakpoint', { reason: 'changed', breakpoint }),
      ),
    );
    this.sanitizers = new Sanitizers(client, control);
    this.signals = this.store.add(new Signals(client, note));
    this.forks = this.store.add(new Forks(debuggee, { plan, note, ...forking }, log));
    this.recording = this.store.add(
      new Recording(
        debuggee,
        plan,
        (supportsStepBack) =>
          connection.event('capabilities', { capabilities: { supportsStepBack } }),
        note,
      ),
    );
    this.store.add(reporter.hook((stop) => this.look(stop)));
    this.store.add(control.onResume(() => (this.cause = undefined)));
  }

  /** Does what the launch configuration says, before the program starts. */
  async begin(): Promise<void> {
    if (this.plan.noDebug) {
      return;
    }
    await this.forks.begin();
    if (Object.keys(this.plan.signals).length > 0) {
      await this.signals.change(this.plan.signals, 'The attribute "signals"');
    }
  }

  /** What a thread was stopped by, when that was an exception or a signal. */
  causeOf(threadId: number): StopCause | undefined {
    return this.cause?.threadId === threadId ? this.cause : undefined;
  }

  /** Takes in the exceptions and signals that the client wants to stop at. */
  async setFilters(
    args: DebugProtocol.SetExceptionBreakpointsArguments,
  ): Promise<readonly DebugProtocol.Breakpoint[]> {
    const ticked = tickedFilters(args);
    if (this.plan.noDebug) {
      const message = 'The program runs without debugging.';
      return ticked.map(() => ({ verified: false, message }));
    }
    const catches = ticked.filter(isCatch);
    const [wrong, points] = await Promise.all([
      this.signals.filter(ticked),
      this.exceptions.set(
        catches.map(({ filter, condition }) => ({ kind: filter, ...(condition && { condition }) })),
      ),
      this.sanitizers.set(ticked.some(({ filter }) => filter === 'crashes')),
    ]);
    return ticked.map((each) => {
      const index = catches.findIndex((candidate) => candidate === each);
      const message = exceptionFilters.some(({ filter }) => filter === each.filter)
        ? wrong.get(each)
        : `There is no filter "${each.filter}".`;
      return (
        points[index] ?? {
          verified: message === undefined,
          ...(message !== undefined && { message }),
        }
      );
    });
  }

  /** What the client is told about a signal; it may ask for more. */
  async explainSignal(stop: SignalStop): Promise<ReturnType<typeof causeOfStop>> {
    this.cause = await causeOfSignal(this.debuggee.client, this.reader, stop);
    return causeOfStop(this.cause);
  }

  /** Whether children of the program have sessions of their own. */
  get haveSessions(): boolean {
    return this.forks.haveSessions;
  }

  /** Asks the processes that the program has made, and that the debugger followed or left, to end. */
  askOthers(): Promise<void> {
    return this.forks.askOthers();
  }

  /** Ends them; those with sessions of their own only if all are to end. */
  endOthers(all: boolean): Promise<void> {
    return this.forks.endOthers(all);
  }

  dispose(): void {
    this.store.dispose();
  }

  private async look(stop: Stop): Promise<StopVerdict> {
    if (stop.paused || (stop.report.kind === 'signal' && harmless.has(stop.report.signal))) {
      return undefined;
    }
    const forked = (await this.forks.look(stop)) ?? (await this.recording.look(stop));
    if (forked !== undefined) {
      return forked;
    }
    const caught = (await this.sanitizers.look(stop)) ?? (await this.exceptions.look(stop));
    if (caught === 'passes') {
      return 'goOn';
    }
    const { report } = stop;
    if (!caught && report.kind === 'signal') {
      const threadId = report.place.threadId ?? 1;
      return this.explainSignal({ threadId, signal: report.signal, meaning: report.meaning });
    }
    this.cause = caught;
    return caught && causeOfStop(caught);
  }
}

/** A pause, whoever asked for it. */
const harmless: ReadonlySet<string> = new Set(['SIGINT', '0']);

function isCatch(
  filter: TickedFilter,
): filter is TickedFilter & { readonly filter: WantedCatch['kind'] } {
  return ['throw', 'rethrow', 'catch'].includes(filter.filter);
}
