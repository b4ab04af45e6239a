import { readFrame, type Frame } from './frame';
import type { MiTuple } from './miRecord';

/** Why the program stopped, or how it ended. */
export type StopReport =
  | {
      readonly kind: 'breakpoint';
      readonly place: StopPlace;
      readonly breakpoint: string;
      /** The breakpoint was made for one stop and is gone. */
      readonly temporary: boolean;
    }
  | {
      /** The memory of a watchpoint was read or written. */
      readonly kind: 'watchpoint';
      readonly place: StopPlace;
      readonly number: string;
      /** Before a change; absent when the value stayed as it was. */
      readonly oldValue?: string;
      readonly value: string;
    }
  | {
      /** The variable of a watchpoint has gone out of scope, and the watchpoint with it. */
      readonly kind: 'watchpointEnded';
      readonly place: StopPlace;
      readonly number: string;
    }
  /** A thread has arrived where it was to jump. */
  | { readonly kind: 'jump'; readonly place: StopPlace }
  | {
      readonly kind: 'step';
      readonly place: StopPlace;
      /** What the function returned that was stepped out of. */
      readonly returned?: ReturnedValue;
    }
  | {
      readonly kind: 'signal';
      readonly place: StopPlace;
      /** Such as `SIGSEGV`; `0` when gdb itself stopped a program that it attached to. */
      readonly signal: string;
      readonly meaning: string;
    }
  | {
      /** The program forked, and a catchpoint waited for that. */
      readonly kind: 'fork';
      readonly place: StopPlace;
      readonly breakpoint: string;
      readonly childId: number;
    }
  /** A recording has been run through to one of its ends. */
  | { readonly kind: 'endOfHistory'; readonly place: StopPlace }
  | { readonly kind: 'other'; readonly place: StopPlace; readonly reason: string }
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'killed'; readonly signal: string; readonly meaning: string };

/** How a program ended. */
export type EndReport = Extract<StopReport, { readonly kind: 'exited' | 'killed' }>;

/** The value of a function that has returned. */
interface ReturnedValue {
  /** gdb's name for it, such as `$1`. */
  readonly variable: string;
  readonly value: string;
  /** Known to the one who stepped out of it. */
  readonly functionName?: string;
}

/** Where a program stopped. */
interface StopPlace {
  readonly threadId: number | undefined;
  readonly frame: Frame | undefined;
}

/** Reads gdb's `*stopped`. */
export function readStop(body: MiTuple): StopReport {
  const frame = body.tuple('frame');
  const place: StopPlace = {
    threadId: body.number('thread-id'),
    frame: frame && readFrame(frame),
  };
  const signal = lastText(body, 'signal-name');
  const meaning = lastText(body, 'signal-meaning');
  const reason = lastText(body, 'reason');
  switch (reason) {
    case 'breakpoint-hit':
      return {
        kind: 'breakpoint',
        place,
        breakpoint: body.text('bkptno') ?? '',
        temporary: body.text('disp') === 'del',
      };
    case 'watchpoint-trigger':
    case 'read-watchpoint-trigger':
    case 'access-watchpoint-trigger':
      return readWatch(body, place);
    case 'watchpoint-scope':
      return { kind: 'watchpointEnded', place, number: body.text('wpnum') ?? '' };
    case 'end-stepping-range':
    case 'function-finished':
    case 'location-reached': {
      const variable = body.text('gdb-result-var');
      return variable === undefined
        ? { kind: 'step', place }
        : { kind: 'step', place, returned: { variable, value: body.text('return-value') ?? '' } };
    }
    case 'fork':
      return {
        kind: 'fork',
        place,
        breakpoint: body.text('bkptno') ?? '',
        childId: body.number('newpid') ?? 0,
      };
    case 'no-history':
      return { kind: 'endOfHistory', place };
    case 'signal-received':
      return { kind: 'signal', place, signal, meaning };
    case 'exited':
      // gdb writes the code in octal.
      return { kind: 'exited', exitCode: parseInt(body.text('exit-code') ?? '0', 8) };
    case 'exited-normally':
      return { kind: 'exited', exitCode: 0 };
    case 'exited-signalled':
      return { kind: 'killed', signal, meaning };
    default:
      return { kind: 'other', place, reason };
  }
}

/**
 * Signals that gdb only prints leave their name and reason in its next record, before those of the
 * record itself.
 */
function lastText(body: MiTuple, name: string): string {
  const text = body.all(name).at(-1);
  return typeof text === 'string' ? text : '';
}

function readWatch(body: MiTuple, place: StopPlace): StopReport {
  const watchpoint = body.tuple('wpt') ?? body.tuple('hw-rwpt') ?? body.tuple('hw-awpt');
  const value = body.tuple('value');
  const oldValue = value?.text('old');
  return {
    kind: 'watchpoint',
    place,
    number: watchpoint?.text('number') ?? '',
    ...(oldValue !== undefined && { oldValue }),
    value: value?.text('new') ?? value?.text('value') ?? '',
  };
}

/** The threads that gdb's `*stopped` or `*running` is about. */
export function readThreads(body: MiTuple): 'all' | readonly number[] {
  const one = body.text('thread-id');
  const several = body.get('stopped-threads');
  if (several === 'all' || (several === undefined && (one === undefined || one === 'all'))) {
    return 'all';
  }
  const threads = several === undefined ? [one ?? ''] : body.texts('stopped-threads');
  return threads.map(Number);
}

/** The thread that a stop is of; undefined when there is none any more. */
export function threadOf(report: StopReport): number | undefined {
  return 'place' in report ? report.place.threadId : undefined;
}

/** The program has ended. */
export function isEnd(report: StopReport): report is EndReport {
  return report.kind === 'exited' || report.kind === 'killed';
}
