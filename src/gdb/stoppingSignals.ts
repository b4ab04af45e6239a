import type { MiClient } from './miClient';
import { listSignals } from './signalCommands';

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
 * blocked ones stay pending, `sigwait` or a signalfd would take them as input, and those that gdb was
 * told to pass are the program's.
 */
export async function blockedSignals(client: MiClient): Promise<ReadonlySet<StoppingSignal>> {
  const signals: readonly StoppingSignal[] = ['SIGINT', 'SIGTRAP'];
  const [status, ...dispositions] = await Promise.all([
    client.consoleCommand('info proc status').catch(() => ''),
    ...signals.map((signal) => listSignals(client, signal)),
  ]);
  const mask = BigInt(`0x${/^SigBlk:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  // A signal that gdb hands on to the program would do there what it does to any program.
  const handedOn = new Set(
    dispositions.flat().flatMap(({ name, stop, pass }) => (pass || !stop ? [name] : [])),
  );
  return new Set(signals.filter((signal) => (mask & bits[signal]) !== 0n || handedOn.has(signal)));
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
