import { DisposableStore } from '../base/disposable';
import { GdbEndedError, GdbError } from './gdbError';
import type { MiClient } from './miClient';

/** How far a step goes. */
export type StepKind = 'next' | 'stepIn' | 'stepOut' | 'nextInstruction' | 'stepInstruction';

/** Which threads run while one is stepped or let go on: see gdb's `set scheduler-locking`. */
export type SchedulerLocking = 'off' | 'on' | 'step' | 'replay';

/** What an interrupt of gdb's is to stop. */
export type InterruptScope = 'program' | 'allThreads' | { readonly threadId: number };

const operations: Readonly<Record<StepKind, string>> = {
  next: '-exec-next',
  stepIn: '-exec-step',
  stepOut: '-exec-finish',
  nextInstruction: '-exec-next-instruction',
  stepInstruction: '-exec-step-instruction',
};

/** Lets the program go on. Resolves once it runs. */
export async function continueProgram(client: MiClient): Promise<void> {
  await client.command('-exec-continue');
}

/** Lets one thread go on, and the others with it unless gdb holds them. Resolves once it runs. */
export async function continueThread(client: MiClient, threadId: number): Promise<void> {
  await client.command('-exec-continue', '--thread', String(threadId));
}

/** Lets every thread go on that stands; for a program whose threads stop one by one. */
export async function continueAllThreads(client: MiClient): Promise<void> {
  await client.command('-exec-continue', '--all');
}

/**
 * Steps one thread. Resolves once it runs; `*stopped` tells of the end of the step. In code without
 * line numbers, such as what calls `main`, a step goes out of it.
 */
export async function stepThread(
  client: MiClient,
  kind: StepKind,
  threadId: number,
): Promise<void> {
  const frame = kind === 'stepOut' ? ['--frame', '0'] : [];
  try {
    await client.command(operations[kind], '--thread', String(threadId), ...frame);
  } catch (error) {
    if (
      !(error instanceof GdbError) ||
      (error.failure !== 'noLines' && error.failure !== 'outermost')
    ) {
      throw error;
    }
    await (error.failure === 'noLines'
      ? stepThread(client, 'stepOut', threadId)
      : continueThread(client, threadId));
  }
}

/** Lets a thread run until it has come back to the frame of that level. Resolves once it runs. */
export async function finishToFrame(
  client: MiClient,
  threadId: number,
  level: number,
): Promise<void> {
  const frame = ['--frame', String(level - 1)];
  await client.command('-exec-finish', '--thread', String(threadId), ...frame);
}

/** Moves a thread to an address, from where it goes on. Resolves once it runs. */
export async function jumpToAddress(
  client: MiClient,
  threadId: number,
  address: string,
): Promise<void> {
  await client.command('-exec-jump', '--thread', String(threadId), `*${address}`);
}

/**
 * Asks gdb to stop threads; `*stopped` tells of it. `onTaken` is called when gdb has taken the
 * command, before any news that gdb writes after that.
 */
export async function interruptProgram(
  client: MiClient,
  scope: InterruptScope = 'program',
  onTaken?: () => void,
): Promise<void> {
  const options =
    scope === 'program'
      ? []
      : scope === 'allThreads'
        ? ['--all']
        : ['--thread', String(scope.threadId)];
  await client.rawCommand(['-exec-interrupt', ...options].join(' '), onTaken);
}

/** Does what makes gdb tell of a stop, also after its answer, and resolves when it has. */
export async function untilStopped(
  client: MiClient,
  action: () => Promise<unknown>,
): Promise<void> {
  const subscriptions = new DisposableStore();
  const stopped = new Promise<void>((resolve, reject) => {
    subscriptions.add(
      client.onExec(({ name }) => {
        if (name === 'stopped') {
          resolve();
        }
      }),
    );
    subscriptions.add(client.onEnd(() => reject(new GdbEndedError())));
  });
  try {
    await Promise.all([action(), stopped]);
  } finally {
    subscriptions.dispose();
  }
}

/** Chooses which threads run while one is stepped or let go on. */
export async function setSchedulerLocking(
  client: MiClient,
  locking: SchedulerLocking,
): Promise<void> {
  await client.command('-gdb-set', 'scheduler-locking', locking);
}

/** Which threads run while one is stepped or let go on. */
export async function getSchedulerLocking(client: MiClient): Promise<SchedulerLocking> {
  const value = (await client.command('-gdb-show', 'scheduler-locking')).text('value');
  return schedulerLockings.find((each) => each === value) ?? 'off';
}

const schedulerLockings: readonly SchedulerLocking[] = ['off', 'on', 'step', 'replay'];

/** Lets threads stop one by one; only before the program is started. */
export async function stopThreadsOneByOne(client: MiClient): Promise<void> {
  await client.command('-gdb-set', 'non-stop', 'on');
}

/** Makes a thread the one that commands without a thread are about. */
export async function selectThread(client: MiClient, threadId: number): Promise<void> {
  await client.command('-thread-select', String(threadId));
}

/**
 * Does the same with the first of some threads that stands; false when none of them does. gdb may
 * have let one go on already and not have told of it: `-exec-continue --all` is answered long before.
 */
export async function selectStanding(
  client: MiClient,
  threads: readonly number[],
): Promise<boolean> {
  for (const thread of threads) {
    const selected = await client.command('-thread-select', String(thread));
    // Of a thread that runs it tells no frame.
    if (selected.tuple('frame')) {
      return true;
    }
  }
  return false;
}
