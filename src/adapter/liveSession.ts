import type { DebugBackend } from './start/debugBackend';
import type { Debuggee } from './debuggee';
import type { DebugPlan } from './plan/debugPlan';
import type { ProgramTerminal } from './terminal/programTerminal';
import type { SpecialStops } from './stops/specialStops';
import type { StopReporter } from './stops/stopReporter';

/** Everything that is there once gdb has read the program. */
export interface LiveSession {
  readonly plan: DebugPlan;
  readonly backend: DebugBackend;
  readonly debuggee: Debuggee;
  /** The program's terminal; empty until it has been opened. */
  terminal: ProgramTerminal;
  /** Resolves with it. */
  readonly opening: Promise<ProgramTerminal>;
  readonly reporter: StopReporter;
  /** Says something to the person in the client's console. */
  readonly note: (text: string) => void;
  readonly specialStops: SpecialStops;
}
