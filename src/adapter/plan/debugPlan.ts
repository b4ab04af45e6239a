import { UserError } from '../../base/errors';
import type {
  HardwareBreakpoints,
  SetupCommand,
  SourceFileMapEntry,
} from '../../domain/launchConfiguration';
import { splitWords, type ComposeService } from '../../domain/pipeCommand';
import type { GdbOptions } from '../../gdb/gdbArguments';
import { Attributes } from './attributes';
import { readForkPlan, type ForkPlan } from './forkPlan';
import { readHardwareBreakpoints } from '../breakpoints/hardwareBreakpoints';
import { readPipeTransport } from './pipeTransport';
import { readRecordPlan, type RecordPlan } from './recordPlan';
import { readRunMode, type RunModePlan } from './runModePlan';
import { readCommands } from '../start/setupCommands';
import { readSymbolLoading, type SymbolLoading } from '../start/symbolLoading';
import { readStepping, type SteppingPlan } from './skipAttributes';
import { readSignals, type SignalSettings } from './signalAttributes';
import { readLogging, type LoggingPlan } from '../client/sessionLog';
import { readStartPlan, type StartPlan } from './startPlan';

/** A launch configuration that has been read: what to debug, where, and how. */
export interface DebugPlan extends RunModePlan, ForkPlan, RecordPlan {
  /** A name or an id; empty when it is that of a {@link service}. */
  readonly container: string;
  /** A service of a compose project, whose container is looked for. */
  readonly service?: ComposeService;
  readonly engine?: string;
  readonly user?: string;
  readonly gdbPath: string;
  readonly gdbOptions: GdbOptions;
  /** A file of gdb commands that is read before anything else. */
  readonly initFile?: string;
  readonly start: StartPlan;
  /** Where gdb finds the program's libraries: a folder of the container, or `target:`. */
  readonly sysroot?: string;
  /** More folders with libraries, in the container or on the host. */
  readonly libraryFolders: readonly string[];
  /** Folders with debug information apart from the programs. */
  readonly debugFolders: readonly string[];
  /** Absent: symbols are read of every library. */
  readonly symbolLoading?: SymbolLoading;
  readonly stepping: SteppingPlan;
  readonly sourceFileMap: Readonly<Record<string, string | SourceFileMapEntry>>;
  readonly setupCommands: readonly SetupCommand[];
  readonly postLaunchCommands: readonly SetupCommand[];
  readonly stopAtEntry: boolean;
  /** A program that a gdbserver has already stays where it was met. */
  readonly stopAtConnect: boolean;
  readonly noDebug: boolean;
  readonly hardwareBreakpoints: HardwareBreakpoints & { readonly require: boolean };
  /** gdb may ask the servers of debug information that the container names. */
  readonly debuginfod: boolean;
  readonly signals: SignalSettings;
  readonly stopContainerOnExit: boolean;
  readonly logging: LoggingPlan;
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
  const sysroot = attributes.text('sysroot');
  const symbolLoading = readSymbolLoading(attributes);
  const init = attributes.flagOrText('gdbInit');
  checkMode(attributes.text('MIMode'));
  return {
    ...(typeof container === 'string' ? { container } : { container: '', service: container }),
    ...(engine && { engine }),
    ...(user && { user }),
    gdbPath: attributes.text('miDebuggerPath') ?? pipe?.gdbPath ?? 'gdb',
    gdbOptions: { init: init === true, more: splitWords(attributes.text('miDebuggerArgs') ?? '') },
    ...(typeof init === 'string' && init !== '' && { initFile: init }),
    start: await readStartPlan(attributes, request, pipe),
    ...(sysroot && { sysroot }),
    libraryFolders: attributes.list('additionalSOLibSearchPath'),
    debugFolders: attributes.list('symbolSearchPath'),
    ...(symbolLoading && { symbolLoading }),
    sourceFileMap: readSourceFileMap(attributes),
    setupCommands: readCommands(attributes, 'setupCommands'),
    postLaunchCommands: readCommands(attributes, 'postLaunchCommands'),
    ...readRunMode(attributes),
    ...readForkPlan(attributes),
    ...readRecordPlan(attributes),
    stopAtEntry: attributes.flag('stopAtEntry') ?? false,
    stopAtConnect: attributes.flag('stopAtConnect') ?? false,
    noDebug: attributes.flag('noDebug') ?? false,
    hardwareBreakpoints: readHardwareBreakpoints(attributes),
    debuginfod: readDebuginfod(attributes),
    signals: readSignals(attributes),
    stepping: readStepping(attributes),
    stopContainerOnExit: attributes.flag('stopContainerOnExit') ?? false,
    logging: readLogging(attributes),
  };
}

/** cppdbg also drives lldb, which takes other commands. */
function checkMode(mode: string | undefined): void {
  if (mode !== undefined && mode !== 'gdb') {
    throw new UserError(
      `The attribute "MIMode" asks for "${mode}". Drydock debugs with gdb; set it to "gdb", or leave it out.`,
    );
  }
}

/** cppdbg has an object, whose time limit is not needed: a download can be cancelled. */
function readDebuginfod(attributes: Attributes): boolean {
  const given = attributes.flagOrPart('debuginfod');
  return (given instanceof Attributes ? given.flag('enabled') : given) ?? false;
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
