import { GdbError } from './gdbError';
import type { MiClient } from './miClient';

/** Whether the program's memory can be looked at: not when somebody killed it, which gdb does not notice. */
export async function canReadStack(client: MiClient): Promise<boolean> {
  try {
    await client.command('-data-read-memory-bytes', '$sp', '1');
    return true;
  } catch (error) {
    if (error instanceof GdbError) {
      return false;
    }
    throw error;
  }
}

/** Whether gdb has any process under it. */
export async function hasProcess(client: MiClient): Promise<boolean> {
  const body = await client.command('-list-thread-groups');
  return body.tuples('groups').some((group) => group.text('pid') !== undefined);
}
