import { UserError } from '../../base/errors';
import type { SetupCommand } from '../../domain/launchConfiguration';
import type { Attributes } from './attributes';
import type { PipeTarget } from './pipeTransport';
import { readCommands } from '../start/setupCommands';
import { readEnvironment } from './environmentAttributes';
import { readStdio, type StdioPlan } from '../terminal/programStdio';

/** What a session begins with. */
export type StartPlan = ProgramPlan | AttachPlan | CorePlan | RemotePlan;

/** A program to start. */
export interface ProgramPlan extends ProgramAttributes {
  readonly kind: 'launch';
  readonly program: string;
  /**
   * Who shows the program's terminal: Drydock's extension, any client that knows DAP's
   * `runInTerminal`, or the adapter by `output` events.
   */
  readonly terminal: 'client' | 'runInTerminal' | 'output';
  /** Commands of the user's that take the place of starting the program. */
  readonly custom?: {
    readonly commands: readonly SetupCommand[];
    readonly complete: LaunchCompletion;
  };
  /** Files in place of the terminal. */
  readonly stdio: StdioPlan;
}

/** What follows the user's own commands: the program is started, goes on, or stays as it is. */
type LaunchCompletion = 'exec-run' | 'exec-continue' | 'None';

/** A process to attach to. */
interface AttachPlan {
  readonly kind: 'attach';
  readonly processId: number;
  /** Absent: gdb finds it by the process. */
  readonly program?: string;
}

/** What is left of a program that has crashed. */
interface CorePlan {
  readonly kind: 'core';
  readonly corePath: string;
  /** Absent: the core names it. */
  readonly program?: string;
}

/** A program under a gdbserver. */
export interface RemotePlan extends ProgramAttributes {
  readonly kind: 'remote';
  /** Such as `board:2345`, as the container reaches it. */
  readonly address: string;
  readonly protocol: 'remote' | 'extended-remote';
  /** The server has the program already, is told to start it, or to attach to a process of its machine. */
  readonly entry: 'join' | 'run' | { readonly processId: number };
  /** The program ends with the session unless the client says otherwise. */
  readonly owned: boolean;
  readonly program?: string;
  /** The program's path on the server's machine, when it is another one. */
  readonly remoteProgram?: string;
  /** How long the server is waited for, in seconds. */
  readonly patience: number;
  /** Run once gdb is connected. */
  readonly connectCommands: readonly SetupCommand[];
}

interface ProgramAttributes {
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** cppdbg waits as long for a server. */
const serverPatience = 10_000;

/** Reads how a session begins. Throws a sentence that names the attribute that is wrong. */
export async function readStartPlan(
  attributes: Attributes,
  request: 'launch' | 'attach',
  pipe: Pick<PipeTarget, 'cwd' | 'environment'> | undefined,
): Promise<StartPlan> {
  const corePath = attributes.text('coreDumpPath');
  const address = attributes.text('miDebuggerServerAddress');
  if (corePath && address) {
    throw new UserError(
      'The launch configuration has both "coreDumpPath" and "miDebuggerServerAddress". Leave one of them out.',
    );
  }
  if (corePath) {
    const program = attributes.text('program');
    return { kind: 'core', corePath, ...(program && { program }) };
  }
  if (address) {
    return readRemote(attributes, request, address);
  }
  return request === 'attach' ? readAttach(attributes) : readLaunch(attributes, pipe);
}

/** The values of the variables that the program is given, which no log shows. */
export function environmentValues(start: StartPlan): readonly string[] {
  return 'environment' in start ? Object.values(start.environment) : [];
}

/** Whether the program is left alone when the session ends and the client does not say. */
export function releasesProgram(start: StartPlan): boolean {
  return start.kind === 'attach' || (start.kind === 'remote' && !start.owned);
}

async function readLaunch(
  attributes: Attributes,
  pipe: Pick<PipeTarget, 'cwd' | 'environment'> | undefined,
): Promise<ProgramPlan> {
  const program = attributes.text('program');
  if (!program) {
    throw new UserError(
      'The launch configuration names no program. Set the attribute "program" to the executable, by its path on the host or in the container.',
    );
  }
  const commands = readCommands(attributes, 'customLaunchSetupCommands');
  const complete = attributes.choice('launchCompleteCommand', [
    'exec-run',
    'exec-continue',
    'None',
  ]);
  const console = attributes.choice('console', ['integratedTerminal', 'internalConsole']);
  const ownTerminal = attributes.flag('__terminal') === true;
  return {
    kind: 'launch',
    program,
    ...(await readProgramAttributes(attributes, pipe)),
    terminal: console === 'internalConsole' ? 'output' : ownTerminal ? 'client' : 'runInTerminal',
    stdio: readStdio(attributes),
    ...((commands.length > 0 || complete !== undefined) && {
      custom: { commands, complete: complete ?? 'exec-run' },
    }),
  };
}

function readAttach(attributes: Attributes): AttachPlan {
  const processId = attributes.number('processId');
  if (!processId) {
    throw new UserError(
      'The launch configuration names no process. Set the attribute "processId" to its number in the container.',
    );
  }
  const program = attributes.text('program');
  return { kind: 'attach', processId, ...(program && { program }) };
}

async function readRemote(
  attributes: Attributes,
  request: 'launch' | 'attach',
  address: string,
): Promise<RemotePlan> {
  const extended = attributes.flag('useExtendedRemote') ?? false;
  const program = attributes.text('program');
  const remoteProgram = attributes.text('remoteProgram');
  const processId = attributes.number('processId');
  if (processId && !extended) {
    throw new UserError(
      'The attribute "processId" together with "miDebuggerServerAddress" needs "useExtendedRemote": true, and a server that was started by "gdbserver --multi".',
    );
  }
  const run = extended && request === 'launch' && !processId;
  if (run && !program) {
    throw new UserError(
      'With "useExtendedRemote" the server is told which program to start. Set the attribute "program" to the executable, by its path on the host or in the container.',
    );
  }
  return {
    kind: 'remote',
    address,
    protocol: extended ? 'extended-remote' : 'remote',
    entry: processId ? { processId } : run ? 'run' : 'join',
    owned: request === 'launch' && !processId,
    ...(await readProgramAttributes(attributes)),
    ...(program && { program }),
    ...(remoteProgram && { remoteProgram }),
    connectCommands: readCommands(attributes, 'postRemoteConnectCommands'),
    patience: Math.ceil((attributes.number('serverLaunchTimeout') ?? serverPatience) / 1000),
  };
}

async function readProgramAttributes(
  attributes: Attributes,
  pipe?: Pick<PipeTarget, 'cwd' | 'environment'>,
): Promise<ProgramAttributes> {
  const args = attributes.texts('args');
  if (args.some((arg) => /[\n\r]/.test(arg))) {
    throw new UserError('The attribute "args" holds a line break, which gdb cannot pass on.');
  }
  const cwd = attributes.text('cwd') ?? pipe?.cwd;
  return {
    args,
    ...(cwd && { cwd }),
    environment: { ...pipe?.environment, ...(await readEnvironment(attributes)) },
  };
}
