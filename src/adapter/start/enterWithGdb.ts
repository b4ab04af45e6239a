import type { DebugEngine } from '../../engine/containerEngine';
import { EngineError } from '../../engine/engineError';
import { createDeferred } from '../deferred';
import type { DebugPlan } from '../plan/debugPlan';
import { enterContainer, type DebugContainer } from './debugContainer';
import { startGdb, type GdbPlace, type GdbProcess } from './gdbProcess';

/** A container, and gdb in it. */
export interface EnteredContainer {
  readonly container: DebugContainer;
  readonly gdb: GdbProcess;
}

/**
 * Enters the container and starts gdb. Most containers run, so gdb is started while the container is
 * still being looked at. `onAsked` is called when the engine has taken it on to start gdb.
 */
export async function enterWithGdb(
  plan: DebugPlan,
  engine: DebugEngine,
  onAsked?: () => void,
): Promise<EnteredContainer> {
  const asked = createDeferred<true>();
  const starting = startGdb(placeOf(plan, engine), plan, () => {
    onAsked?.();
    asked.resolve(true);
  });
  starting.catch((error: unknown) => {
    if (error instanceof EngineError && error.kind === 'timeout') {
      // Nor would it answer about the container.
      asked.reject(error);
    } else {
      asked.resolve(true);
    }
  });
  const [entered, started] = await Promise.allSettled([
    // gdb comes first: what is read of the container is not needed before gdb is there.
    asked.promise.then(() => enterContainer(engine, plan)),
    starting,
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

/** The container of a plan as it is known before it was looked at. */
export function placeOf({ container, user }: DebugPlan, engine: DebugEngine): GdbPlace {
  return { engine, id: container, name: container, ...(user && { user }) };
}
