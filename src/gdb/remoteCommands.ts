import type { Disposable } from '../base/disposable';
import { untilStopped } from './executionCommands';
import type { MiClient } from './miClient';

/** How gdb talks to a gdbserver. */
export interface RemoteConnection {
  /** Such as `board:2345`. */
  readonly address: string;
  readonly protocol: 'remote' | 'extended-remote';
  /** How long a server that refuses is asked again, in seconds. */
  readonly patience: number;
}

/** Whether a command of the user's connects gdb to a server. */
export function connectsToServer(command: string): boolean {
  return /^\s*(?:-target-select|tar(?:get)?)\s+(?:extended-)?remote\b/.test(command);
}

/** Connects to a gdbserver. What it runs, if it runs anything, has stopped then. */
export async function connectToServer(
  client: MiClient,
  { address, protocol, patience }: RemoteConnection,
): Promise<void> {
  client.tell('-gdb-set', 'tcp', 'connect-timeout', String(patience));
  await client.command('-target-select', protocol, address);
}

/** Tells an extended gdbserver which program of its machine to start, and where. */
export async function prepareRemoteStart(
  client: MiClient,
  program: string,
  folder: string | undefined,
): Promise<void> {
  await Promise.all([
    client.rawCommand(`-gdb-set remote exec-file ${program}`),
    ...(folder === undefined ? [] : [client.rawCommand(`-gdb-set cwd ${folder}`)]),
  ]);
}

/** Stops a program that a server runs; gdb 16 would leave it running when it ends itself. */
export async function haltProgram(client: MiClient): Promise<void> {
  await untilStopped(client, () => client.command('-exec-interrupt'));
}

/** Ends the program that a server runs. It must have stopped. */
export async function killOnServer(client: MiClient): Promise<void> {
  await client.consoleCommand('kill');
}

/**
 * Calls back when the server has gone. gdb says that in words only: the program's group ends without
 * an exit code, and no `*stopped` follows as it does when the program itself has ended.
 */
export function onServerLost(client: MiClient, listener: () => void): Disposable {
  let ends = 0;
  const stops = client.onExec(({ name }) => {
    if (name === 'stopped') {
      ends += 1;
    }
  });
  const groups = client.onNotify(({ name, body }) => {
    if (name !== 'thread-group-exited' || body.text('exit-code') !== undefined) {
      return;
    }
    const before = ends;
    const unlessStopped = (): void => {
      if (ends === before) {
        listener();
      }
    };
    // gdb answers in order: a stop that belongs to this comes before the answer to any command.
    client.command('-list-thread-groups').then(unlessStopped, () => undefined);
  });
  return {
    dispose: () => {
      stops.dispose();
      groups.dispose();
    },
  };
}
