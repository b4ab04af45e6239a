import { removingRefused } from './refusedBreakpoint';
import type { MiClient } from './miClient';
import { readBreakpoint, type BreakpointReport } from './breakpointReport';

/** Where a breakpoint is wanted. */
export type BreakpointPlace =
  | { readonly kind: 'line'; readonly sourcePath: string; readonly line: number }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'address'; readonly address: string };

/** A breakpoint that is wanted. */
export interface BreakpointRequest {
  readonly place: BreakpointPlace;
  readonly condition?: string;
  /** How many hits pass before the first stop. */
  readonly ignoreCount?: number;
  readonly temporary?: boolean;
  /** By a register of the processor, which leaves the program's code as it is. */
  readonly hardware?: boolean;
}

/** Why a breakpoint is not in the program. */
export type UnboundReason = 'noSymbols' | 'noSource' | 'noCode' | 'noFunction' | 'unknown';

/** A breakpoint that was just inserted. */
export interface InsertedBreakpoint extends BreakpointReport {
  /** Only when it is not bound. */
  readonly unboundBecause?: UnboundReason;
}

/** Inserts a breakpoint; one whose place is not known yet stays pending. */
export async function insertBreakpoint(
  client: MiClient,
  { place, condition, ignoreCount = 0, temporary = false, hardware = false }: BreakpointRequest,
): Promise<InsertedBreakpoint> {
  const { body, text } = await removingRefused(
    client,
    client.commandWithText(
      '-break-insert',
      '-f',
      ...(temporary ? ['-t'] : []),
      ...(hardware ? ['-h'] : []),
      ...options(condition, ignoreCount),
      ...location(place),
    ),
  );
  return inserted(readBreakpoint(body), text);
}

/** Inserts a place that prints a text, without a stop. The format is that of C's `printf`. */
export async function insertPrint(
  client: MiClient,
  { place, condition, ignoreCount = 0 }: BreakpointRequest,
  format: string,
): Promise<InsertedBreakpoint> {
  const { body, text } = await client.commandWithText(
    '-dprintf-insert',
    '-f',
    ...options(condition, ignoreCount),
    ...location(place),
    format,
  );
  return inserted(readBreakpoint(body), text);
}

/** Removes breakpoints by gdb's number. */
export async function deleteBreakpoints(
  client: MiClient,
  numbers: readonly string[],
): Promise<void> {
  if (numbers.length > 0) {
    await client.command('-break-delete', ...numbers);
  }
}

/** Lets the next `count` hits pass. */
export async function ignoreHits(client: MiClient, number: string, count: number): Promise<void> {
  await client.command('-break-after', number, String(count));
}

/** Stops at a breakpoint only where an expression is true; an empty one lifts that. */
export async function setCondition(
  client: MiClient,
  number: string,
  condition: string,
): Promise<void> {
  // `-break-condition` takes the rest of the line before gdb 12, and words after it. What is quoted is a
  // string to the older ones, which they call the program for, to have it there: it is always true.
  await client.consoleCommand(`condition ${number} ${condition}`);
}

/** Keeps a breakpoint without stopping at it any more. */
export async function disableBreakpoint(client: MiClient, number: string): Promise<void> {
  await client.command('-break-disable', number);
}

/** Stops at a disabled breakpoint again. */
export async function enableBreakpoint(client: MiClient, number: string): Promise<void> {
  await client.command('-break-enable', number);
}

/**
 * Does something while gdb puts breakpoints into a program that stands at once, not only when it goes
 * on: what the processor has no register for is refused then, and not when it is too late.
 */
export async function insertingAtOnce<T>(client: MiClient, action: () => Promise<T>): Promise<T> {
  client.tell('-gdb-set', 'breakpoint', 'always-inserted', 'on');
  try {
    return await action();
  } finally {
    client.tell('-gdb-set', 'breakpoint', 'always-inserted', 'off');
  }
}

function options(condition: string | undefined, ignoreCount: number): readonly string[] {
  return [
    ...(condition === undefined ? [] : ['-c', condition]),
    ...(ignoreCount > 0 ? ['-i', String(ignoreCount)] : []),
  ];
}

function location(place: BreakpointPlace): readonly string[] {
  switch (place.kind) {
    case 'line':
      return ['--source', place.sourcePath, '--line', String(place.line)];
    case 'address':
      return [`*${place.address}`];
    case 'function': {
      const { name } = place;
      // gdb reads `file:function` and `*address` as well; any other text is a name as it stands, lest
      // its blanks or an "if" be read as more than that.
      return /^\*|^[^:()<>\s]+:[^:]/.test(name) ? [name] : ['--function', name];
    }
  }
}

function inserted(report: BreakpointReport, text: string): InsertedBreakpoint {
  return report.bound ? report : { ...report, unboundBecause: unboundReason(text) };
}

/** What gdb says before it leaves a breakpoint pending. */
function unboundReason(text: string): UnboundReason {
  const sign = unboundSigns.find(([pattern]) => pattern.test(text));
  return sign?.[1] ?? 'unknown';
}

const unboundSigns: readonly (readonly [RegExp, UnboundReason])[] = [
  [/No symbol table/, 'noSymbols'],
  [/No source file named/, 'noSource'],
  [/No (?:compiled code for )?line/, 'noCode'],
  [/Function .* not defined/, 'noFunction'],
];
