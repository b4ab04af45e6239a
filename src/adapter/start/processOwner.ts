import type { DebugEngine } from '../../engine/containerEngine';
import { EngineError } from '../../engine/engineError';
import { listProcesses } from '../../engine/listProcesses';
import type { DebugPlan } from '../plan/debugPlan';

/**
 * The plan with the user who may debug the process that it attaches to: that is its owner, in a
 * container even when the container's own user is root, which there lacks the right to trace others.
 */
export async function asOwner(plan: DebugPlan, engine: DebugEngine): Promise<DebugPlan> {
  if (plan.start.kind !== 'attach' || plan.user !== undefined) {
    return plan;
  }
  try {
    const [details, [process]] = await Promise.all([
      engine.inspectContainer(plan.container),
      listProcesses(engine, plan.container, { only: plan.start.processId }),
    ]);
    if (!process) {
      return plan;
    }
    const [own = ''] = details.user.split(':');
    const isOwn =
      own === '' ? process.userId === 0 : [process.user, `${process.userId}`].includes(own);
    return isOwn ? plan : { ...plan, user: `${process.userId}:${process.groupId}` };
  } catch (error) {
    if (error instanceof EngineError) {
      return plan; // what is wrong is said when gdb is started
    }
    throw error;
  }
}
