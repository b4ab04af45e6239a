import { setTimeout as delay } from 'node:timers/promises';
import { errorMessage, UserError } from '../../base/errors';
import { insertBreakpoint } from '../../gdb/breakpointCommands';
import { continueProgram, untilStopped } from '../../gdb/executionCommands';
import { GdbEndedError, GdbError } from '../../gdb/gdbError';
import { attachToProcess, prepareStart, runProgram } from '../../gdb/programCommands';
import {
  connectToServer,
  haltProgram,
  killOnServer,
  prepareRemoteStart,
} from '../../gdb/remoteCommands';
import { listThreads } from '../../gdb/threadCommands';
import type { LiveSession } from '../liveSession';
import { runCommands } from './runCommands';
import type { SessionStart } from './sessionStart';
import { showEntry } from './showEntry';
import type { RemotePlan } from '../plan/startPlan';

/** How long a server has to stop and end its program at the end of a session. */
const endGrace = 1000;

/** The session of a program that a gdbserver runs, in another container or on a board. */
export function remoteStart(start: RemotePlan): SessionStart {
  return {
    prepare: (live) => prepare(live, start),
    go: (live) => (start.entry === 'run' ? run(live) : join(live, start)),
  };
}

/** Ends the program of a server, or makes gdb able to let go of it: both only while it stands. */
export async function endOnServer(
  { debuggee }: LiveSession,
  end: 'kill' | 'release',
): Promise<void> {
  const { client, control } = debuggee;
  const ended = (async (): Promise<void> => {
    if (control.running) {
      await haltProgram(client);
    }
    if (end === 'kill') {
      await killOnServer(client);
    }
  })().catch(() => undefined); // the server may have gone, or its program
  await Promise.race([ended, delay(endGrace, undefined, { ref: false })]);
}

async function prepare({ backend, note }: LiveSession, start: RemotePlan): Promise<void> {
  const { client, container, program } = backend;
  await connectToServer(client, start).catch((error: unknown) => {
    throw notConnected(error, start.address, container.name);
  });
  await runCommands(client, 'postRemoteConnectCommands', start.connectCommands);
  if (start.entry === 'run') {
    const { args, environment, cwd } = start;
    await Promise.all([
      prepareRemoteStart(client, start.remoteProgram ?? program, cwd),
      prepareStart(client, { args, environment, unsetEnvironment: [], onServer: true }),
    ]);
  } else if (start.entry !== 'join') {
    const { processId } = start.entry;
    await untilStopped(client, () => attachToProcess(client, processId)).catch((error: unknown) => {
      if (error instanceof GdbEndedError) {
        throw error;
      }
      throw because(
        `The gdbserver at "${start.address}" cannot attach to the process ${processId}: ${errorMessage(error)} Correct the attribute "processId": it is the number on the server's machine.`,
        error,
      );
    });
  }
  const threads = start.entry === 'run' ? [] : await listThreads(client);
  if (start.entry !== 'run' && threads.length === 0) {
    throw new UserError(
      `The gdbserver at "${start.address}" has no program. Start it with one ("gdbserver :2345 ./app"), or set "useExtendedRemote" with "program", or with "processId".`,
    );
  }
  if (start.owned) {
    note(`The program reads and writes where the gdbserver at "${start.address}" was started.`);
  }
}

async function run(live: LiveSession): Promise<void> {
  const { client, program } = live.backend;
  await stopAtMain(live);
  await runProgram(client).catch((error: unknown) => {
    throw because(
      `The gdbserver cannot start "${program}": ${errorMessage(error)} See that the program is at this path on the server's machine, or set the attribute "remoteProgram" to where it is.`,
      error,
    );
  });
}

async function join(live: LiveSession, { owned }: RemotePlan): Promise<void> {
  const { plan, debuggee } = live;
  if (plan.stopAtConnect || (plan.stopAtEntry && !owned)) {
    await showEntry(live);
    return;
  }
  await stopAtMain(live);
  if (!debuggee.control.running) {
    await continueProgram(debuggee.client);
  }
}

async function stopAtMain({ plan, backend, reporter }: LiveSession): Promise<void> {
  if (plan.stopAtEntry && !plan.noDebug) {
    const place = { kind: 'function', name: 'main' } as const;
    const inserted = await insertBreakpoint(backend.client, { place, temporary: true });
    reporter.entryBreakpoint = inserted.number;
  }
}

function notConnected(error: unknown, address: string, container: string): unknown {
  if (error instanceof GdbEndedError || !(error instanceof GdbError)) {
    return error;
  }
  const reason = error.message.trim().replace(/\.$/, '');
  return because(
    `gdb in the container "${container}" cannot connect to "${address}" of the attribute "miDebuggerServerAddress": ${reason}. See that gdbserver runs there ("gdbserver :2345 ./app"), and that this container reaches the address: containers on one network reach each other by name.`,
    error,
  );
}

function because(message: string, cause: unknown): UserError {
  return new UserError(message, [], { cause });
}
