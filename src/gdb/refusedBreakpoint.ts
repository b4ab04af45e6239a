import { GdbError } from './gdbError';
import type { MiClient } from './miClient';

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
