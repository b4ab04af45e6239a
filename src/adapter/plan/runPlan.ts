import type { DebugPlan } from './debugPlan';
import type { ProgramPlan } from './startPlan';

/** The plan of a program that needs no gdb: it is run, not debugged. */
export type RunPlan = DebugPlan & { readonly start: ProgramPlan };

/** Whether the program of a plan is run without gdb. What gdb's own commands start needs it. */
export function isPlainRun(plan: DebugPlan): plan is RunPlan {
  return plan.noDebug && plan.start.kind === 'launch' && plan.start.custom === undefined;
}
