import type { MiClient } from './miClient';
import { callForText, type CallGuard } from './guardedCall';
import { readBytes, readText, symbolAt } from './programMemory';
import type { ThrownObject } from './thrownObject';
import { findBase, type TypeInfo } from './typeInfo';

/** What an exception says. */
export interface ExceptionText {
  /** What its `what()` gives, or its value. */
  readonly message?: string;
  /** An expression for the whole object, where gdb knows its type. */
  readonly expression?: string;
}

/**
 * Reads what an exception says: the text of a `std::exception`, the value of anything else. The
 * texts of the standard's own classes are read where libstdc++ and libc++ keep them; only a `what()`
 * of the program's own is called.
 */
export async function readExceptionText(
  client: MiClient,
  threadId: number,
  { address }: ThrownObject,
  type: TypeInfo,
  guard: CallGuard,
): Promise<ExceptionText> {
  const [said, valued] = await Promise.all([
    findBase(client, address, type, 'std::exception')
      .then((base) => (base === undefined ? undefined : whatOf(client, threadId, base, guard)))
      .catch(() => undefined),
    valueOf(client, address, type.name),
  ]);
  const message = said ?? valued?.value;
  return {
    ...(message !== undefined && { message }),
    ...(valued && { expression: valued.expression }),
  };
}

async function whatOf(
  client: MiClient,
  threadId: number,
  exception: bigint,
  guard: CallGuard,
): Promise<string | undefined> {
  const table = (await readBytes(client, exception, 8)).readBigUInt64LE();
  // Two destructors come first.
  const what = (await readBytes(client, table + 16n, 8)).readBigUInt64LE();
  const symbol = await symbolAt(client, what);
  if (symbol !== undefined && keepsTextBehindTable.test(symbol)) {
    const text = (await readBytes(client, exception + 8n, 8)).readBigUInt64LE();
    return readText(client, text);
  }
  return callForText(client, threadId, what, exception, guard);
}

const keepsTextBehindTable = /^std::(?:runtime|logic)_error::what\(\) const$/;

async function valueOf(
  client: MiClient,
  address: bigint,
  name: string,
): Promise<{ readonly value: string; readonly expression: string } | undefined> {
  // Some names are read only between quotes, `(anonymous namespace)::Storm` for one; others only without.
  for (const type of [name, `'${name}'`]) {
    const expression = `*(${type}*)0x${address.toString(16)}`;
    const body = await client
      .command('-data-evaluate-expression', expression)
      .catch(() => undefined);
    const value = body?.text('value');
    if (value !== undefined && !value.startsWith('<incomplete type')) {
      return { value, expression };
    }
  }
  return undefined;
}
