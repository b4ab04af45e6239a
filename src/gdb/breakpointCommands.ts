import type { MiClient } from './miClient';
import { MiTuple } from './miRecord';

/** Where a breakpoint is wanted. */
export type BreakpointPlace =
  | { readonly kind: 'line'; readonly sourcePath: string; readonly line: number }
  | { readonly kind: 'function'; readonly name: string };

/** A breakpoint that is wanted. */
export interface BreakpointRequest {
  readonly place: BreakpointPlace;
  readonly condition?: string;
  /** How many hits pass before the first stop. */
  readonly ignoreCount?: number;
  readonly temporary?: boolean;
}

/** Why a breakpoint is not in the program. */
export type UnboundReason = 'noSymbols' | 'noSource' | 'noCode' | 'noFunction' | 'unknown';

/** A breakpoint as gdb has it. */
export interface BreakpointReport {
  /** gdb's number, such as `3`. */
  readonly number: string;
  /** It is in the program; otherwise gdb waits for a library that has the place. */
  readonly bound: boolean;
  /** Only of a breakpoint that was just inserted and is not bound. */
  readonly unboundBecause?: UnboundReason;
  readonly sourcePath?: string;
  readonly line?: number;
  readonly addresses: readonly string[];
  readonly hits: number;
}

/** Inserts a breakpoint; one whose place is not known yet stays pending. */
export async function insertBreakpoint(
  client: MiClient,
  { place, condition, ignoreCount = 0, temporary = false }: BreakpointRequest,
): Promise<BreakpointReport> {
  const location =
    place.kind === 'line'
      ? ['--source', place.sourcePath, '--line', String(place.line)]
      : [place.name];
  const { body, text } = await client.commandWithText(
    '-break-insert',
    '-f',
    ...(temporary ? ['-t'] : []),
    ...(condition === undefined ? [] : ['-c', condition]),
    ...(ignoreCount > 0 ? ['-i', String(ignoreCount)] : []),
    ...location,
  );
  const report = readBreakpoint(body);
  return report.bound ? report : { ...report, unboundBecause: unboundReason(text) };
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

/** Keeps a breakpoint without stopping at it any more. */
export async function disableBreakpoint(client: MiClient, number: string): Promise<void> {
  await client.command('-break-disable', number);
}

/** Reads the body of an answer or of news about a breakpoint. */
export function readBreakpoint(body: MiTuple): BreakpointReport {
  const [main, ...rest] = [...body.all('bkpt'), ...body.all('')].filter(
    (each) => each instanceof MiTuple,
  );
  if (!main) {
    return { number: '', bound: false, addresses: [], hits: 0 };
  }
  // One place is told in the breakpoint itself; several follow in `locations`, in MI 2 beside it.
  const places = [main, ...main.tuples('locations'), ...rest];
  const addresses = places
    .map((place) => place.text('addr'))
    .filter((address) => address?.startsWith('0x') === true);
  const source = places.find((place) => place.text('fullname') !== undefined);
  const sourcePath = source?.text('fullname');
  const line = source?.number('line');
  return {
    number: main.text('number') ?? '',
    bound: addresses.length > 0,
    ...(sourcePath !== undefined && { sourcePath }),
    ...(line !== undefined && { line }),
    addresses: addresses.filter((address) => address !== undefined),
    hits: main.number('times') ?? 0,
  };
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
