import { readFile } from 'node:fs/promises';
import { errorMessage, UserError } from '../base/errors';
import type { SetupCommand, SourceFileMapEntry } from '../domain/launchConfiguration';
import { Attributes } from './attributes';
import { parseEnvFile } from './envFile';
import { readPipeTransport } from './pipeTransport';

/** A launch configuration that has been read: what to debug, where, and how. */
export interface DebugPlan {
  readonly container: string;
  readonly engine?: string;
  readonly user?: string;
  readonly gdbPath: string;
  readonly start: ProgramPlan | AttachPlan;
  readonly sourceFileMap: Readonly<Record<string, string | SourceFileMapEntry>>;
  readonly setupCommands: readonly SetupCommand[];
  readonly postLaunchCommands: readonly SetupCommand[];
  readonly stopAtEntry: boolean;
  readonly noDebug: boolean;
  readonly stopContainerOnExit: boolean;
  /** gdb's traffic is shown in the client's console. */
  readonly engineLogging: boolean;
}

/** A program to start. */
interface ProgramPlan {
  readonly kind: 'launch';
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Who shows the program's terminal: the client, or the adapter by `output` events. */
  readonly terminal: 'client' | 'output';
}

/** A process to attach to. */
interface AttachPlan {
  readonly kind: 'attach';
  readonly processId: number;
  /** Absent: gdb finds it by the process. */
  readonly program?: string;
}

/** Reads a launch configuration. Throws a sentence that names the attribute that is wrong. */
export async function readDebugPlan(
  configuration: unknown,
  request: 'launch' | 'attach',
): Promise<DebugPlan> {
  const attributes = new Attributes(configuration);
  const transport = attributes.part('pipeTransport');
  const pipe = transport && readPipeTransport(transport);
  const container = attributes.text('container') ?? pipe?.container;
  if (!container) {
    throw new UserError(
      'The launch configuration names no container. Set the attribute "container" to its name or id.',
    );
  }
  const engine = attributes.text('engine') ?? pipe?.engine;
  const user = attributes.text('containerUser') ?? pipe?.user;
  return {
    container,
    ...(engine && { engine }),
    ...(user && { user }),
    gdbPath: attributes.text('miDebuggerPath') ?? pipe?.gdbPath ?? 'gdb',
    start: request === 'attach' ? readAttach(attributes) : await readLaunch(attributes, pipe?.cwd),
    sourceFileMap: readSourceFileMap(attributes),
    setupCommands: readCommands(attributes, 'setupCommands'),
    postLaunchCommands: readCommands(attributes, 'postLaunchCommands'),
    stopAtEntry: attributes.flag('stopAtEntry') ?? false,
    noDebug: attributes.flag('noDebug') ?? false,
    stopContainerOnExit: attributes.flag('stopContainerOnExit') ?? false,
    engineLogging: attributes.part('logging')?.flag('engineLogging') ?? false,
  };
}

async function readLaunch(attributes: Attributes, pipeCwd?: string): Promise<ProgramPlan> {
  const program = attributes.text('program');
  if (!program) {
    throw new UserError(
      'The launch configuration names no program. Set the attribute "program" to the executable, by its path on the host or in the container.',
    );
  }
  const args = attributes.texts('args');
  if (args.some((arg) => /[\n\r]/.test(arg))) {
    throw new UserError('The attribute "args" holds a line break, which gdb cannot pass on.');
  }
  const cwd = attributes.text('cwd') ?? pipeCwd;
  const console = attributes.choice('console', ['integratedTerminal', 'internalConsole']);
  const ownTerminal = console !== 'internalConsole' && attributes.flag('__terminal') === true;
  return {
    kind: 'launch',
    program,
    args,
    ...(cwd && { cwd }),
    environment: await readEnvironment(attributes),
    terminal: ownTerminal ? 'client' : 'output',
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

async function readEnvironment(attributes: Attributes): Promise<Record<string, string>> {
  const variables = await readEnvironmentFile(attributes.text('envFile'));
  for (const each of attributes.parts('environment')) {
    const name = each.text('name');
    if (!name || !/^[^\s=]+$/.test(name)) {
      throw new UserError(
        'The attribute "environment" holds an entry without a proper "name". Write each as { "name": "NAME", "value": "text" }.',
      );
    }
    const value = each.text('value') ?? '';
    if (/[\n\r]/.test(value)) {
      throw new UserError(
        `The attribute "environment" gives "${name}" a line break, which gdb cannot pass on.`,
      );
    }
    variables[name] = value;
  }
  return variables;
}

async function readEnvironmentFile(hostPath: string | undefined): Promise<Record<string, string>> {
  if (!hostPath) {
    return {};
  }
  try {
    return parseEnvFile(await readFile(hostPath, 'utf8'));
  } catch (error) {
    throw new UserError(
      `The attribute "envFile" names "${hostPath}", which cannot be read: ${errorMessage(error)}.`,
      [],
      { cause: error },
    );
  }
}

function readCommands(attributes: Attributes, name: string): readonly SetupCommand[] {
  return attributes.parts(name).map((each) => {
    const text = each.text('text');
    if (!text) {
      throw new UserError(`The attribute "${name}" holds an entry without "text".`);
    }
    return { text, ignoreFailures: each.flag('ignoreFailures') ?? false };
  });
}

function readSourceFileMap(attributes: Attributes): Record<string, string | SourceFileMapEntry> {
  const given = attributes.part('sourceFileMap');
  const map: Record<string, string | SourceFileMapEntry> = {};
  for (const containerPath of given?.names() ?? []) {
    const value = given?.textOrPart(containerPath);
    const editorPath = typeof value === 'string' ? value : value?.text('editorPath');
    if (editorPath !== undefined) {
      const forBreakpoints =
        typeof value === 'string' || (value?.flag('useForBreakpoints') ?? true);
      map[containerPath] = { editorPath, useForBreakpoints: forBreakpoints };
    }
  }
  return map;
}
