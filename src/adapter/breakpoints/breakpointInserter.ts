import { errorMessage } from '../../base/errors';
import {
  deleteBreakpoints,
  insertBreakpoint,
  insertingAtOnce,
  insertPrint,
  type BreakpointPlace,
  type InsertedBreakpoint,
} from '../../gdb/breakpointCommands';
import { GdbEndedError, GdbError } from '../../gdb/gdbError';
import {
  addLogProgram,
  defineLogFunction,
  logCondition,
  printFormat,
  withoutLogCall,
} from '../../gdb/logFunction';
import type { MiClient } from '../../gdb/miClient';
import type { DebugRegisters } from './debugRegisters';
import { planHits } from './hitCondition';
import type { SessionBreakpoint, WantedBreakpoint } from './sessionBreakpoint';
import type { SourceFinder } from './sourceFinder';
import { whyUnbound } from './unboundBreakpoint';

/** What breakpoints are put in with. */
export interface BreakpointParts {
  readonly client: MiClient;
  readonly registers: DebugRegisters;
  readonly sources: SourceFinder;
}

/** Puts breakpoints into gdb, and finds out why one is not in the program. */
export class BreakpointInserter {
  private readonly client: MiClient;
  private readonly registers: DebugRegisters;
  private readonly sources: SourceFinder;
  /** Whether gdb can log by itself; asked at the first log point. */
  private canLog: Promise<boolean> | undefined;

  constructor(
    { client, registers, sources }: BreakpointParts,
    private readonly hasProgram: () => boolean,
    private readonly onInserted: (breakpoint: SessionBreakpoint) => void,
  ) {
    this.client = client;
    this.registers = registers;
    this.sources = sources;
  }

  /** Inserts breakpoints, in as few writes as can be. */
  async insert(breakpoints: readonly SessionBreakpoint[]): Promise<void> {
    if (breakpoints.some(({ log }) => log !== undefined)) {
      this.canLog ??= defineLogFunction(this.client);
      await this.canLog;
    }
    const others = breakpoints.filter(({ wanted }) => !mayBeRefused(wanted));
    await Promise.all(others.map((each) => this.insertOne(each, each.wanted.place)));
    await this.insertDoubtful(breakpoints.filter(({ wanted }) => mayBeRefused(wanted)));
    await this.findSources(breakpoints);
    await this.sources.warnOfAge(breakpoints);
  }

  /** Looks for the sources of pending breakpoints under other paths; says why one is pending. */
  async findSources(breakpoints: readonly SessionBreakpoint[]): Promise<void> {
    const pending = breakpoints.filter(({ unboundBecause }) => unboundBecause !== undefined);
    const lost = pending.filter(({ unboundBecause }) => unboundBecause === 'noSource');
    const matches = await this.sources.find(lost.map(({ wanted }) => wanted));
    const found = lost.flatMap((each) => {
      const { place } = each.wanted;
      const match = place.kind === 'line' ? matches.get(place.sourcePath) : undefined;
      return match?.kind === 'same' ? [[each, { ...place, sourcePath: match.path }] as const] : [];
    });
    await Promise.all([
      deleteBreakpoints(
        this.client,
        found.flatMap(([{ report }]) => report?.number ?? []),
      ),
      ...found.map(([each, place]) => this.insertOne(each, place)),
    ]);
    for (const each of pending) {
      const { unboundBecause: reason, wanted } = each;
      if (reason !== undefined) {
        const { place } = wanted;
        const match = place.kind === 'line' ? matches.get(place.sourcePath) : undefined;
        const { programName } = this.sources;
        each.message =
          (match?.kind === 'none' ? this.sources.whyUnseen(wanted) : undefined) ??
          whyUnbound({ place, reason, programName, ...(match && { match }) });
      }
    }
  }

  /** Inserts what only the program itself can refuse: in it, and one by one, to know which it refuses. */
  private async insertDoubtful(breakpoints: readonly SessionBreakpoint[]): Promise<void> {
    if (breakpoints.length === 0) {
      return;
    }
    if (!this.hasProgram()) {
      for (const each of breakpoints) {
        each.awaitsProgram = true;
        each.message = 'It is set when the program has reached "main".';
      }
      return;
    }
    await insertingAtOnce(this.client, async () => {
      for (const each of breakpoints) {
        await this.insertOne(each, each.wanted.place);
      }
    });
  }

  private async insertOne(breakpoint: SessionBreakpoint, place: BreakpointPlace): Promise<void> {
    try {
      const { unboundBecause, ...report } = await this.request(breakpoint, place);
      breakpoint.report = report;
      delete breakpoint.unboundBecause;
      delete breakpoint.awaitsProgram;
      delete breakpoint.message;
      if (unboundBecause) {
        breakpoint.unboundBecause = unboundBecause;
      }
      this.onInserted(breakpoint);
    } catch (error) {
      if (error instanceof GdbEndedError) {
        throw error;
      }
      breakpoint.message = refusal(error, breakpoint.wanted.condition);
    }
  }

  private async request(
    breakpoint: SessionBreakpoint,
    place: BreakpointPlace,
  ): Promise<InsertedBreakpoint> {
    const { id, log, hitCondition, wanted } = breakpoint;
    const { condition } = wanted;
    const hardware = wanted.hardware === true && (await this.registers.work());
    breakpoint.standsIn = wanted.hardware === true && !hardware;
    const hits = hitCondition && planHits(hitCondition);
    const ignoreCount = hits?.ignoreCount ?? 0;
    const common = { place, hardware, ...(condition && { condition }) };
    if (log === undefined) {
      return insertBreakpoint(this.client, { ...common, ignoreCount });
    }
    const expressions = log.flatMap((part) => ('expression' in part ? [part.expression] : []));
    if (await this.canLog) {
      breakpoint.loggedByGdb = true;
      const program = { id, expressions, ...(hitCondition && { count: hitCondition }) };
      const [inserted] = await Promise.all([
        insertBreakpoint(this.client, { ...common, condition: logCondition(id, condition) }),
        addLogProgram(this.client, program),
      ]);
      return inserted;
    }
    // Without Python gdb can print a text by itself; expressions are evaluated at a short stop.
    breakpoint.loggedByGdb = expressions.length === 0 && hits?.afterStop === undefined;
    return breakpoint.loggedByGdb
      ? insertPrint(this.client, { ...common, ignoreCount }, printFormat(id))
      : insertBreakpoint(this.client, { ...common, ignoreCount });
  }
}

/** The processor has few registers for breakpoints, and there may be no code at an address. */
function mayBeRefused({ hardware, place }: WantedBreakpoint): boolean {
  return hardware === true || place.kind === 'address';
}

function refusal(error: unknown, condition: string | undefined): string {
  const failure = error instanceof GdbError ? error.failure : 'other';
  switch (failure) {
    case 'noHardware':
      return 'The processor has no register left for it: it has only a few for hardware and data breakpoints. Remove another one.';
    case 'noHardwareYet':
      return 'This processor, or the way to it, has no hardware breakpoints.';
    case 'noMemory':
      return 'The program has no code at this address.';
    default: {
      const message = withoutLogCall(errorMessage(error));
      return condition === undefined
        ? message
        : `The condition "${condition}" cannot be used here: ${message}`;
    }
  }
}
