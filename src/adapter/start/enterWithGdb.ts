import type { DebugEngine } from '../../engine/containerEngine';
import { EngineError } from '../../engine/engineError';
import type { DebugPlan } from '../plan/debugPlan';
import { enterContainer, type DebugContainer } from './debugContainer';
import { startGdb, type GdbProcess } from './gdbProcess';

/** A container, and gdb in it. */
export interface EnteredContainer {
  readonly container: DebugContainer;
  readonly gdb: GdbProcess;
}

/**
 * Enters the container and starts gdb. Most containers run, so gdb is started while the container is
 * still being looked at. `onAsked` is called when the engine has been asked for all that.
 */
export async function enterWithGdb(
  plan: DebugPlan,
  engine: DebugEngine,
  onAsked?: () => void,
): Promise<EnteredContainer> {
  const asNamed = { engine, id: plan.container, name: plan.container };
  const place = { ...asNamed, ...(plan.user && { user: plan.user }) };
  const [entered, started] = await Promise.allSettled([
    enterContainer(engine, plan),
    startGdb(place, plan, onAsked).finally(onAsked),
  ]);
  if (entered.status === 'rejected') {
    await (started.status === 'fulfilled' ? started.value.kill() : undefined);
    throw entered.reason;
  }
  const container = entered.value;
  if (started.status === 'fulfilled') {
    return { container, gdb: started.value };
  }
  const reason: unknown = started.reason;
  if (!(reason instanceof EngineError) || reason.kind !== 'notRunning') {
    throw reason;
  }
  // It was stopped or paused, and has been started meanwhile.
  return { container, gdb: await startGdb(container, plan) };
}
