import { GdbError } from './gdbError';
import type { MiClient } from './miClient';

/** How far a step goes. */
export type StepKind = 'next' | 'stepIn' | 'stepOut' | 'nextInstruction' | 'stepInstruction';

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
      : continueProgram(client));
  }
}

/** Asks gdb to stop the program; `*stopped` tells of it. */
export async function interruptProgram(client: MiClient): Promise<void> {
  await client.command('-exec-interrupt');
}
