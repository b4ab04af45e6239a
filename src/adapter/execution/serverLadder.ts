import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../../base/errors';
import { interruptProgram } from '../../gdb/executionCommands';
import type { MiClient } from '../../gdb/miClient';
import type { Interrupter } from './interrupt';

/** How long a gdbserver, which may be far away, has to stop its program. */
const serverWait = 5000;

/** Only the server can send signals to its program: that it was asked must do. */
export function createServerInterrupter(client: MiClient): Interrupter {
  return async (scope, stopped, sent) => {
    const isStopped = stopped.then(() => true);
    await interruptProgram(client, scope, () => sent.sent('SIGINT'));
    if (!(await Promise.race([isStopped, delay(serverWait, false, { ref: false })]))) {
      throw new UserError(
        'The program cannot be stopped: the gdbserver does not say that it has. The connection to it may be broken.',
      );
    }
  };
}
