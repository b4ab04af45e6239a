import { GdbError } from './gdbError';
import type { MiClient } from './miClient';

/**
 * Whether gdb can write all registers of the processor at once, as calling a function and a replay do;
 * one that cannot would try to replay for ever. The program must stand: a flag of the processor's that
 * tells of an invalid operation is turned and turned back.
 */
export async function canWriteRegisters(client: MiClient): Promise<boolean> {
  const turn = 'set var $mxcsr = (int) $mxcsr ^ 1';
  try {
    // In one write, so that nothing lets the program go on between them.
    await Promise.all([client.consoleCommand(turn), client.consoleCommand(turn)]);
  } catch (error) {
    // Other processors have no such register.
    return !(error instanceof GdbError && error.failure === 'tooOldToWrite');
  }
  return true;
}
