import type { MiClient } from './miClient';

/** The signals that stop a program for the debugger, mildest first. SIGSTOP cannot be blocked. */
export type StoppingSignal = 'SIGINT' | 'SIGTRAP' | 'SIGSTOP';

/** The bits of these signals in a mask of the kernel's. */
const bits: Readonly<Record<StoppingSignal, bigint>> = {
  SIGINT: 1n << 1n,
  SIGTRAP: 1n << 4n,
  SIGSTOP: 0n,
};

/**
 * Tells which of the stopping signals would not reach the program as such, also while it runs:
 * blocked ones stay pending, and `sigwait` or a signalfd would take them as input.
 */
export async function blockedSignals(client: MiClient): Promise<ReadonlySet<StoppingSignal>> {
  const status = await client.consoleCommand('info proc status');
  const mask = BigInt(`0x${/^SigBlk:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  const signals: readonly StoppingSignal[] = ['SIGINT', 'SIGTRAP'];
  return new Set(signals.filter((signal) => (mask & bits[signal]) !== 0n));
}

/** Sends a signal to a process of gdb's machine, as the user who runs gdb, also while it runs. */
export async function sendSignal(
  client: MiClient,
  signal: StoppingSignal | 'SIGTERM',
  processId: number,
): Promise<void> {
  await client.consoleCommand(`shell kill -s ${signal.slice(3)} ${processId}`);
}

/** Forgets the signal that a thread stopped by: the program does not get it. */
export function dropSignal(client: MiClient, threadId: number): void {
  client.tell('-interpreter-exec', '--thread', String(threadId), 'console', 'queue-signal 0');
}

/** Hands a signal to the program without stopping for it. */
export async function passSignal(client: MiClient, signal: string): Promise<void> {
  await client.consoleCommand(`handle ${signal} nostop noprint pass`);
}
