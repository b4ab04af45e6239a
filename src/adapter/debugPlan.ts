import { UserError } from '../base/errors';
import type {
  HardwareBreakpoints,
  SetupCommand,
  SourceFileMapEntry,
} from '../domain/launchConfiguration';
import type { ComposeService } from '../domain/pipeCommand';
import { Attributes } from './attributes';
import { readHardwareBreakpoints } from './hardwareBreakpoints';
import { readPipeTransport } from './pipeTransport';
import { readStartPlan, type StartPlan } from './startPlan';

/** A launch configuration that has been read: what to debug, where, and how. */
export interface DebugPlan {
  /** A name or an id; empty when it is that of a {@link service}. */
  readonly container: string;
  /** A service of a compose project, whose container is looked for. */
  readonly service?: ComposeService;
  readonly engine?: string;
  readonly user?: string;
  readonly gdbPath: string;
  readonly start: StartPlan;
  /** Where gdb finds the program's libraries: a folder of the container, or `target:`. */
  readonly sysroot?: string;
  /** More folders with libraries, in the container or on the host. */
  readonly libraryFolders: readonly string[];
  readonly sourceFileMap: Readonly<Record<string, string | SourceFileMapEntry>>;
  readonly setupCommands: readonly SetupCommand[];
  readonly postLaunchCommands: readonly SetupCommand[];
  readonly stopAtEntry: boolean;
  /** A program that a gdbserver has already stays where it was met. */
  readonly stopAtConnect: boolean;
  readonly noDebug: boolean;
  readonly hardwareBreakpoints: HardwareBreakpoints & { readonly require: boolean };
  readonly stopContainerOnExit: boolean;
  /** gdb's traffic is shown in the client's console. */
  readonly engineLogging: boolean;
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
  return {
    ...(typeof container === 'string' ? { container } : { container: '', service: container }),
    ...(engine && { engine }),
    ...(user && { user }),
    gdbPath: attributes.text('miDebuggerPath') ?? pipe?.gdbPath ?? 'gdb',
    start: await readStartPlan(attributes, request, pipe),
    ...(sysroot && { sysroot }),
    libraryFolders: attributes.list('additionalSOLibSearchPath'),
    sourceFileMap: readSourceFileMap(attributes),
    setupCommands: readCommands(attributes, 'setupCommands'),
    postLaunchCommands: readCommands(attributes, 'postLaunchCommands'),
    stopAtEntry: attributes.flag('stopAtEntry') ?? false,
    stopAtConnect: attributes.flag('stopAtConnect') ?? false,
    noDebug: attributes.flag('noDebug') ?? false,
    hardwareBreakpoints: readHardwareBreakpoints(attributes),
    stopContainerOnExit: attributes.flag('stopContainerOnExit') ?? false,
    engineLogging: attributes.part('logging')?.flag('engineLogging') ?? false,
  };
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
