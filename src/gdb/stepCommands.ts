import { setCondition } from './breakpointCommands';
import { readFrame, type Frame } from './frame';
import { GdbError } from './gdbError';
import type { MiClient } from './miClient';

/**
 * A step of gdb's stops where control comes back to. An exception or a `longjmp` comes back elsewhere,
 * which gdb follows only where the libraries bear probes for it; elsewhere the program would run on.
 */
export type StepGuard = 'exception' | 'longjmp';

/** Which step a guard is for. */
export interface GuardedStep {
  readonly threadId: number;
  readonly direction: 'over' | 'out';
}

/** The convenience variable that keeps where the stack of a thread was when it was last shown. */
function startOfStack(threadId: number): string {
  return `$drydock_stack_${threadId}`;
}

/** The stack pointer of a frame as a number, which is how {@link markStack} tells it. */
export const stackPointer = '(long)$sp';

/** glibc keeps what `longjmp` restores scrambled: rotated, and xor-ed with a word of the thread. */
function scrambled(index: number): string {
  const word = `((unsigned long*)$rdi)[${index}]`;
  return `(((${word} >> 17) | (${word} << 47)) ^ *(unsigned long*)($fs_base + 0x30))`;
}

const guards: Readonly<Record<StepGuard, { readonly function: string; readonly stack: string }>> = {
  exception: { function: '__cxa_begin_catch', stack: stackPointer },
  longjmp: { function: 'longjmp', stack: `(long)${scrambled(6)}` },
};

/**
 * Inserts a guard, disabled: a breakpoint where a step may come out of a thread that stands where
 * {@link markStack} has met it. Undefined where the program has nothing to guard, such as no exceptions.
 */
export async function insertStepGuard(
  client: MiClient,
  guard: StepGuard,
  step: GuardedStep,
): Promise<string | undefined> {
  const condition = conditionOf(guard, step);
  try {
    const body = await client.command(
      '-break-insert',
      '-d',
      '-c',
      condition,
      guards[guard].function,
    );
    return body.tuple('bkpt')?.text('number');
  } catch (error) {
    if (error instanceof GdbError) {
      return undefined;
    }
    throw error;
  }
}

/** Makes a guard one of another step. */
export async function aimStepGuard(
  client: MiClient,
  number: string,
  guard: StepGuard,
  step: GuardedStep,
): Promise<void> {
  await setCondition(client, number, conditionOf(guard, step));
}

/**
 * A guard lets pass what comes out in a function that was called since, or, of a step out, in this
 * one. A call pushes its way back, at least, on most machines.
 */
function conditionOf(guard: StepGuard, { threadId, direction }: GuardedStep): string {
  const lowest = `${startOfStack(threadId)}${direction === 'over' ? ' - 8' : ''}`;
  return `$_thread == ${threadId} && ${guards[guard].stack} >= ${lowest}`;
}

/** True where what `longjmp` restores can be read: on x86-64, in a program with glibc. */
export async function canGuardLongjmp(client: MiClient): Promise<boolean> {
  const evaluate = (expression: string): Promise<string | undefined> =>
    client.command('-data-evaluate-expression', expression).then(
      (body) => body.text('value'),
      () => undefined,
    );
  const [base, shared, linked] = await Promise.all([
    evaluate('$fs_base'),
    // A function of the shared library, and a variable of the static one.
    evaluate('(void*)&gnu_get_libc_version'),
    evaluate('(void*)&__pointer_chk_guard_local'),
  ]);
  return base !== undefined && base !== 'void' && (shared ?? linked) !== undefined;
}

/**
 * Has gdb keep where the stack of a thread is, for guards, and for finding the frame again. Resolves
 * with it; undefined where gdb cannot tell.
 */
export function markStack(client: MiClient, threadId: number): Promise<string | undefined> {
  const frame = ['--thread', String(threadId), '--frame', '0'];
  const expression = `${startOfStack(threadId)} = ${stackPointer}`;
  return client.command('-data-evaluate-expression', ...frame, expression).then(
    (body) => body.text('value'),
    () => undefined,
  );
}

/** The level of the frame in which a step of a thread was begun; undefined when it is no more. */
export async function levelOfStep(
  client: MiClient,
  threadId: number,
  limit: number,
): Promise<number | undefined> {
  for (let start = 0; start < limit; start += levelsAtOnce) {
    const levels = Array.from({ length: levelsAtOnce }, (_, index) => start + index);
    const answers = await Promise.all(
      levels.map(async (level) => {
        const frame = ['--thread', String(threadId), '--frame', String(level)];
        const expression = `${stackPointer} == ${startOfStack(threadId)}`;
        const body = await client
          .command('-data-evaluate-expression', ...frame, expression)
          .catch(() => undefined);
        return body?.text('value');
      }),
    );
    const found = answers.findIndex((value) => value === '1' || value === 'true');
    if (found >= 0 || answers.includes(undefined)) {
      return found < 0 ? undefined : start + found;
    }
  }
  return undefined;
}

const levelsAtOnce = 8;

/** Where a `longjmp` goes that a thread is about to do. */
export async function targetOfLongjmp(client: MiClient, threadId: number): Promise<string> {
  const thread = ['--thread', String(threadId), '--frame', '0'];
  const expression = `(void*)${scrambled(7)}`;
  const body = await client.command('-data-evaluate-expression', ...thread, expression);
  return /0x[0-9a-f]+/.exec(body.text('value') ?? '')?.[0] ?? '';
}

/** Inserts a breakpoint at an address for one stop of one thread. */
export async function insertForOnce(
  client: MiClient,
  threadId: number,
  address: string,
): Promise<string> {
  const body = await client.command('-break-insert', '-t', '-p', String(threadId), `*${address}`);
  return body.tuple('bkpt')?.text('number') ?? '';
}

/** The innermost frame of a thread. */
export async function innermostFrame(client: MiClient, threadId: number): Promise<Frame> {
  const body = await client.command('-stack-info-frame', '--thread', String(threadId));
  const frame = body.tuple('frame');
  return frame ? readFrame(frame) : { level: 0, address: '' };
}
