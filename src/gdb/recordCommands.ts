import type { Disposable } from '../base/disposable';
import { GdbError } from './gdbError';
import type { MiClient } from './miClient';

/** How gdb records: every instruction by itself, or the branches by the processor. */
export type RecordMethod = 'full' | 'btrace';

/** Begins to record; the program must stand. Rejects where this machine cannot. */
export async function startRecording(client: MiClient, method: RecordMethod): Promise<void> {
  await client.consoleCommand(`record ${method}`);
}

/** Throws the recording away; the program goes on from where it is shown. Rejects for a replay. */
export async function stopRecording(client: MiClient): Promise<void> {
  await client.consoleCommand('record stop');
}

/** Hears when recording begins and ends, whoever asked for it; undefined when it has ended. */
export function onRecording(
  client: MiClient,
  listener: (method: RecordMethod | undefined) => void,
): Disposable {
  return client.onNotify(({ name, body }) => {
    if (name === 'record-started') {
      listener(body.text('method') === 'btrace' ? 'btrace' : 'full');
    } else if (name === 'record-stopped') {
      listener(undefined);
    }
  });
}

/** A replay that can be run backwards from the beginning, such as that of rr. */
export async function canReverse(client: MiClient): Promise<boolean> {
  const features = await client.command('-list-target-features').catch(() => undefined);
  return features?.texts('features').includes('reverse') ?? false;
}

/** Lets the program run backwards. Resolves once it runs. */
export async function continueBackwards(client: MiClient): Promise<void> {
  await client.command('-exec-continue', '--reverse');
}

/** Steps one thread backwards by a line or by an instruction. Resolves once it runs. */
export async function stepBackwards(
  client: MiClient,
  threadId: number,
  by: 'line' | 'instruction',
): Promise<void> {
  const operation = by === 'line' ? '-exec-next' : '-exec-next-instruction';
  const thread = ['--thread', String(threadId)];
  try {
    await client.command(operation, ...thread, '--reverse');
  } catch (error) {
    if (!(error instanceof GdbError) || error.failure !== 'noLines') {
      throw error;
    }
    // In code without lines, back to where it was called.
    await client.command('-exec-finish', ...thread, '--frame', '0', '--reverse');
  }
}

/** Hears of instructions that gdb cannot record, with gdb's own words. */
export function onRecordFailure(client: MiClient, listener: (text: string) => void): Disposable {
  return client.tapText((_, text) => {
    if (text.startsWith('Process record does not support instruction')) {
      listener(text.trim());
    }
    return false;
  });
}

/**
 * Variables with which a program's C library leaves out the instructions that gdb cannot record: the
 * wide ones in its string functions (by their names before and since glibc 2.33), and those that save
 * the processor's state when a function is bound at its first call.
 */
export const recordableEnvironment: Readonly<Record<string, string>> = {
  GLIBC_TUNABLES: `glibc.cpu.hwcaps=${[
    ...['-AVX2_Usable', '-AVX512F_Usable', '-XSAVEC_Usable', '-AVX_Fast_Unaligned_Load'],
    ...['-AVX', '-AVX2', '-AVX512F', '-AVX512VL', '-AVX512BW', '-BMI2', '-ERMS', '-RTM'],
    ...['-XSAVE', '-XSAVEC'],
  ].join(',')}`,
  LD_BIND_NOW: '1',
};
