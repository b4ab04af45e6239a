import { UserError } from '../base/errors';
import {
  setSchedulerLocking,
  stopThreadsOneByOne,
  type SchedulerLocking,
} from '../gdb/executionCommands';
import type { MiClient } from '../gdb/miClient';
import type { Attributes } from './attributes';

/** How the threads of a program run and stop, as a launch configuration wants it. */
export interface RunModePlan {
  /** Threads stop one by one. */
  readonly nonStop: boolean;
  /** Which threads run while one is stepped; absent: as gdb does it. */
  readonly schedulerLocking?: SchedulerLocking;
}

/** Reads the attributes `nonStop` and `schedulerLocking`. */
export function readRunMode(attributes: Attributes): RunModePlan {
  const nonStop = attributes.flag('nonStop') ?? false;
  const schedulerLocking = attributes.choice('schedulerLocking', ['off', 'on', 'step', 'replay']);
  if (nonStop && schedulerLocking !== undefined) {
    throw new UserError(
      'The attributes "nonStop" and "schedulerLocking" exclude each other: with "nonStop", only the thread that is stepped runs. Leave one of them out.',
    );
  }
  return { nonStop, ...(schedulerLocking && { schedulerLocking }) };
}

/** Tells gdb how the threads are to run and stop, before there is a program. */
export async function setRunMode(
  client: MiClient,
  { nonStop, schedulerLocking }: RunModePlan,
): Promise<void> {
  await Promise.all([
    nonStop ? stopThreadsOneByOne(client) : undefined,
    schedulerLocking === undefined ? undefined : setSchedulerLocking(client, schedulerLocking),
  ]);
}
