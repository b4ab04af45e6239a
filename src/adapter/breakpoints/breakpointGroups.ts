import { errorMessage } from '../../base/errors';
import {
  readBreakpointWish,
  type SessionBreakpoint,
  type WantedBreakpoint,
} from './sessionBreakpoint';

/** What has to be done in gdb so that it has what is wanted. */
export interface BreakpointDifference {
  readonly fresh: Set<SessionBreakpoint>;
  readonly gone: Set<SessionBreakpoint>;
}

/** The breakpoints of a session by what the client sets at once: a source file, or all functions. */
export class BreakpointGroups {
  private readonly groups = new Map<string, readonly SessionBreakpoint[]>();
  private readonly made = new Map<number, SessionBreakpoint>();

  constructor(private readonly nextId: () => number) {}

  /** Every breakpoint. */
  all(): readonly SessionBreakpoint[] {
    return [...this.groups.values()].flat();
  }

  /** The breakpoint with the client's number, even when it was removed just now. */
  find(id: number): SessionBreakpoint | undefined {
    return this.made.get(id);
  }

  /** Refuses new hardware breakpoints beyond a number of them. */
  limitHardware(limit: number | undefined, fresh: Set<SessionBreakpoint>): void {
    const all = limit === undefined ? [] : this.all().filter(({ wanted }) => wanted.hardware);
    const old = all.filter((each) => each.report);
    const added = all.filter((each) => fresh.has(each));
    for (const each of added.slice(Math.max((limit ?? 0) - old.length, 0))) {
      each.message = `It would be one hardware breakpoint more than the ${limit} that the attribute "hardwareBreakpoints" allows.`;
      fresh.delete(each);
    }
  }

  /** Replaces a group, keeps what is wanted still, and notes what is not. */
  replace(
    group: string,
    wanted: readonly WantedBreakpoint[],
    { fresh, gone }: BreakpointDifference,
  ): readonly SessionBreakpoint[] {
    const old = new Map<string, SessionBreakpoint[]>();
    for (const each of this.groups.get(group) ?? []) {
      // What gdb refused before is asked for again.
      if (each.report || fresh.has(each)) {
        const key = JSON.stringify(each.wanted);
        old.set(key, [...(old.get(key) ?? []), each]);
      }
    }
    const result = wanted.map((wish): SessionBreakpoint => {
      const kept = old.get(JSON.stringify(wish))?.shift();
      if (kept) {
        return kept;
      }
      const made = this.create(wish);
      this.made.set(made.id, made);
      if (made.message === undefined) {
        fresh.add(made);
      }
      return made;
    });
    for (const each of [...old.values()].flat()) {
      if (!fresh.delete(each)) {
        gone.add(each);
      }
    }
    this.groups.set(group, result);
    return result;
  }

  /** Adds one that the client has not asked for. */
  add(group: string, breakpoint: SessionBreakpoint): void {
    this.groups.set(group, [...(this.groups.get(group) ?? []), breakpoint]);
  }

  /** Removes one that the client has not asked to remove. */
  remove(breakpoint: SessionBreakpoint): void {
    for (const [group, all] of this.groups) {
      if (all.includes(breakpoint)) {
        this.groups.set(
          group,
          all.filter((each) => each !== breakpoint),
        );
      }
    }
  }

  private create(wanted: WantedBreakpoint): SessionBreakpoint {
    const id = this.nextId();
    try {
      return readBreakpointWish(id, wanted);
    } catch (error) {
      return { id, wanted, message: errorMessage(error) };
    }
  }
}
