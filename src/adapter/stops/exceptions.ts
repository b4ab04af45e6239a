import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import { deleteBreakpoints } from '../../gdb/breakpointCommands';
import {
  insertCatchpoint,
  passTypes,
  readCatchpoint,
  type CatchpointReport,
} from '../../gdb/catchpointCommands';
import { GdbEndedError } from '../../gdb/gdbError';
import type { MiClient } from '../../gdb/miClient';
import type { MiAsyncRecord } from '../../gdb/miRecord';
import { thrownAtCatchpoint, type CatchKind } from '../../gdb/thrownObject';
import { exceptionLine, type ExceptionReader } from './exceptionReader';
import type { RunControl } from '../execution/runControl';
import type { Stop } from '../execution/stop';
import type { StopCause } from './stopCause';
import { parseTypeFilter, type TypeFilter } from './typeFilter';

/** A stop at exceptions as the client wants it. */
export interface WantedCatch {
  readonly kind: CatchKind;
  readonly condition?: string;
}

/** A catchpoint as the session keeps it. */
interface Catchpoint extends WantedCatch {
  readonly matches: TypeFilter;
  /** Types that gdb itself lets pass, because they were not meant. */
  readonly passed: bigint[];
  report?: CatchpointReport;
  message?: string;
}

/** Keeps gdb's catchpoints of C++ exceptions as the client wants them, and looks at what they catch. */
export class Exceptions implements Disposable {
  private points: readonly Catchpoint[] = [];
  private queue: Promise<unknown> = Promise.resolve();
  private readonly subscription: Disposable;

  constructor(
    private readonly client: MiClient,
    private readonly control: RunControl,
    private readonly reader: ExceptionReader,
    private readonly onChange: (breakpoint: DebugProtocol.Breakpoint) => void,
  ) {
    // Later, so that the answer to an insertion that gdb gave before has been taken in.
    this.subscription = client.onNotify((record) => setImmediate(() => this.receive(record)));
  }

  /** Replaces the catchpoints; resolves with one breakpoint for each that is wanted. */
  set(wanted: readonly WantedCatch[]): Promise<readonly DebugProtocol.Breakpoint[]> {
    // Sets may come at the same time, and each begins where the one before it ended.
    const result = this.queue.then(() => this.replace(wanted));
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** What the program was stopped by; `passes` when no exception of that kind was meant. */
  async look({ report }: Stop): Promise<StopCause | 'passes' | undefined> {
    const point = report.kind === 'breakpoint' ? this.find(report.breakpoint) : undefined;
    if (!point || report.kind !== 'breakpoint') {
      return undefined;
    }
    const threadId = report.place.threadId ?? 1;
    const unknown = {
      threadId,
      description: descriptions[point.kind],
      text: 'A C++ exception whose type cannot be read.',
      exceptionId: 'C++ exception',
      explanation: 'Its type cannot be read.',
      breakMode: 'always',
    } as const;
    try {
      const thrown = await thrownAtCatchpoint(this.client, point.kind, threadId);
      if (!thrown) {
        return unknown;
      }
      if (!point.matches(await this.reader.typeNames(thrown))) {
        this.pass(point, thrown.type);
        return 'passes';
      }
      const exception = await this.reader.read(thrown, threadId);
      return {
        ...unknown,
        text: exceptionLine(exception),
        exceptionId: exception.typeName,
        explanation: exception.message ?? descriptions[point.kind],
        exception,
      };
    } catch (error) {
      if (error instanceof GdbEndedError) {
        throw error;
      }
      return { ...unknown, explanation: errorMessage(error) };
    }
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private find(number: string): Catchpoint | undefined {
    const own = number.split('.', 1)[0];
    return this.points.find((each) => each.report?.number === own);
  }

  private async replace(
    wanted: readonly WantedCatch[],
  ): Promise<readonly DebugProtocol.Breakpoint[]> {
    const old = this.points;
    this.points = wanted.map((each) => this.take(each, old));
    const kept = new Set(this.points.map(({ report }) => report?.number));
    const gone = old.flatMap(({ report }) =>
      report && !kept.has(report.number) ? [report.number] : [],
    );
    const fresh = this.points.filter(({ report, message }) => !report && message === undefined);
    if (gone.length > 0 || fresh.length > 0) {
      await this.control.quietly(async () => {
        await Promise.all([
          deleteBreakpoints(this.client, gone),
          ...fresh.map((point) => this.insert(point)),
        ]);
      });
    }
    return this.points.map(show);
  }

  private take(wanted: WantedCatch, old: readonly Catchpoint[]): Catchpoint {
    const before = old.find(({ kind }) => kind === wanted.kind);
    if (before && before.condition === wanted.condition) {
      return before;
    }
    if (before?.report && before.passed.length > 0) {
      passTypes(this.client, before.report.number, []);
    }
    const report = before?.report && { report: before.report };
    try {
      const matches = parseTypeFilter(wanted.condition ?? '');
      return { ...wanted, matches, passed: [], ...report };
    } catch (error) {
      return { ...wanted, matches: () => true, passed: [], message: errorMessage(error) };
    }
  }

  private async insert(point: Catchpoint): Promise<void> {
    try {
      point.report = await insertCatchpoint(this.client, point.kind);
    } catch (error) {
      if (error instanceof GdbEndedError) {
        throw error;
      }
      point.message = errorMessage(error);
    }
  }

  /** Has gdb itself let the next exceptions of a type pass, which saves the stops. */
  private pass(point: Catchpoint, type: bigint): void {
    // A type that comes again is one that gdb cannot test, as where the C++ library has no probes.
    const isNew = point.passed.length < longestCondition && !point.passed.includes(type);
    if (point.report && isNew) {
      point.passed.push(type);
      passTypes(this.client, point.report.number, point.passed);
    }
  }

  private receive({ name, body }: MiAsyncRecord): void {
    if (name === 'thread-group-started') {
      // The types of the next program lie elsewhere.
      this.reader.clear();
      for (const { report, passed } of this.points) {
        if (report && passed.splice(0).length > 0) {
          passTypes(this.client, report.number, []);
        }
      }
    }
    if (name === 'breakpoint-modified') {
      const report = readCatchpoint(body);
      const point = this.find(report.number);
      if (point?.report && point.report.bound !== report.bound) {
        point.report = report;
        this.onChange(show(point));
      }
    }
  }
}

/** Beyond this number of types, testing them costs more than it saves. */
const longestCondition = 50;

/** Numbers that no other breakpoint has, because the client knows both by them. */
const ids: Readonly<Record<CatchKind, number>> = {
  throw: 2_000_000_001,
  rethrow: 2_000_000_002,
  catch: 2_000_000_003,
};

const descriptions: Readonly<Record<CatchKind, string>> = {
  throw: 'Exception thrown',
  rethrow: 'Exception thrown on',
  catch: 'Exception caught',
};

function show({ kind, report, message }: Catchpoint): DebugProtocol.Breakpoint {
  const why =
    message ??
    (report?.bound
      ? undefined
      : 'The program has no C++ exceptions so far. It stops when it loads a library with them.');
  return {
    id: ids[kind],
    verified: report?.bound === true && message === undefined,
    ...(why !== undefined && { message: why }),
  };
}
