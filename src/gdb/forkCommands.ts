import type { MiClient } from './miClient';

/** Makes gdb stop at each `fork`, not at `vfork`; resolves with the catchpoint's number. */
export async function catchForks(client: MiClient): Promise<string> {
  // "Catchpoint 1 (fork)"; there is no MI command for it.
  return /Catchpoint (\d+)/.exec(await client.consoleCommand('catch fork'))?.[1] ?? '';
}

/** At a fork gdb goes with the child and lets the parent run on. */
export async function followChild(client: MiClient): Promise<void> {
  await client.command('-gdb-set', 'follow-fork-mode', 'child');
}

/** Lets a process go on that was held by SIGSTOP, as the user who runs gdb. */
export async function wakeProcess(client: MiClient, processId: number): Promise<void> {
  await client.consoleCommand(`shell kill -s CONT ${processId}`);
}
