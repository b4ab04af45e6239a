import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import {
  deleteBreakpoints,
  disableBreakpoint,
  enableBreakpoint,
  ignoreHits,
} from '../../gdb/breakpointCommands';
import {
  readBreakpointNews,
  type BreakpointNews,
  type BreakpointReport,
} from '../../gdb/breakpointReport';
import type { MiClient } from '../../gdb/miClient';
import type { MiAsyncRecord } from '../../gdb/miRecord';
import { BreakpointGroups } from './breakpointGroups';
import { BreakpointInserter, type BreakpointParts } from './breakpointInserter';
import { planHits } from './hitCondition';
import type { RunControl } from '../execution/runControl';
import type { SessionBreakpoint, WantedBreakpoint } from './sessionBreakpoint';
import type { SourceFinder } from './sourceFinder';

/** A breakpoint was bound, moved or lost; or somebody made or removed it by gdb's own commands. */
export interface BreakpointChange {
  readonly reason: 'changed' | 'new' | 'removed';
  readonly breakpoint: SessionBreakpoint;
}

/** One request for all breakpoints of a group. */
interface Order {
  readonly group: string;
  readonly wanted: readonly WantedBreakpoint[];
  readonly resolve: (breakpoints: readonly SessionBreakpoint[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Keeps gdb's breakpoints as the client wants them: what is wanted still is left alone. */
export class Breakpoints implements Disposable {
  private readonly changeEmitter = new Emitter<BreakpointChange>();
  private readonly client: MiClient;
  private readonly sources: SourceFinder;
  private readonly groups: BreakpointGroups;
  private readonly byNumber = new Map<string, SessionBreakpoint>();
  private readonly subscriptions: readonly Disposable[];
  private readonly inserter: BreakpointInserter;
  /** Those at which the program stopped last. */
  private hits = new Set<SessionBreakpoint>();
  private orders: Order[] = [];
  private working = false;
  private librariesLoaded = false;
  private news: BreakpointNews[] = [];

  /** How many hardware breakpoints there may be; beyond that gdb says what the processor can do. */
  hardwareLimit: number | undefined;

  /** Something about a breakpoint that the client has not asked for. */
  readonly onChange = this.changeEmitter.event;

  constructor(
    parts: BreakpointParts,
    private readonly control: RunControl,
    private readonly nextId: () => number,
    hasProgram: () => boolean,
  ) {
    const { client } = parts;
    this.client = client;
    this.sources = parts.sources;
    this.groups = new BreakpointGroups(nextId);
    this.inserter = new BreakpointInserter(parts, hasProgram, (breakpoint) => {
      this.byNumber.set(breakpoint.report?.number ?? '', breakpoint);
    });
    this.subscriptions = [
      client.onNotify((record) => this.receive(record)),
      client.onExec(({ name }) => {
        if (name === 'running') {
          this.hits = new Set();
        }
      }),
    ];
  }

  /** Replaces the breakpoints of a group: those of one source file, or those on functions. */
  set(group: string, wanted: readonly WantedBreakpoint[]): Promise<readonly SessionBreakpoint[]> {
    return new Promise((resolve, reject) => {
      this.orders.push({ group, wanted, resolve, reject });
      this.work();
    });
  }

  /** The breakpoint with gdb's number. */
  find(number: string): SessionBreakpoint | undefined {
    // A location is numbered `3.1`.
    return this.byNumber.get(number.split('.', 1)[0] ?? '');
  }

  /** The breakpoint with the client's number. */
  byId(id: number): SessionBreakpoint | undefined {
    return this.groups.find(id);
  }

  /** gdb's numbers of the breakpoints at an address. */
  numbersAt(address: string): readonly string[] {
    return this.groups
      .all()
      .flatMap(({ report }) => (report?.addresses.includes(address) ? [report.number] : []));
  }

  /** The breakpoints that a stop was made by: the one that gdb names, and others at the same place. */
  hitAt(number: string): readonly SessionBreakpoint[] {
    const named = this.find(number);
    return [...new Set([...(named ? [named] : []), ...this.hits])];
  }

  /** Whether there are breakpoints that wait for the program. */
  get awaitProgram(): boolean {
    return this.groups.all().some(({ awaitsProgram }) => awaitsProgram);
  }

  /** Sets the breakpoints that have waited for the program, which stands. */
  async programStands(): Promise<void> {
    const waiting = this.groups.all().filter(({ awaitsProgram }) => awaitsProgram);
    for (const each of waiting) {
      delete each.awaitsProgram;
      delete each.message;
    }
    await this.inserter.insert(waiting);
    for (const breakpoint of waiting) {
      this.changeEmitter.fire({ reason: 'changed', breakpoint });
    }
  }

  /** Arms a breakpoint anew after it stopped the program. */
  async afterStop(breakpoint: SessionBreakpoint): Promise<void> {
    const { report, hitCondition, loggedByGdb } = breakpoint;
    const after = hitCondition && !loggedByGdb ? planHits(hitCondition).afterStop : undefined;
    if (!report || !after) {
      return;
    }
    if ('ignore' in after) {
      // gdb does not tell of what a command of ours changes.
      breakpoint.report = { ...report, ignoreCount: after.ignore };
      await ignoreHits(this.client, report.number, after.ignore);
    } else if (report.hits >= after.disableFrom) {
      await disableBreakpoint(this.client, report.number);
    }
  }

  dispose(): void {
    for (const each of this.subscriptions) {
      each.dispose();
    }
    this.changeEmitter.dispose();
  }

  /** Works on what has been asked for, all at once: a burst costs a running program one pause. */
  private work(): void {
    if (this.working) {
      return;
    }
    this.working = true;
    // After all requests of a burst have been read.
    setImmediate(() => {
      const orders = this.orders;
      this.orders = [];
      // Whatever goes wrong is the answer to an order.
      void this.fill(orders).then(() => {
        this.working = false;
        if (this.orders.length > 0 || this.librariesLoaded) {
          this.work();
        }
      });
    });
  }

  private async fill(orders: readonly Order[]): Promise<void> {
    const librariesLoaded = this.librariesLoaded;
    this.librariesLoaded = false;
    try {
      await this.apply(orders);
      if (librariesLoaded) {
        await this.findLost();
      }
    } catch (error) {
      for (const { reject } of orders) {
        reject(error);
      }
    }
  }

  private async apply(orders: readonly Order[]): Promise<void> {
    const difference = { fresh: new Set<SessionBreakpoint>(), gone: new Set<SessionBreakpoint>() };
    // Known before gdb answers, because they may be hit before that.
    const results = orders.map(({ group, wanted }) =>
      this.groups.replace(group, wanted, difference),
    );
    const { fresh, gone } = difference;
    this.groups.limitHardware(this.hardwareLimit, fresh);
    const numbers = [...gone].flatMap(({ report }) => report?.number ?? []);
    numbers.forEach((number) => this.byNumber.delete(number));
    if (fresh.size > 0 || numbers.length > 0) {
      await this.control.quietly(async () => {
        await Promise.all([
          deleteBreakpoints(this.client, numbers),
          fresh.size > 0 ? this.inserter.insert([...fresh]) : undefined,
        ]);
      });
    }
    orders.forEach(({ resolve }, index) => resolve(results[index] ?? []));
  }

  /** A library may have a source that nothing had before, under another path. */
  private async findLost(): Promise<void> {
    const lost = this.groups.all().filter((each) => each.unboundBecause === 'noSource');
    const matches = await this.sources.find(lost.map(({ wanted }) => wanted));
    if ([...matches.values()].some(({ kind }) => kind === 'same')) {
      await this.control.quietly(() => this.inserter.findSources(lost));
      for (const breakpoint of lost.filter(({ report }) => report?.bound)) {
        this.changeEmitter.fire({ reason: 'changed', breakpoint });
      }
    }
  }

  private receive(record: MiAsyncRecord): void {
    const news = readBreakpointNews(record);
    if (news) {
      this.news.push(news);
      if (this.news.length === 1) {
        // Later, so that the answer to an insertion that gdb gave before has been taken in.
        setImmediate(() => {
          const all = this.news;
          this.news = [];
          all.forEach((each) => this.take(each));
        });
      }
    } else if (record.name === 'library-loaded') {
      this.sources.loaded(record.body.text('target-name') ?? '');
      if (this.groups.all().some((each) => each.unboundBecause === 'noSource')) {
        this.librariesLoaded = true;
        this.work();
      }
    } else if (record.name === 'thread-group-exited') {
      this.startOver();
    }
  }

  private take(news: BreakpointNews): void {
    const breakpoint = this.find(news.kind === 'deleted' ? news.number : news.report.number);
    if (news.kind === 'deleted') {
      if (breakpoint) {
        this.forget(breakpoint);
      }
    } else if (breakpoint) {
      this.update(breakpoint, news.report);
    } else if (news.kind === 'created') {
      this.adopt(news.report);
    }
  }

  private update(breakpoint: SessionBreakpoint, report: BreakpointReport): void {
    const before = breakpoint.report;
    breakpoint.report = report;
    if (report.bound) {
      delete breakpoint.message;
      delete breakpoint.unboundBecause;
    } else if (before?.bound === true) {
      breakpoint.message =
        'The library that has it was unloaded. It is set when the library is loaded again.';
    }
    // A hit that passes counts as one, too, and lets one less pass.
    const passed = !before || report.ignoreCount < before.ignoreCount;
    if (before && report.hits > before.hits && !passed && !breakpoint.loggedByGdb) {
      this.hits.add(breakpoint);
    }
    // Every hit is news to gdb; to the client only a new place is.
    if (before?.bound !== report.bound || before.line !== report.line) {
      this.changeEmitter.fire({ reason: 'changed', breakpoint });
    }
  }

  /** Somebody has removed it by gdb's own commands. */
  private forget(breakpoint: SessionBreakpoint): void {
    this.byNumber.delete(breakpoint.report?.number ?? '');
    delete breakpoint.report;
    breakpoint.message = 'It was removed by a command of gdb.';
    this.groups.remove(breakpoint);
    this.changeEmitter.fire({ reason: 'removed', breakpoint });
  }

  /** Somebody has made it by gdb's own commands. */
  private adopt(report: BreakpointReport): void {
    const { number, type, temporary, sourcePath, line, condition } = report;
    if (!/^(?:hw )?breakpoint$/.test(type) || temporary || sourcePath === undefined || !line) {
      return;
    }
    const hostPath = this.sources.hostPath(sourcePath);
    const wanted: WantedBreakpoint = {
      place: { kind: 'line', sourcePath, line },
      ...(hostPath !== undefined && { hostPath }),
      ...(condition !== undefined && { condition }),
    };
    const breakpoint: SessionBreakpoint = { id: this.nextId(), wanted, report };
    this.byNumber.set(number, breakpoint);
    this.groups.add(sourceGroup(hostPath ?? sourcePath), breakpoint);
    this.changeEmitter.fire({ reason: 'new', breakpoint });
  }

  /** The program has ended: should it be started again, hits are counted from the first again. */
  private startOver(): void {
    for (const breakpoint of this.byNumber.values()) {
      const { report, hitCondition, loggedByGdb } = breakpoint;
      if (report && report.hits > 0 && hitCondition && !loggedByGdb) {
        const { ignoreCount } = planHits(hitCondition);
        breakpoint.report = { ...report, ignoreCount };
        const again = [
          ignoreHits(this.client, report.number, ignoreCount),
          enableBreakpoint(this.client, report.number),
        ];
        // gdb may be on its way out with the program.
        Promise.all(again).catch(() => undefined);
      }
    }
  }
}

/** The group of the breakpoints of a source, by the client's path. */
export function sourceGroup(path: string): string {
  return `source ${path}`;
}
