import type { SignalSetting, SignalState } from './signalSettings';

/**
 * The `container-gdb` launch configuration: what the extension and the debug adapter share beside
 * DAP. Attribute names are those of `cppdbg`, so a configuration moves over by changing `type`.
 */
export interface ContainerGdbConfiguration {
  readonly name: string;
  readonly type: 'container-gdb';
  readonly request: 'launch' | 'attach';
  /** A host path under a mount, or a container path. */
  readonly program?: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly environment?: readonly EnvironmentVariable[];
  readonly envFile?: string;
  readonly stopAtEntry?: boolean;
  readonly hardwareBreakpoints?: HardwareBreakpoints;
  readonly sourceFileMap?: Readonly<Record<string, string | SourceFileMapEntry>>;
  readonly setupCommands?: readonly SetupCommand[];
  readonly postLaunchCommands?: readonly SetupCommand[];
  /** gdb in the container; `gdb` when absent. */
  readonly miDebuggerPath?: string;
  readonly processId?: number | string;
  readonly logging?: { readonly engineLogging?: boolean; readonly trace?: boolean };
  /** Name or id. */
  readonly container?: string;
  /** An endpoint such as `unix:///var/run/docker.sock`, or the name of a Docker context. */
  readonly engine?: string;
  readonly containerUser?: string;
  readonly console?: 'integratedTerminal' | 'internalConsole';
  /** Files in place of the program's terminal. */
  readonly stdin?: string;
  readonly stdout?: string | OutputFile;
  readonly stderr?: string | OutputFile;
  /** Whether the program is recorded from its first stop on, so that it can be run backwards. */
  readonly record?: 'off' | 'full' | 'btrace';
  /** Which process is debugged after a fork; `both` opens a session for each child. */
  readonly followFork?: 'parent' | 'child' | 'both';
  /** Signals by name, and what is done when the program gets them. */
  readonly signals?: Readonly<Record<string, SignalSetting>>;
  /** Files and functions that a step goes over. */
  readonly skip?: readonly string[];
  readonly stepIntoCodeWithoutSource?: boolean;
  readonly stopContainerOnExit?: boolean;
  readonly noDebug?: boolean;
  /** Threads stop and go on one by one. */
  readonly nonStop?: boolean;
  /** Which threads run while one is stepped or let go on. */
  readonly schedulerLocking?: 'off' | 'on' | 'step' | 'replay';
  /** gdb may download debug information from the servers that the container names. */
  readonly debuginfod?: boolean;
  readonly pipeTransport?: PipeTransport;
}

interface OutputFile {
  readonly path: string;
  readonly append?: boolean;
}

interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
}

/** Breakpoints by registers of the processor, which leave the program's code as it is. */
export interface HardwareBreakpoints {
  /** Every breakpoint is one. */
  readonly require?: boolean;
  /** How many there may be. */
  readonly limit?: number;
}

export interface SourceFileMapEntry {
  readonly editorPath: string;
  readonly useForBreakpoints?: boolean;
}

export interface SetupCommand {
  readonly text: string;
  readonly description?: string;
  readonly ignoreFailures?: boolean;
}

/** The part of cppdbg's `pipeTransport` that is understood: container, user and gdb are read out of it. */
interface PipeTransport {
  readonly pipeProgram?: string;
  readonly pipeArgs?: string | readonly string[];
  readonly debuggerPath?: string;
  readonly pipeCwd?: string;
  readonly quoteArgs?: boolean;
}

/** The debug type. */
export const debugType = 'container-gdb';

/**
 * Who opens the program's terminal. A client that can show one says so by `__terminal: true` in the
 * launch arguments (the extension puts it there); unless `console` is `internalConsole`, the adapter
 * then sends the event `drydock.openTerminal` and waits for the request `drydock.terminalOpened`.
 */
export const openTerminalEvent = 'drydock.openTerminal';
export const terminalOpenedRequest = 'drydock.terminalOpened';

/** Body of the event {@link openTerminalEvent}. */
export interface OpenTerminalBody {
  readonly containerId: string;
  readonly user?: string;
  /** What the terminal is called. */
  readonly title: string;
  /**
   * The exec to start with a tty: it prints the tty's name on its first line and then holds it open,
   * or runs the program on it.
   */
  readonly argv: readonly string[];
  /** `NAME=value`, beside the container's own. */
  readonly env?: readonly string[];
  /** Where it is started; by default the container's own folder. */
  readonly cwd?: string;
}

/** Arguments of the request {@link terminalOpenedRequest}: the tty's name in the container, or why there is none. */
export type TerminalOpenedArguments = { readonly tty: string } | { readonly error: string };

/**
 * The program's signals. The request `drydock.signals` lists them, and `drydock.changeSignals` changes
 * what is done with some of them, also while the program runs; both answer with all of them.
 */
export const signalsRequest = 'drydock.signals';
export const changeSignalsRequest = 'drydock.changeSignals';

/** Body of the answers to {@link signalsRequest} and {@link changeSignalsRequest}. */
export interface SignalsBody {
  readonly signals: readonly SignalState[];
}

/** Arguments of the request {@link changeSignalsRequest}. */
export interface ChangeSignalsArguments {
  readonly signals: Readonly<Record<string, SignalSetting>>;
}

/** Whether all whole numbers are shown in hexadecimal; the client asks for the variables again. */
export const hexadecimalRequest = 'drydock.hexadecimal';

/** Whether the other threads stand while one is stepped or goes on. */
export const freezeOthersRequest = 'drydock.freezeOthers';

/** Arguments of {@link hexadecimalRequest} and {@link freezeOthersRequest}. */
export interface SwitchArguments {
  readonly on: boolean;
}

/**
 * The traffic that `logging` asks for. A client that has a place for it says so by `__log: true` in
 * the launch arguments (the extension puts it there) and gets this event; others get `output` events.
 */
export const logEvent = 'drydock.log';

/** Body of the event {@link logEvent}. */
export interface LogBody {
  readonly lines: readonly string[];
}
