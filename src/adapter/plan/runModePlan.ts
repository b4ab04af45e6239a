import { UserError } from '../../base/errors';
import {
  setSchedulerLocking,
  stopThreadsOneByOne,
  type SchedulerLocking,
} from '../../gdb/executionCommands';
import type { MiClient } from '../../gdb/miClient';
import type { Attributes } from './attributes';
import type { RunControl } from '../execution/runControl';

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

/** Tells gdb how the threads are to stop, before there is a program. */
export async function setRunMode(client: MiClient, { nonStop }: RunModePlan): Promise<void> {
  await (nonStop ? stopThreadsOneByOne(client) : undefined);
}

/**
 * Tells gdb which threads are to run, at the first stop: it takes that only while there is a program,
 * and threads that are frozen while the program starts would never get anywhere.
 */
export function lockSchedulerAtFirstStop(
  client: MiClient,
  control: RunControl,
  { schedulerLocking }: RunModePlan,
): void {
  if (schedulerLocking === undefined) {
    return;
  }
  const subscription = control.onStop(() => {
    subscription.dispose();
    setSchedulerLocking(client, schedulerLocking).catch(() => undefined);
  });
}
