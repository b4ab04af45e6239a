import type { DebugProtocol } from '@vscode/debugprotocol';
import { CancelledError } from '../../base/errors';
import type { DebugEngine } from '../../engine/containerEngine';
import { createDeferred } from '../deferred';
import { readDebugPlan, type DebugPlan } from '../plan/debugPlan';
import { isPlainRun } from '../plan/runPlan';
import { EarlyTerminal } from '../terminal/earlyTerminal';
import { isShownByAdapter } from '../terminal/shownByAdapter';
import { enterWithGdb, placeOf, type EnteredContainer } from './enterWithGdb';

/** Opens the engine that a launch configuration names, or the usual one. */
export type OpenEngine = (endpoint: string | undefined) => DebugEngine;

/** What a session begins with. It needs little of the adapter, so that the rest is loaded meanwhile. */
export interface Beginning {
  readonly plan: DebugPlan;
  readonly engine: DebugEngine;
  /** Absent where more has to be known before gdb is started. Somebody must wait for it. */
  readonly entered?: Promise<EnteredContainer>;
  /** The program's terminal, where it is opened beside. Somebody must end it. */
  readonly terminal?: EarlyTerminal;
}

/** Begins a session. `onAsked` is called when there is nothing to do but to wait for the engine. */
export async function begin(
  configuration: unknown,
  request: 'launch' | 'attach',
  openEngine: OpenEngine,
  client: Partial<DebugProtocol.InitializeRequestArguments>,
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
    const asked = createDeferred<true>();
    const entered = enterWithGdb(plan, engine, () => asked.resolve(true));
    // Whoever else waits for it may not be there yet.
    entered.then(
      () => asked.resolve(true),
      () => asked.reject(new CancelledError()),
    );
    if (start.kind !== 'launch' || !isShownByAdapter(start.terminal, client)) {
      asked.promise.then(onAsked, onAsked);
      return { plan, engine, entered };
    }
    const terminal = new EarlyTerminal(placeOf(plan, engine), asked.promise);
    void terminal.asked.then(onAsked);
    return { plan, engine, entered, terminal };
  } catch (error) {
    onAsked();
    throw error;
  }
}
