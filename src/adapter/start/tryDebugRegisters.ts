import { runInContainer } from '../../engine/runInContainer';
import { debugRegisterTrial, refutesDebugRegisters } from '../../gdb/debugRegisters';
import { gdbStartEnvironment } from '../../gdb/gdbArguments';
import type { DebugPlan } from '../plan/debugPlan';
import type { DebugContainer } from './debugContainer';

/** Whether the processor that a container runs on reports what its debug registers hold. */
export async function tryDebugRegisters(
  { engine, id, user }: DebugContainer,
  { gdbPath, debuginfod }: DebugPlan,
): Promise<boolean> {
  const { stdout } = await runInContainer(engine, id, {
    argv: debugRegisterTrial(gdbPath),
    env: Object.entries(gdbStartEnvironment(debuginfod)).map(([name, value]) => `${name}=${value}`),
    ...(user && { user }),
  });
  return !refutesDebugRegisters(stdout);
}
