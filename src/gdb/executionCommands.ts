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

/** Steps one thread. Resolves once it runs; `*stopped` tells of the end of the step. */
export async function stepThread(
  client: MiClient,
  kind: StepKind,
  threadId: number,
): Promise<void> {
  const frame = kind === 'stepOut' ? ['--frame', '0'] : [];
  await client.command(operations[kind], '--thread', String(threadId), ...frame);
}

/** Asks gdb to stop the program; `*stopped` tells of it. */
export async function interruptProgram(client: MiClient): Promise<void> {
  await client.command('-exec-interrupt');
}
