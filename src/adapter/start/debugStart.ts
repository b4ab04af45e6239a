import { posix } from 'node:path';
import { errorMessage, UserError } from '../../base/errors';
import { insertBreakpoint } from '../../gdb/breakpointCommands';
import { continueProgram, untilStopped } from '../../gdb/executionCommands';
import { gdbEnvironment } from '../../gdb/gdbArguments';
import { recordableEnvironment } from '../../gdb/recordCommands';
import { attachToProcess, changeFolder, prepareStart, runProgram } from '../../gdb/programCommands';
import { coreStart } from './coreStart';
import { listThreads } from '../../gdb/threadCommands';
import type { DebugBackend } from './debugBackend';
import { inContainer } from './debugContainer';
import type { DebugPlan } from '../plan/debugPlan';
import { explainAttach } from './explainAttach';
import { explainStart } from './explainStart';
import { setHardwareAtEntry } from '../breakpoints/hardwareBreakpoints';
import type { LiveSession } from '../liveSession';
import { checkStdio, programRedirections } from '../terminal/programStdio';
import { runCommands } from './runCommands';
import type { ProgramPlan } from '../plan/startPlan';
import { remoteStart } from './remoteStart';
import type { SessionStart } from './sessionStart';
import { showEntry } from './showEntry';

/** How the session of a plan begins. */
export function sessionStart({ start }: DebugPlan): SessionStart {
  switch (start.kind) {
    case 'launch':
      return start.custom ? customStart(start.custom) : { prepare, ready, go: startPrepared };
    case 'attach':
      return { prepare: attach, go: goOnAttached };
    case 'core':
      return coreStart(start.corePath);
    case 'remote':
      return remoteStart(start);
  }
}

/** The session of somebody who tells gdb alone how the program is come by. */
function customStart({ commands, complete }: NonNullable<ProgramPlan['custom']>): SessionStart {
  return {
    prepare: async (live) => {
      await prepare(live);
      await ready(live);
      await runCommands(live.backend.client, 'customLaunchSetupCommands', commands);
    },
    go: async (live) => {
      const { debuggee } = live;
      if (complete === 'exec-run') {
        await startPrepared(live);
      } else if (complete === 'exec-continue') {
        if (debuggee.control.running) {
          passFirstStop(live);
        } else {
          await continueProgram(debuggee.client);
        }
      } else if (!debuggee.control.running && (await listThreads(debuggee.client)).length > 0) {
        await showEntry(live);
      }
    },
  };
}

/**
 * The program is on its way to where the user's commands stop it, and goes on from there: as it would
 * have if it had come there before the client was ready.
 */
function passFirstStop({ debuggee, reporter }: LiveSession): void {
  const hook = reporter.hook(({ report }) => {
    hook.dispose();
    const users =
      report.kind === 'breakpoint' && debuggee.breakpoints.hitAt(report.breakpoint).length === 0;
    return Promise.resolve(users ? 'goOn' : undefined);
  });
}

/** Enters the folder that the program is started in. gdb looks there for sources, too. */
async function prepare({ plan, backend }: LiveSession): Promise<void> {
  const { container, program } = backend;
  if (plan.start.kind !== 'launch') {
    return;
  }
  const { cwd, stdio } = plan.start;
  const folder = cwd === undefined ? posix.dirname(program) : inContainer('cwd', cwd, container);
  await enterFolder(backend, folder);
  await checkStdio(stdio, container, folder);
}

/** Tells gdb how the program is to be started. */
async function ready({ plan, backend, opening }: LiveSession): Promise<void> {
  const { client, container, gdb } = backend;
  if (plan.start.kind !== 'launch') {
    return;
  }
  const { args, environment, stdio } = plan.start;
  const terminal = await opening;
  const { tty, controllable } = terminal;
  // gdb's own variables, and those that it derives from its screen, are not the program's.
  const ownOfContainer = new Map(container.environment.map(splitVariable));
  const foreign = [...Object.keys(gdbEnvironment), 'LINES', 'COLUMNS'];
  const restored = foreign.flatMap((name) => {
    const value = ownOfContainer.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const start = {
    args,
    unsetEnvironment: foreign.filter((name) => !ownOfContainer.has(name)),
    environment: {
      ...Object.fromEntries(restored),
      ...(tty === undefined || ownOfContainer.has('TERM') ? {} : { TERM: 'xterm-256color' }),
      ...(plan.record === 'full' && recordableEnvironment),
      ...environment,
    },
    ...(tty !== undefined && controllable === true && { tty }),
    redirections: programRedirections(stdio, terminal, terminal.own ? gdb : {}, container),
  };
  await prepareStart(client, start);
}

async function enterFolder({ client, container }: DebugBackend, folder: string): Promise<void> {
  await changeFolder(client, folder).catch((error: unknown) => {
    throw new UserError(
      `The program cannot be started in the folder "${folder}" of the container "${container.name}": ${errorMessage(error)} Correct the attribute "cwd".`,
      [],
      { cause: error },
    );
  });
}

/** Starts the program. */
async function startPrepared({ plan, backend, debuggee, reporter }: LiveSession): Promise<void> {
  const { client, container, program } = backend;
  const stopAtEntry = plan.stopAtEntry && !plan.noDebug;
  const { breakpoints, dataBreakpoints } = debuggee;
  if (stopAtEntry || breakpoints.awaitProgram || dataBreakpoints.awaitProgram) {
    const place = { kind: 'function', name: 'main' } as const;
    const { number } = await insertBreakpoint(client, { place, temporary: true });
    if (stopAtEntry) {
      reporter.entryBreakpoint = number;
    }
    setHardwareAtEntry(debuggee, reporter, number);
  }
  await runProgram(client).catch((error: unknown) => {
    throw explainStart(error, container, program);
  });
}

/**
 * Attaches to the process of the launch configuration, and waits for its stop, of which gdb tells
 * when it has read the symbols: later it would be taken for a stop that somebody asked for.
 */
async function attach({ plan, backend }: LiveSession): Promise<void> {
  if (plan.start.kind !== 'attach') {
    return;
  }
  const { processId } = plan.start;
  const { client, container } = backend;
  await untilStopped(client, () => attachToProcess(client, processId)).catch(
    async (error: unknown) => {
      throw await explainAttach(error, container, processId);
    },
  );
}

/** Lets an attached program go on, unless it is to stay where it was met. */
async function goOnAttached(live: LiveSession): Promise<void> {
  const { plan, debuggee } = live;
  if (plan.stopAtEntry) {
    await showEntry(live);
  } else if (!debuggee.control.running) {
    await continueProgram(debuggee.client);
  }
}

function splitVariable(variable: string): [string, string] {
  const [name = '', value = ''] = variable.split(/=(.*)/s, 2);
  return [name, value];
}
