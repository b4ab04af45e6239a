import type { StopReport } from '../../gdb/stopReport';

/** Why a stop happened, beside what gdb reports. */
export interface Stop {
  readonly report: StopReport;
  /** The user has asked for a stop, perhaps only now; this one will do, whatever it came from. */
  pauseWanted: boolean;
  /** It is the one that the user asked for. */
  readonly paused: boolean;
  /** The other threads stand as well. */
  readonly allThreads: boolean;
  /** What was under way, and ends with this stop unless it goes on. */
  readonly operation: Operation | undefined;
}

/** Something that takes several stops, of which only the last is seen: a step, a jump. */
export interface Operation {
  /**
   * What the user is to see of a stop; undefined when the operation has let the program go on by
   * itself.
   */
  stopped(report: StopReport): Promise<StopReport | undefined>;
  /**
   * Goes on after a stop that is no part of it and that the user is not to see. False when it would
   * have ended there anyway.
   */
  goOn(report: StopReport): Promise<boolean>;
  /** Puts things back; called once, when the operation is over. */
  end(): void;
}

/** How the program runs. */
export interface RunMode {
  /** Threads stop one by one. */
  readonly nonStop: boolean;
  /** This gdb can put breakpoints into a running program. */
  readonly insertsWhileRunning: boolean;
}
