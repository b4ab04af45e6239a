import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../base/errors';
import type { Logger } from '../base/logger';
import { runInContainer } from '../engine/runInContainer';
import type { DebugContainer } from './debugContainer';

/**
 * Makes sure that an interrupted program stops: resolves when `stopped` does, sends it signals when
 * that takes too long, and rejects when nothing helps.
 */
export type InterruptLadder = (stopped: Promise<unknown>) => Promise<void>;

/**
 * What is tried when gdb's own interrupt does not stop the program: a program may block SIGINT or
 * handle it by `sigwait`, and SIGTRAP is seldom blocked.
 */
const steps = [
  { after: 500, signal: 'INT' },
  { after: 1000, signal: 'TRAP' },
] as const;

/** How long the last signal has to work. */
const lastWait = 1500;

/** Sends a process of the container a signal, as the user who debugs. */
export async function signalProcess(
  container: DebugContainer,
  processId: number | undefined,
  signal: string,
): Promise<void> {
  if (processId !== undefined) {
    await runInContainer(container.engine, container.id, {
      argv: ['sh', '-c', 'kill -s "$1" "$2"', 'sh', signal, String(processId)],
      ...(container.user && { user: container.user }),
    });
  }
}

/** The ladder for the program of a container, which has a number there only while it lives. */
export function createInterruptLadder(
  container: DebugContainer,
  processId: () => number | undefined,
  log: Logger,
): InterruptLadder {
  return async (stopped) => {
    const isStopped = stopped.then(() => true);
    const within = (milliseconds: number): Promise<boolean> =>
      Promise.race([isStopped, delay(milliseconds, false, { ref: false })]);
    for (const { after, signal } of steps) {
      const id = (await within(after)) ? undefined : processId();
      if (id === undefined) {
        return;
      }
      log.info(`The program did not stop; it is sent SIG${signal}.`);
      await signalProcess(container, id, signal);
    }
    if (!(await within(lastWait))) {
      throw new UserError(
        'The program cannot be stopped: it reacts neither to SIGINT nor to SIGTRAP. It may wait for a disk or a device.',
      );
    }
  };
}
