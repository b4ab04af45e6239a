import { readBreakpoint } from './breakpointReport';
import { removingRefused } from './refusedBreakpoint';
import type { MiClient } from './miClient';
import { MiTuple } from './miRecord';
import { evaluateExpression, select, type FrameSelector } from './variableCommands';

/** What a watchpoint stops at. */
export type WatchAccess = 'read' | 'write' | 'readWrite';

const accessOptions: Readonly<Record<WatchAccess, readonly string[]>> = {
  read: ['-r'],
  write: [],
  readWrite: ['-a'],
};

/** A watchpoint that gdb has made. */
export interface InsertedWatchpoint {
  readonly number: string;
  /** The processor watches; otherwise gdb would step through every instruction. */
  readonly hardware: boolean;
}

/** Lets gdb watch by stepping through every instruction from now on; it can only watch for changes so. */
export async function watchInSoftware(client: MiClient): Promise<void> {
  await client.command('-gdb-set', 'can-use-hw-watchpoints', '0');
}

/** Watches an expression. */
export async function insertWatchpoint(
  client: MiClient,
  expression: string,
  access: WatchAccess,
  frame?: FrameSelector,
): Promise<InsertedWatchpoint> {
  const options = [...(frame ? select(frame) : []), ...accessOptions[access]];
  const body = await removingRefused(
    client,
    client.command('-break-watch', ...options, expression),
  );
  const [watchpoint] = body.entries.map(([, value]) => value);
  const number = watchpoint instanceof MiTuple ? (watchpoint.text('number') ?? '') : '';
  return { number, hardware: await isHardware(client, number) };
}

async function isHardware(client: MiClient, number: string): Promise<boolean> {
  const body = await client.command('-break-info', number);
  const [row] = (body.tuple('BreakpointTable')?.get('body') ?? []) as readonly unknown[];
  const type = row instanceof MiTuple ? readBreakpoint(new MiTuple([['bkpt', row]])).type : '';
  return type !== 'watchpoint';
}

/** Where an expression's value lies. */
export interface MemoryPlace {
  readonly address: string;
  readonly bytes: number;
  /** The variable that lies there, when it is one that lasts as long as the program. */
  readonly symbol?: string;
}

/**
 * Finds where an expression's value lies, and keeps the typed address in a variable of gdb's, so that
 * `*$variable` names the memory when the frame is gone.
 */
export async function keepAddress(
  client: MiClient,
  variable: string,
  expression: string,
  frame?: FrameSelector,
): Promise<MemoryPlace> {
  const [shown, bytes] = await Promise.all([
    evaluateExpression(client, `$${variable} = &(${expression})`, frame),
    evaluateExpression(client, `sizeof(${expression})`, frame),
  ]);
  const match = /(0x[0-9a-f]+)(?: <([^>+]+)(?:\+\d+)?>)?/.exec(shown);
  return {
    address: match?.[1] ?? '',
    bytes: Number(bytes),
    ...(match?.[2] !== undefined && { symbol: match[2] }),
  };
}

/** Whether an address lies in the part of the stack that ends with a frame. */
export async function diesWithFrame(
  client: MiClient,
  address: string,
  frame: FrameSelector,
): Promise<boolean> {
  const [from, about] = await Promise.all([
    evaluateExpression(client, '(unsigned long) $sp', frame),
    // The caller's stack pointer would do, but gdb does not unwind beyond main.
    client.consoleCommand('info frame', select(frame)),
  ]);
  const to = /\bframe at (0x[0-9a-f]+)/.exec(about)?.[1] ?? '0';
  const place = BigInt(address);
  return BigInt(from) <= place && place < BigInt(to);
}
