import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../../base/errors';
import type { Logger } from '../../base/logger';
import { runInContainer } from '../../engine/runInContainer';
import { interruptProgram, type InterruptScope } from '../../gdb/executionCommands';
import type { MiClient } from '../../gdb/miClient';
import { sendSignal, unfitSignals, type StoppingSignal } from '../../gdb/stoppingSignals';
import type { DebugContainer } from '../start/debugContainer';
import type { SentSignals } from './sentSignals';

/**
 * Stops the program or a part of it: resolves when `stopped` does, rejects when nothing helps. Every
 * signal that it sends is noted in `sent`.
 */
export type Interrupter = (
  scope: InterruptScope,
  stopped: Promise<unknown>,
  sent: SentSignals,
) => Promise<void>;

/**
 * What is tried one after another, and how long each has to work. A program may block SIGINT or take
 * it by `sigwait`; SIGTRAP is seldom blocked, and SIGSTOP never.
 */
const rungs: readonly { readonly signal: StoppingSignal; readonly patience: number }[] = [
  { signal: 'SIGINT', patience: 500 },
  { signal: 'SIGTRAP', patience: 1000 },
  { signal: 'SIGSTOP', patience: 1000 },
];

/** How long gdb may take for a command before it counts as busy. */
const answerLimit = 500;

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

const none: ReadonlySet<StoppingSignal> = new Set();

/** How long threads have that gdb stops one by one, which it does by a signal that nobody blocks. */
const threadPatience = 2500;

/** The interrupter of a program in a container, which has a number there only while it lives. */
export function createInterrupter(
  client: MiClient,
  container: DebugContainer,
  processId: () => number | undefined,
  log: Logger,
): Interrupter {
  const send = async (signal: StoppingSignal, sent: SentSignals): Promise<void> => {
    const id = processId();
    if (id === undefined) {
      return;
    }
    log.info(`The program is sent ${signal}.`);
    const taken = sendSignal(client, signal, id).then(() => true);
    const late = delay(answerLimit, false, { ref: false });
    if (await Promise.race([taken.catch(() => false), late])) {
      return;
    }
    // gdb may only be slow, and send its own as well.
    sent.sentAgain(signal);
    await signalProcess(container, id, signal.slice(3));
  };
  return async (scope, stopped, sent) => {
    const isStopped = stopped.then(() => true);
    const within = (milliseconds: number): Promise<boolean> =>
      Promise.race([isStopped, delay(milliseconds, false, { ref: false })]);
    if (scope !== 'program') {
      await interruptProgram(client, scope);
      if (await within(threadPatience)) {
        return;
      }
    }
    const id = processId();
    const unfit = await Promise.race([
      id === undefined ? none : unfitSignals(client, id).catch(() => none),
      delay(answerLimit, none, { ref: false }),
    ]);
    for (const { signal, patience } of rungs.filter((rung) => !unfit.has(rung.signal))) {
      if (signal === 'SIGINT') {
        // A gdb that has seen the program stop meanwhile sends nothing; it has told of the stop before.
        await Promise.race([interruptProgram(client, scope, () => sent.sent(signal)), isStopped]);
      } else {
        sent.sent(signal);
        await Promise.race([send(signal, sent), isStopped]);
      }
      if (await within(patience)) {
        return;
      }
      sent.held(signal);
    }
    throw cannotStop();
  };
}

function cannotStop(): UserError {
  return new UserError(
    'The program cannot be stopped: it reacts neither to SIGINT nor to SIGTRAP nor to SIGSTOP. It may wait for a disk or a device; it is paused as soon as it reacts.',
  );
}
