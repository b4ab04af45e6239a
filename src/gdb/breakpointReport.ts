import { MiTuple, type MiAsyncRecord } from './miRecord';

/** A breakpoint as gdb has it. */
export interface BreakpointReport {
  /** gdb's number, such as `3`. */
  readonly number: string;
  /** Such as `breakpoint`, `hw breakpoint`, `hw watchpoint`, `dprintf` or `catchpoint`. */
  readonly type: string;
  /** It is in the program; otherwise gdb waits for a library that has the place. */
  readonly bound: boolean;
  readonly sourcePath?: string;
  readonly line?: number;
  readonly addresses: readonly string[];
  /** The functions that it is in, each once. */
  readonly functions: readonly string[];
  readonly hits: number;
  /** How many of the next hits pass. */
  readonly ignoreCount: number;
  readonly temporary: boolean;
  readonly condition?: string;
}

/** News about a breakpoint: from gdb itself, or because somebody used gdb's own commands. */
export type BreakpointNews =
  | { readonly kind: 'modified' | 'created'; readonly report: BreakpointReport }
  | { readonly kind: 'deleted'; readonly number: string };

/** Reads `=breakpoint-created`, `-modified` and `-deleted`; undefined for other news. */
export function readBreakpointNews({ name, body }: MiAsyncRecord): BreakpointNews | undefined {
  switch (name) {
    case 'breakpoint-modified':
      return { kind: 'modified', report: readBreakpoint(body) };
    case 'breakpoint-created':
      return { kind: 'created', report: readBreakpoint(body) };
    case 'breakpoint-deleted':
      return { kind: 'deleted', number: body.text('id') ?? '' };
    default:
      return undefined;
  }
}

/** Reads the body of an answer or of news about a breakpoint. */
export function readBreakpoint(body: MiTuple): BreakpointReport {
  const [main = MiTuple.empty, ...rest] = [...body.all('bkpt'), ...body.all('')].filter(
    (each) => each instanceof MiTuple,
  );
  // One place is told in the breakpoint itself; several follow in `locations`, in MI 2 beside it.
  const places = [main, ...main.tuples('locations'), ...rest];
  const addresses = places
    .map((place) => place.text('addr'))
    .filter((address) => address?.startsWith('0x') === true);
  const functions = places.flatMap((place) => place.text('func') ?? []);
  const source = places.find((place) => place.text('fullname') !== undefined);
  const sourcePath = source?.text('fullname');
  const line = source?.number('line');
  const condition = main.text('cond');
  return {
    number: main.text('number') ?? '',
    type: main.text('type') ?? '',
    bound: addresses.length > 0,
    ...(sourcePath !== undefined && { sourcePath }),
    ...(line !== undefined && { line }),
    addresses: addresses.filter((address) => address !== undefined),
    functions: [...new Set(functions)],
    hits: main.number('times') ?? 0,
    ignoreCount: main.number('ignore') ?? 0,
    temporary: main.text('disp') === 'del',
    ...(condition !== undefined && { condition }),
  };
}
