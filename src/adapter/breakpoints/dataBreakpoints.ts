import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import { Emitter } from '../../base/event';
import {
  deleteBreakpoints,
  disableBreakpoint,
  ignoreHits,
  insertingAtOnce,
  setCondition,
} from '../../gdb/breakpointCommands';
import { GdbEndedError, GdbError } from '../../gdb/gdbError';
import type { MiClient } from '../../gdb/miClient';
import type { StopReport } from '../../gdb/stopReport';
import { plainText } from '../../gdb/valueText';
import { insertWatchpoint, watchInSoftware } from '../../gdb/watchpointCommands';
import type { DebugRegisters } from './debugRegisters';
import { parseHitCondition, planHits, type HitCondition } from './hitCondition';
import type { RunControl } from '../execution/runControl';
import { DataFinder, type WatchedData } from './watchedData';

/** A data breakpoint as the session keeps it. */
interface DataBreakpoint {
  readonly id: number;
  readonly wanted: DebugProtocol.DataBreakpoint;
  readonly hitCondition?: HitCondition;
  data?: WatchedData;
  /** gdb's number; absent when it is not watched. */
  number?: string;
  hits: number;
  /** It is set when the program stands. */
  awaitsProgram?: boolean;
  message?: string;
}

/** A data breakpoint that ended by itself. */
export interface DataBreakpointChange {
  readonly reason: 'changed' | 'removed';
  readonly breakpoint: DebugProtocol.Breakpoint;
}

/** The data breakpoints of a session. */
export class DataBreakpoints implements Disposable {
  readonly finder: DataFinder;
  private readonly client: MiClient;
  private readonly registers: DebugRegisters;
  private readonly changeEmitter = new Emitter<DataBreakpointChange>();
  private readonly subscriptions: readonly Disposable[];
  private all: readonly DataBreakpoint[] = [];
  private queue: Promise<unknown> = Promise.resolve();
  /** By gdb's number: gdb has removed a watchpoint already when it tells that its variable is gone. */
  private readonly labels = new Map<string, string>();

  /** A data breakpoint ended. */
  readonly onChange = this.changeEmitter.event;

  constructor(
    parts: { readonly client: MiClient; readonly registers: DebugRegisters },
    private readonly control: RunControl,
    private readonly nextId: () => number,
    private readonly hasProgram: () => boolean,
  ) {
    const { client } = parts;
    this.client = client;
    this.registers = parts.registers;
    this.finder = new DataFinder(client);
    this.subscriptions = [
      control.onResume(() => this.finder.forgetFrames()),
      client.onNotify(({ name, body }) => {
        if (name === 'thread-group-exited') {
          this.programEnded();
        } else if (name === 'breakpoint-deleted') {
          this.drop(body.text('id') ?? '');
        }
      }),
    ];
  }

