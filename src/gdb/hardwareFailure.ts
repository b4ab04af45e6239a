import { GdbError } from './gdbError';
import type { MiClient } from './miClient';

/**
 * Runs a command that needs a register of the processor. gdb keeps a breakpoint for which there was
 * none, and could not let the program go on any more; it is taken out again.
 */
export async function needingHardware<T>(client: MiClient, command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    const left =
      error instanceof GdbError && /Could not insert hardware \w+ (\d+)/.exec(error.message)?.[1];
    if (left) {
      await client.command('-break-delete', left);
    }
    throw error;
  }
}
