import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../base/errors';
import type { InterruptLadder } from './interrupt';

/** How long a gdbserver, which may be far away, has to stop its program. */
const serverWait = 5000;

/** Only the server can send signals to its program: that it was asked must do. */
export const serverLadder: InterruptLadder = async (stopped) => {
  const isStopped = stopped.then(() => true);
  if (!(await Promise.race([isStopped, delay(serverWait, false, { ref: false })]))) {
    throw new UserError(
      'The program cannot be stopped: the gdbserver does not say that it has. The connection to it may be broken.',
    );
  }
};
