import { GdbError } from './gdbError';
import type { MiClient } from './miClient';
import { shellExitCode } from './shellExitCode';

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

/**
 * Forbids gdb to call functions of the program where that is going to fail, before the program runs: a
 * condition that calls one would leave it standing, and gdb would tell nobody. Forbidden, the condition
 * cannot be tested, which is a stop. Whether it really fails {@link canWriteRegisters} finds out.
 */
export async function forbidVainCalls(client: MiClient): Promise<void> {
  if ((await shellExitCode(client, probe)) === 0) {
    client.forbidCalls(true);
  }
}

/** Whether the first processor has AMX; with nothing but the shell itself. */
const probe =
  'while read -r name rest; do case $name in flags) case $rest in *" amx_tile"*) exit 0;; esac; ' +
  'exit 1;; esac; done </proc/cpuinfo; exit 1';
