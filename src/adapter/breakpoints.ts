import type { Disposable } from '../base/disposable';
import { errorMessage } from '../base/errors';
import { Emitter } from '../base/event';
import {
  deleteBreakpoints,
  disableBreakpoint,
  ignoreHits,
  insertBreakpoint,
  readBreakpoint,
  type BreakpointPlace,
  type BreakpointReport,
} from '../gdb/breakpointCommands';
import { GdbEndedError } from '../gdb/gdbError';
import type { MiClient } from '../gdb/miClient';
import type { MiAsyncRecord } from '../gdb/miRecord';
import { parseHitCondition, type HitCondition } from './hitCondition';
import type { RunControl } from './runControl';
import { whyUnbound } from './unboundBreakpoint';

/** A breakpoint as the client wants it. */
export interface WantedBreakpoint {
  readonly place: BreakpointPlace;
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
}

/** A breakpoint as the session keeps it. */
export interface SessionBreakpoint {
  /** The client's number. */
  readonly id: number;
  readonly wanted: WantedBreakpoint;
  readonly hitCondition?: HitCondition;
  /** What gdb made of it; absent when gdb refused it. */
  report?: BreakpointReport;
  /** Why it is not in the program. */
  message?: string;
}

/** Keeps gdb's breakpoints as the client wants them: what is wanted still is left alone. */
export class Breakpoints implements Disposable {
  private readonly changeEmitter = new Emitter<SessionBreakpoint>();
  private readonly groups = new Map<string, readonly SessionBreakpoint[]>();
  private readonly subscription: Disposable;
  private queue: Promise<unknown> = Promise.resolve();
  private lastId = 0;

  /** A breakpoint was bound, moved or lost. */
  readonly onChange = this.changeEmitter.event;

  constructor(
    private readonly client: MiClient,
    private readonly control: RunControl,
    private readonly programName: string,
  ) {
    // Later, so that the answer to an insertion that gdb gave before has been taken in.
    this.subscription = client.onNotify((record) => setImmediate(() => this.receive(record)));
  }

  /** Replaces the breakpoints of a group: those of one source file, or those on functions. */
  set(group: string, wanted: readonly WantedBreakpoint[]): Promise<readonly SessionBreakpoint[]> {
    // Sets may come at the same time, and each begins where the one before it ended.
    const result = this.queue.then(() => this.replace(group, wanted));
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** The breakpoint with gdb's number. */
  find(number: string): SessionBreakpoint | undefined {
    // A location is numbered `3.1`.
    const own = number.split('.', 1)[0];
    return this.all().find((each) => each.report?.number === own);
  }

  /** The other breakpoints at the same address, which gdb does not name when it stops there. */
  alsoAt(breakpoint: SessionBreakpoint, address: string): readonly SessionBreakpoint[] {
    return this.all().filter(
      (each) => each !== breakpoint && each.report?.addresses.includes(address) === true,
    );
  }

  /** Arms a breakpoint anew after it stopped the program. */
  async afterStop({ report, hitCondition }: SessionBreakpoint): Promise<void> {
    const after = hitCondition?.afterStop;
    if (!report || !after) {
      return;
    }
    if ('ignore' in after) {
      await ignoreHits(this.client, report.number, after.ignore);
    } else if (report.hits >= after.disableFrom) {
      await disableBreakpoint(this.client, report.number);
    }
  }

  dispose(): void {
    this.subscription.dispose();
    this.changeEmitter.dispose();
  }

  private all(): readonly SessionBreakpoint[] {
    return [...this.groups.values()].flat();
  }

  private async replace(
    group: string,
    wanted: readonly WantedBreakpoint[],
  ): Promise<readonly SessionBreakpoint[]> {
    const old = [...(this.groups.get(group) ?? [])];
    const result = wanted.map((each): SessionBreakpoint => {
      const index = old.findIndex((candidate) => candidate.report && same(candidate.wanted, each));
      return index >= 0 ? (old.splice(index, 1)[0] ?? this.create(each)) : this.create(each);
    });
    const fresh = result.filter((each) => !each.report && each.message === undefined);
    const gone = old.flatMap((each) => (each.report ? [each.report.number] : []));
    // Known before gdb answers, because it may be hit before that.
    this.groups.set(group, result);
    if (fresh.length > 0 || gone.length > 0) {
      await this.control.quietly(async () => {
        await Promise.all([
          deleteBreakpoints(this.client, gone),
          ...fresh.map((each) => this.insert(each)),
        ]);
      });
    }
    return result;
  }

  private create(wanted: WantedBreakpoint): SessionBreakpoint {
    this.lastId += 1;
    const id = this.lastId;
    try {
      return wanted.hitCondition
        ? { id, wanted, hitCondition: parseHitCondition(wanted.hitCondition) }
        : { id, wanted };
    } catch (error) {
      return { id, wanted, message: errorMessage(error) };
    }
  }

  private async insert(breakpoint: SessionBreakpoint): Promise<void> {
    const { place, condition } = breakpoint.wanted;
    try {
      const report = await insertBreakpoint(this.client, {
        place,
        ...(condition && { condition }),
        ...(breakpoint.hitCondition && { ignoreCount: breakpoint.hitCondition.ignoreCount }),
      });
      breakpoint.report = report;
      if (report.unboundBecause) {
        breakpoint.message = await whyUnbound(
          this.client,
          place,
          report.unboundBecause,
          this.programName,
        );
      }
    } catch (error) {
      if (error instanceof GdbEndedError) {
        throw error;
      }
      breakpoint.message = errorMessage(error);
    }
  }

  private receive({ name, body }: MiAsyncRecord): void {
    if (name === 'breakpoint-modified') {
      const report = readBreakpoint(body);
      const breakpoint = this.find(report.number);
      if (breakpoint) {
        this.update(breakpoint, report);
      }
    }
  }

  private update(breakpoint: SessionBreakpoint, report: BreakpointReport): void {
    const before = breakpoint.report;
    breakpoint.report = report;
    if (report.bound) {
      delete breakpoint.message;
    }
    // Every hit is news to gdb; to the client only a new place is.
    if (before?.bound !== report.bound || before.line !== report.line) {
      this.changeEmitter.fire(breakpoint);
    }
  }
}

function same(a: WantedBreakpoint, b: WantedBreakpoint): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
