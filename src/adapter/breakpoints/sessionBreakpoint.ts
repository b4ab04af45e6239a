import type { BreakpointPlace, UnboundReason } from '../../gdb/breakpointCommands';
import type { BreakpointReport } from '../../gdb/breakpointReport';
import { parseHitCondition, type HitCondition } from './hitCondition';
import { parseLogMessage, type LogPart } from './logMessage';

/** A breakpoint as the client wants it. */
export interface WantedBreakpoint {
  readonly place: BreakpointPlace;
  /** The client's own path of the source, where the client has it. */
  readonly hostPath?: string;
  /** gdb knows only lines; it is kept to tell the client so. */
  readonly column?: number;
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
  readonly hardware?: boolean;
}

/** A breakpoint as the session keeps it. */
export interface SessionBreakpoint {
  /** The client's number. */
  readonly id: number;
  readonly wanted: WantedBreakpoint;
  readonly hitCondition?: HitCondition;
  /** What it logs; it does not stop then. */
  readonly log?: readonly LogPart[];
  /** gdb itself logs, without a stop. */
  loggedByGdb?: boolean;
  /** What gdb made of it; absent when gdb refused it. */
  report?: BreakpointReport;
  /** Why gdb left it pending, when it was inserted. */
  unboundBecause?: UnboundReason;
  /** The processor is asked only when there is a program. */
  awaitsProgram?: boolean;
  /** Why it is not in the program. */
  message?: string;
  /** What is worth knowing although it is in the program. */
  warning?: string;
  /** An ordinary one in the place of a hardware breakpoint, which the processor would not report. */
  standsIn?: boolean;
}

/** Makes a breakpoint of what the client wants. Throws when that cannot be read. */
export function readBreakpointWish(id: number, wanted: WantedBreakpoint): SessionBreakpoint {
  const { hitCondition, logMessage } = wanted;
  return {
    id,
    wanted,
    ...(hitCondition && { hitCondition: parseHitCondition(hitCondition) }),
    ...(logMessage && { log: parseLogMessage(logMessage) }),
  };
}
