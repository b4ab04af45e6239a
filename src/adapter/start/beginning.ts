import type { DebugEngine } from '../../engine/containerEngine';
import { readDebugPlan, type DebugPlan } from '../plan/debugPlan';
import { isPlainRun } from '../plan/runPlan';
import { enterWithGdb, type EnteredContainer } from './enterWithGdb';

/** Opens the engine that a launch configuration names, or the usual one. */
export type OpenEngine = (endpoint: string | undefined) => DebugEngine;

/** What a session begins with. It needs little of the adapter, so that the rest is loaded meanwhile. */
export interface Beginning {
  readonly plan: DebugPlan;
  readonly engine: DebugEngine;
  /** Absent where more has to be known before gdb is started. Somebody must wait for it. */
  readonly entered?: Promise<EnteredContainer>;
}

/** Begins a session. `onAsked` is called when there is nothing to do but to wait for the engine. */
export async function begin(
  configuration: unknown,
  request: 'launch' | 'attach',
  openEngine: OpenEngine,
  onAsked: () => void = () => undefined,
): Promise<Beginning> {
  try {
    const plan = await readDebugPlan(configuration, request);
    const engine = openEngine(plan.engine);
    const { start, service, user } = plan;
    const isAhead =
      !service && !isPlainRun(plan) && (start.kind !== 'attach' || user !== undefined);
    if (!isAhead) {
      onAsked();
      return { plan, engine };
    }
    const entered = enterWithGdb(plan, engine, onAsked);
    // Whoever waits for it may not be there yet.
    entered.catch(() => undefined);
    return { plan, engine, entered };
  } catch (error) {
    onAsked();
    throw error;
  }
}
