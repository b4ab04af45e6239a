import { GdbError } from './gdbError';
import type { MiClient } from './miClient';

/**
 * Disables the breakpoints that gdb named when it could not let the program go on: with them it never
 * could. Gives their numbers. They are somebody's own, made by a command of gdb, so they are kept.
 */
export function disableRefused(client: MiClient, reason: string): readonly string[] {
  const numbers = [...reason.matchAll(/Cannot insert breakpoint (\d+)/g)].map((match) => match[1]);
  const refused = numbers.filter((number) => number !== undefined);
  if (refused.length > 0) {
    client.tell('-break-disable', ...refused);
  }
  return refused;
}

/**
 * Runs a command that sets a breakpoint which the program may not take: there is no register of the
 * processor left, or no memory at the address. gdb keeps such a breakpoint, and could not let the
 * program go on any more; it is taken out again.
 */
export async function removingRefused<T>(client: MiClient, command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    const left =
      error instanceof GdbError &&
      /(?:Could not insert hardware \w+|Cannot insert breakpoint) (\d+)/.exec(error.message)?.[1];
    if (left) {
      await client.command('-break-delete', left);
    }
    throw error;
  }
}
