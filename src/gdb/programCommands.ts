import type { MiClient } from './miClient';
import { programWords, type Redirection } from './programWords';

/** Names the program to debug and reads its symbols. */
export async function loadProgram(client: MiClient, path: string): Promise<void> {
  await client.command('-file-exec-and-symbols', path);
}

/** What a program is started with. */
export interface ProgramStart {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly unsetEnvironment: readonly string[];
  /** The terminal that the program gets; without one it reads nothing and writes into gdb's output. */
  readonly tty?: string;
  /** A gdbserver starts the program, which reads and writes where the server does. */
  readonly onServer?: boolean;
  readonly redirections?: readonly Redirection[];
}

/** Tells gdb how to start the program. */
export async function prepareStart(client: MiClient, start: ProgramStart): Promise<void> {
  const waiting: Promise<unknown>[] = [];
  const words = programWords(start);
  waiting.push(client.command('-gdb-set', 'startup-with-shell', words.shell ? 'on' : 'off'));
  if (words.text !== '') {
    waiting.push(client.rawCommand(`-exec-arguments ${words.text}`));
  }
  if (start.tty !== undefined) {
    waiting.push(client.command('-inferior-tty-set', start.tty));
  }
  for (const name of start.unsetEnvironment) {
    waiting.push(client.consoleCommand(`unset environment ${name}`));
  }
  for (const [name, value] of Object.entries(start.environment)) {
    waiting.push(client.rawCommand(`-gdb-set environment ${name}=${value}`));
  }
  await Promise.all(waiting);
}

/** Sets the folder that the program starts in. Rejects when there is none. */
export async function changeFolder(client: MiClient, path: string): Promise<void> {
  await client.command('-environment-cd', path);
}

/** Starts the program; resolves once it runs. */
export async function runProgram(client: MiClient): Promise<void> {
  await client.command('-exec-run');
}

/** The executable of the program under gdb, as gdb knows it; undefined when it knows none. */
export async function executableOf(client: MiClient): Promise<string | undefined> {
  const body = await client.command('-list-thread-groups');
  return body.tuples('groups')[0]?.text('executable');
}

/** Attaches to a process of the container; it stops. */
export async function attachToProcess(client: MiClient, processId: number): Promise<void> {
  await client.command('-target-attach', String(processId));
}

/** Lets go of the program, which runs on. */
export async function detachFromProgram(client: MiClient): Promise<void> {
  const groups = await liveGroups(client);
  await Promise.all(groups.map((group) => client.command('-target-detach', group)));
}

/** Ends the program, and nothing when it has ended. */
export async function killProgram(client: MiClient): Promise<void> {
  const groups = await liveGroups(client);
  if (groups.length > 0) {
    const numbers = groups.map((group) => group.replace('i', ''));
    await client.consoleCommand(`kill inferiors ${numbers.join(' ')}`);
  }
}

/**
 * gdb's names of what it has processes for, such as `i1`. Commands without a name are about the one
 * that is selected, which is the parent as long as a child runs that gdb has gone over to.
 */
async function liveGroups(client: MiClient): Promise<readonly string[]> {
  const body = await client.command('-list-thread-groups');
  return body
    .tuples('groups')
    .filter((group) => group.text('pid') !== undefined)
    .map((group) => group.text('id') ?? '');
}

/** Ends gdb, and with it a program that it started. */
export function exitGdb(client: MiClient): void {
  client.tell('-gdb-exit');
}

/** Hands every signal straight to the program, as if no debugger were there. */
export async function passAllSignals(client: MiClient): Promise<void> {
  await Promise.all([
    client.consoleCommand('handle all nostop noprint pass'),
    client.consoleCommand('handle SIGINT nostop noprint pass'),
  ]);
}
