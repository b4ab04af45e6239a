import type { DebugBackend } from './debugBackend';
import type { Debuggee } from './debuggee';
import type { DebugPlan } from './debugPlan';
import type { ProgramTerminal } from './programTerminal';
import type { SpecialStops } from './specialStops';
import type { StopReporter } from './stopReporter';

/** Everything that is there once gdb has read the program. */
export interface LiveSession {
  readonly plan: DebugPlan;
  readonly backend: DebugBackend;
  readonly debuggee: Debuggee;
  readonly terminal: ProgramTerminal;
  readonly reporter: StopReporter;
  /** Says something to the person in the client's console. */
  readonly note: (text: string) => void;
  readonly specialStops: SpecialStops;
}
