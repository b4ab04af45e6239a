import { setTimeout as delay } from 'node:timers/promises';
import { errorMessage, UserError } from '../../base/errors';
import type { Logger } from '../../base/logger';
import { connectsToServer } from '../../gdb/remoteCommands';
import { findDebugFiles, findLibraries, loadNoLibrarySymbols } from '../../gdb/symbolCommands';
import { handshake } from '../../gdb/handshake';
import { GdbEndedError } from '../../gdb/gdbError';
import { MiClient } from '../../gdb/miClient';
import { forbidVainCalls } from '../../gdb/registerWrites';
import { detachFromProgram, exitGdb, loadProgram, passAllSignals } from '../../gdb/programCommands';
import { DebugRegisters } from '../breakpoints/debugRegisters';
import { Debuggee } from '../debuggee';
import { inContainer, type DebugContainer } from './debugContainer';
import type { EnteredContainer } from './enterWithGdb';
import type { DebugPlan } from '../plan/debugPlan';
import type { GdbProcess } from './gdbProcess';
import { explainStart } from './explainStart';
import { tryDebugRegisters } from './tryDebugRegisters';
import { runCommands } from './runCommands';
import { applyStepping } from '../plan/skipAttributes';
import { lockSchedulerAtFirstStop, setRunMode } from '../plan/runModePlan';

/** How long gdb has to end by itself before it is killed. */
const exitGrace = 1000;

/** How long the engine has to kill it: it may not answer any more, and the client waits. */
const killGrace = 2000;

/** gdb in a container. */
export interface DebugBackend {
  readonly container: DebugContainer;
  readonly gdb: GdbProcess;
  readonly client: MiClient;
  /** The program's path in the container; empty when attached without one. */
  readonly program: string;
  /** Ends gdb, and the program with it unless it is let go. Resolves when nothing is left. */
  close(program: 'kill' | 'release'): Promise<void>;
}

/** Drives the gdb of a container that has been entered. */
export async function openBackend(
  plan: DebugPlan,
  { container, gdb }: EnteredContainer,
  log: Logger,
): Promise<DebugBackend> {
  const client = new MiClient(gdb.streams, log);
  const close = (end: 'kill' | 'release'): Promise<void> => endGdb(client, gdb, end, log);
  try {
    const given = plan.start.program;
    const program = given === undefined ? '' : inContainer('program', given, container);
    return { container, gdb, client, program, close };
  } catch (error) {
    await close('kill');
    throw error;
  }
}

/** Makes gdb fit to be driven and reads the program's symbols. */
export async function loadDebuggee(
  { container, client, program }: DebugBackend,
  plan: DebugPlan,
  log: Logger,
): Promise<Debuggee> {
  try {
    // gdb is not waited for between these: it works on them while it starts.
    const handshaken = handshake(client);
    // A server's processor is not that of the container.
    const onServer = hasServer(plan);
    const [traits] = await Promise.all([
      handshaken,
      handshaken.then(({ writesAllRegisters }) =>
        writesAllRegisters || onServer || plan.start.kind === 'core'
          ? undefined
          : forbidVainCalls(client),
      ),
      setRunMode(client, plan),
      applyStepping(client, container.pathMap, plan.stepping),
      plan.noDebug ? passAllSignals(client) : undefined,
      findSymbols(client, container, plan),
      plan.initFile === undefined
        ? undefined
        : readInitFile(client, inContainer('gdbInit', plan.initFile, container)),
      runCommands(client, 'setupCommands', plan.setupCommands).then(() =>
        program === '' ? undefined : loadProgram(client, program),
      ),
    ]);
    log.info(`gdb ${traits.version} runs in the container "${container.name}".`);
    const mode = { nonStop: plan.nonStop, insertsWhileRunning: traits.insertsWhileRunning };
    const registers = new DebugRegisters(() =>
      onServer ? Promise.resolve(true) : tryDebugRegisters(container, plan),
    );
    const shared = { client, container, registers };
    const debuggee = new Debuggee(shared, mode, traits, program, log, onServer);
    if (plan.start.kind !== 'launch') {
      // What is there already may be shown without another stop.
      debuggee.printers.load();
    }
    lockSchedulerAtFirstStop(client, debuggee.control, plan);
    return debuggee;
  } catch (error) {
    throw error instanceof GdbEndedError ? error : explainStart(error, container, program);
  }
}

function findSymbols(
  client: MiClient,
  container: DebugContainer,
  { sysroot, libraryFolders, debugFolders, symbolLoading }: DebugPlan,
): Promise<unknown> {
  const folders = (attribute: string, given: readonly string[]): string[] =>
    given.map((each) => inContainer(attribute, each, container));
  return Promise.all([
    findLibraries(client, {
      ...(sysroot !== undefined && { sysroot }),
      folders: folders('additionalSOLibSearchPath', libraryFolders),
    }),
    debugFolders.length > 0 && findDebugFiles(client, folders('symbolSearchPath', debugFolders)),
    symbolLoading && loadNoLibrarySymbols(client),
  ]);
}

async function readInitFile(client: MiClient, path: string): Promise<void> {
  await client.consoleCommand(`source ${path}`).catch((error: unknown) => {
    throw new UserError(
      `gdb refused the file "${path}" of the attribute "gdbInit": ${errorMessage(error)}`,
      [],
      { cause: error },
    );
  });
}

/** Whether another machine, or another container, has the program: also by the user's own commands. */
function hasServer({ start, setupCommands }: DebugPlan): boolean {
  const own = start.kind === 'launch' ? (start.custom?.commands ?? []) : [];
  return (
    start.kind === 'remote' || [...setupCommands, ...own].some(({ text }) => connectsToServer(text))
  );
}

async function endGdb(
  client: MiClient,
  gdb: GdbProcess,
  program: 'kill' | 'release',
  log: Logger,
): Promise<void> {
  const released = program === 'kill' || (await settlesWithin(exitGrace, detach(client, log)));
  exitGdb(client);
  if (!released || !(await settlesWithin(exitGrace, gdb.ended))) {
    log.warn('gdb did not end by itself; it is killed.');
    const killed = gdb.kill().catch((error: unknown) => {
      log.warn(`gdb could not be killed: ${errorMessage(error)}`);
    });
    await settlesWithin(killGrace, killed);
  }
  client.dispose();
}

async function detach(client: MiClient, log: Logger): Promise<void> {
  await detachFromProgram(client).catch((error: unknown) => {
    log.debug(`gdb did not detach: ${errorMessage(error)}`);
  });
}

/** False when it takes longer. */
async function settlesWithin(milliseconds: number, promise: Promise<unknown>): Promise<boolean> {
  const over = new AbortController();
  const late = delay(milliseconds, false, { signal: over.signal }).catch(() => false);
  const settled = await Promise.race([promise.then(() => true), late]);
  over.abort();
  return settled;
}
