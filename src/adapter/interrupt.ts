import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../base/errors';
import type { Logger } from '../base/logger';
import { runInContainer } from '../engine/runInContainer';
import type { DebugContainer } from './debugContainer';
import type { RunControl } from './runControl';

/**
 * What is tried when gdb's own interrupt does not stop the program: a program may block SIGINT or
 * handle it by `sigwait`, and SIGTRAP is seldom blocked.
 */
const ladder = [
  { after: 500, signal: 'INT' },
  { after: 1000, signal: 'TRAP' },
] as const;

/** How long the last signal has to work. */
const lastWait = 1500;

/** Stops the program. Resolves when it has stopped, rejects when it cannot be stopped. */
export async function pauseProgram(
  control: RunControl,
  container: DebugContainer,
  processId: () => number | undefined,
  log: Logger,
): Promise<void> {
  await control.pause();
  const stopped = new AbortController();
  const subscription = control.onStop(() => stopped.abort());
  try {
    for (const { after, signal } of ladder) {
      await sleep(after, stopped.signal);
      const id = processId();
      if (!control.pausePending || id === undefined) {
        return;
      }
      log.info(`The program did not stop; it is sent SIG${signal}.`);
      await runInContainer(container.engine, container.id, {
        argv: ['sh', '-c', 'kill -s "$1" "$2"', 'sh', signal, String(id)],
        ...(container.user && { user: container.user }),
      });
    }
    await sleep(lastWait, stopped.signal);
    if (control.pausePending) {
      throw new UserError(
        'The program cannot be stopped: it reacts neither to SIGINT nor to SIGTRAP. It may wait for a disk or a device.',
      );
    }
  } finally {
    subscription.dispose();
  }
}

/** Waits, but no longer than until the signal fires. */
async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
}