  /** Replaces all data breakpoints. */
  set(wanted: readonly DebugProtocol.DataBreakpoint[]): Promise<DebugProtocol.Breakpoint[]> {
    const result = this.queue.then(() => this.replace(wanted));
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** Whether there are data breakpoints that wait for the program. */
  get awaitProgram(): boolean {
    return this.all.some(({ awaitsProgram }) => awaitsProgram);
  }

  /** Sets the data breakpoints that have waited for the program, which stands. */
  async programStands(): Promise<void> {
    for (const each of this.all.filter(({ awaitsProgram }) => awaitsProgram)) {
      delete each.awaitsProgram;
      delete each.message;
      await this.insert(each);
      this.changeEmitter.fire({ reason: 'changed', breakpoint: show(each) });
    }
  }

  /** What the client is told about the stop of a data breakpoint. */
  async takeHit(
    report: Extract<StopReport, { kind: 'watchpoint' }>,
  ): Promise<Partial<DebugProtocol.StoppedEvent['body']>> {
    const hit = this.all.find(({ number }) => number === report.number);
    if (!hit) {
      return {};
    }
    hit.hits += 1;
    await this.afterStop(hit, report.number);
    const label = hit.data?.label ?? 'The memory';
    const [oldValue, value] = [report.oldValue, report.value].map(
      (each) => each && plainText(each),
    );
    return {
      hitBreakpointIds: [hit.id],
      description: shortChange(label, oldValue, value),
      text:
        oldValue === undefined
          ? `"${label}" was accessed; it is ${value}.`
          : `"${label}" changed from ${oldValue} to ${value}.`,
    };
  }

  /** The variable of a data breakpoint has gone out of scope; resolves with a sentence that says so. */
  leave(number: string): string {
    this.drop(number);
    const label = this.labels.get(number) ?? 'A variable';
    return `"${label}" has gone out of scope, and its data breakpoint with it.`;
  }

  dispose(): void {
    for (const each of this.subscriptions) {
      each.dispose();
    }
    this.changeEmitter.dispose();
  }

  private async replace(
    wanted: readonly DebugProtocol.DataBreakpoint[],
  ): Promise<DebugProtocol.Breakpoint[]> {
    const old = [...this.all];
    const result = wanted.map((wish): DataBreakpoint => {
      const index = old.findIndex(
        (each) => each.number !== undefined && JSON.stringify(each.wanted) === JSON.stringify(wish),
      );
      return (index >= 0 ? old.splice(index, 1)[0] : undefined) ?? this.create(wish);
    });
    this.all = result;
    const gone = old.flatMap(({ number }) => number ?? []);
    const fresh = result.filter((each) => each.number === undefined && !each.message);
    if (fresh.length > 0 && !(await this.registers.work())) {
      await watchInSoftware(this.client);
      // gdb would step through all that happens before main, which takes minutes.
      waitForProgram(this.hasProgram() ? [] : fresh);
    }
    if (gone.length > 0 || fresh.length > 0) {
      await this.control.standing(async () => {
        await deleteBreakpoints(this.client, gone);
        await insertingAtOnce(this.client, async () => {
          for (const each of fresh.filter(({ awaitsProgram }) => !awaitsProgram)) {
            await this.insert(each);
          }
        });
      });
    }
    return result.map(show);
  }

  private create(wanted: DebugProtocol.DataBreakpoint): DataBreakpoint {
    const id = this.nextId();
    const data = this.finder.get(wanted.dataId);
    if (!data) {
      const message =
        'The program has gone on since this variable was shown. Show it again to watch it.';
      return { id, wanted, hits: 0, message };
    }
    try {
      const { hitCondition } = wanted;
      const hit = hitCondition ? { hitCondition: parseHitCondition(hitCondition) } : {};
      return { id, wanted, hits: 0, data, ...hit };
    } catch (error) {
      return { id, wanted, hits: 0, data, message: errorMessage(error) };
    }
  }

  private async insert(breakpoint: DataBreakpoint): Promise<void> {
    const { data, wanted, hitCondition } = breakpoint;
    const { expression = '', frame, label = '' } = data ?? {};
    const access = wanted.accessType ?? 'write';
    const inSoftware = !(await this.registers.work());
    if (inSoftware && access !== 'write') {
      breakpoint.message = `"${label}" can only be watched for changes here: ${noReports}.`;
      return;
    }
    let made: string | undefined;
    try {
      const { number, hardware } = await insertWatchpoint(this.client, expression, access, frame);
      made = number;
      if (!hardware && !inSoftware) {
        await deleteBreakpoints(this.client, [number]);
        breakpoint.message = `"${label}" is too large to be watched${data?.bytes ? ` (${data.bytes} bytes)` : ''}. The processor watches a few words; watch a part of it.`;
        return;
      }
      if (wanted.condition) {
        await setCondition(this.client, number, wanted.condition);
      }
      if (hitCondition) {
        await ignoreHits(this.client, number, planHits(hitCondition).ignoreCount);
      }
      if (inSoftware) {
        breakpoint.message = `"${label}" is watched by stepping through every instruction, since ${noReports}: the program runs very slowly, and what other threads change is noticed late.`;
      }
      breakpoint.number = number;
      this.labels.set(number, label);
    } catch (error) {
      if (error instanceof GdbEndedError) {
        throw error;
      }
      await deleteBreakpoints(this.client, made === undefined ? [] : [made]);
      breakpoint.message = refusal(label, error);
    }
  }

  private async afterStop({ hitCondition, hits }: DataBreakpoint, number: string): Promise<void> {
    const plan = hitCondition && planHits(hitCondition);
    if (plan?.afterStop === undefined) {
      return;
    }
    if ('ignore' in plan.afterStop) {
      await ignoreHits(this.client, number, plan.afterStop.ignore);
    } else if (hits + plan.ignoreCount >= plan.afterStop.disableFrom) {
      await disableBreakpoint(this.client, number);
    }
  }

  /** gdb has removed one, or somebody has by gdb's own commands. */
  private drop(number: string): void {
    const breakpoint = this.all.find((each) => each.number === number);
    if (breakpoint) {
      this.all = this.all.filter((each) => each !== breakpoint);
      delete breakpoint.number;
      this.changeEmitter.fire({ reason: 'removed', breakpoint: show(breakpoint) });
    }
  }

  /** Addresses mean nothing in another run, and gdb could not start the program with them. */
  private programEnded(): void {
    const ended = this.all.filter(({ data, number }) => number && data?.lasting === false);
    const numbers = ended.flatMap(({ number }) => number ?? []);
    // gdb may be on its way out with the program.
    deleteBreakpoints(this.client, numbers).catch(() => undefined);
    for (const each of ended) {
      delete each.number;
      each.message = 'The program that had this variable has ended.';
      this.changeEmitter.fire({ reason: 'changed', breakpoint: show(each) });
    }
  }
}

const noReports =
  'the processor of this machine, which may be a virtual one, does not report hardware breakpoints';

function waitForProgram(breakpoints: readonly DataBreakpoint[]): void {
  for (const each of breakpoints) {
    each.awaitsProgram = true;
    each.message = 'It is set when the program has reached "main".';
  }
}

/** Beside the title of the call stack, where long values have no room. */
function shortChange(
  label: string,
  oldValue: string | undefined,
  value: string | undefined,
): string {
  const change =
    oldValue === undefined ? `${label} accessed` : `${label}: ${oldValue} → ${value ?? ''}`;
  return change.length <= longestChange ? change : `${label} changed`;
}

/** What a side bar shows of a stop without cutting it. */
const longestChange = 60;

function show({ id, number, message }: DataBreakpoint): DebugProtocol.Breakpoint {
  return { id, verified: number !== undefined, ...(message !== undefined && { message }) };
}

function refusal(label: string, error: unknown): string {
  return error instanceof GdbError && error.failure === 'noHardware'
    ? `The processor has no register left to watch "${label}". Remove another data or hardware breakpoint, or watch a smaller part.`
    : `"${label}" cannot be watched: ${errorMessage(error)}`;
}
