import { setTimeout as delay } from 'node:timers/promises';
import type { MiClient } from './miClient';
import { evaluateNumber, readText } from './programMemory';

/** Ends a call into the program that does not return by itself: sends the program a signal. */
export type CallGuard = () => Promise<void>;

/** How long a call may take: longer than any text takes to be made, shorter than a person's patience. */
const longestCall = 1000;

/**
 * Calls a member function without arguments that gives a text. Only the one thread runs, no
 * breakpoint stops it, and when it does not return it is taken back.
 */
export async function callForText(
  client: MiClient,
  threadId: number,
  member: bigint,
  object: bigint,
  guard: CallGuard,
): Promise<string | undefined> {
  const [armed, locking] = await Promise.all([
    enabledBreakpoints(client),
    client.command('-gdb-show', 'scheduler-locking'),
  ]);
  client.tell('-gdb-set', 'scheduler-locking', 'on');
  client.tell('-gdb-set', 'unwindonsignal', 'on');
  if (armed.length > 0) {
    client.tell('-break-disable', ...armed);
  }
  const call = `((char*(*)(void*))0x${member.toString(16)})((void*)0x${object.toString(16)})`;
  const thread = ['--thread', String(threadId), '--frame', '0'];
  const answer = evaluateNumber(client, call, thread);
  if (armed.length > 0) {
    client.tell('-break-enable', ...armed);
  }
  client.tell('-gdb-set', 'unwindonsignal', 'off');
  client.tell('-gdb-set', 'scheduler-locking', locking.text('value') ?? 'replay');
  await endLate(answer, guard);
  const address = await answer;
  return address === undefined ? undefined : readText(client, address);
}

async function endLate(answer: Promise<unknown>, guard: CallGuard): Promise<void> {
  const timeout = new AbortController();
  const late = delay(longestCall, true, { signal: timeout.signal, ref: false }).catch(() => false);
  if (await Promise.race([late, answer.then(() => false)])) {
    await guard();
  }
  timeout.abort();
}

async function enabledBreakpoints(client: MiClient): Promise<readonly string[]> {
  const table = (await client.command('-break-list')).tuple('BreakpointTable');
  return (table?.tuples('body') ?? [])
    .filter((each) => each.text('enabled') === 'y')
    .map((each) => each.text('number') ?? '')
    .filter((number) => /^\d+$/.test(number));
}
