import type { BuildProgress } from '../domain/buildProgress';
import type { Diagnostic } from '../domain/diagnostic';
import type { BuildStep } from './buildStep';

/** Where a configure or build run tells what it does, while it does it. */
export interface BuildSink {
  /** The `docker` command line that does the same, before the run. */
  onCommand?(argv: readonly string[]): void;
  /** What runs now, for whoever wants to find it again; undefined when it has ended, not when it was lost. */
  onStep?(step: BuildStep | undefined): void;
  /** Text for a terminal: colours kept, container paths shown as host paths; line ends are `\n`. */
  onOutput?(text: string): void;
  /** The build folder belongs to somebody else, as the sentence says, so the build runs as that user. */
  onForeignFolder?(sentence: string): void;
  onProgress?(progress: BuildProgress): void;
  /** What is made anew, by the name that diagnostics have for it; comes before its diagnostics. */
  onMade?(origin: string): void;
  /**
   * Comes once for each origin, such as for a header's warning with each source that includes it.
   * Locations are host paths where a mount shows them; else they bear `onlyInContainer`.
   */
  onDiagnostic?(diagnostic: Diagnostic): void;
}
