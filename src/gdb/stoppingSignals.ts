import type { MiClient } from './miClient';
import { shellExitCode } from './shellExitCode';
import { listSignals } from './signalCommands';

/** The signals that stop a program for the debugger, mildest first. SIGSTOP cannot be blocked. */
export type StoppingSignal = 'SIGINT' | 'SIGTRAP' | 'SIGSTOP';

/**
 * Tells by its exit code what a process makes of SIGINT (1) and SIGTRAP (2). A blocked signal stays
 * pending, where a signalfd may take it; and while a thread sits in `sigwait`, the kernel unblocks
 * what is waited for and hands it over without a stop.
 */
const probe = [
  'code=0',
  'while read -r name mask; do case $name$mask in SigBlk:*[2367abef]) code=$((code|1));; esac',
  'case $name$mask in SigBlk:*[13579bdf]?) code=$((code|2));; esac; done 2>/dev/null </proc/PID/status',
  'for file in /proc/PID/task/*/wchan; do read -r place 2>/dev/null <$file',
  'case $place in *sigtimedwait*) code=$((code|1));; esac; done',
  'exit $code',
].join('; ');

/**
 * Tells which of the stopping signals would not stop the process: it blocks them or takes them as
 * input, or gdb was told to hand them on. Also while it runs.
 */
export async function unfitSignals(
  client: MiClient,
  processId: number,
): Promise<ReadonlySet<StoppingSignal>> {
  const signals: readonly StoppingSignal[] = ['SIGINT', 'SIGTRAP'];
  const [code, ...dispositions] = await Promise.all([
    shellExitCode(client, probe.replaceAll('PID', String(processId))),
    ...signals.map((signal) => listSignals(client, signal)),
  ]);
  // A signal that gdb hands on to the program would do there what it does to any program.
  const handedOn = new Set(
    dispositions.flat().flatMap(({ name, stop, pass }) => (pass || !stop ? [name] : [])),
  );
  return new Set(
    signals.filter((signal, index) => (code & (1 << index)) !== 0 || handedOn.has(signal)),
  );
}

/** Tells by its exit code whether SIGTERM waits for a process that a debugger holds. */
const endProbe = [
  'code=0',
  'while read -r name mask; do case $name$mask in S*Pnd:*[4567cdef]???) code=1;; esac',
  'done 2>/dev/null </proc/PID/status',
  'exit $code',
].join('; ');

/** Whether somebody has asked a process that stands to end. */
export async function hasEndPending(client: MiClient, processId: number): Promise<boolean> {
  return (await shellExitCode(client, endProbe.replaceAll('PID', String(processId)))) === 1;
}

/** Sends a signal to a process of gdb's machine, as the user who runs gdb, also while it runs. */
export async function sendSignal(
  client: MiClient,
  signal: StoppingSignal | 'SIGTERM' | 'SIGCONT',
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
