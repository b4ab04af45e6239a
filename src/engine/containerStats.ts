import { setTimeout as delay } from 'node:timers/promises';
import { throwIfCancelled } from '../base/errors';
import {
  containerStats,
  type ContainerCounters,
  type ContainerStats,
} from '../domain/containerStats';
import { containerPath, onContainer, type DriverContext } from './driverContext';
import { EngineError } from './engineError';
import { countersFromDocker } from './fromDockerStats';
import { readJsonLines } from './jsonLines';

/** What a container uses now; see `ContainerOperations.containerStats`. */
export async function readStats(
  context: DriverContext,
  container: string,
  signal?: AbortSignal,
): Promise<ContainerStats> {
  const action = onContainer(context, 'measure', container);
  const sample = async (): Promise<Sample> => {
    const json = await context.client.json(
      { method: 'GET', path: `${containerPath(container)}/stats`, query: { stream: false } },
      action,
      signal,
    );
    const counters = countersFromDocker(json);
    if (!counters.now) {
      throw new EngineError('notRunning', `${action.subject} is not running. Start it first.`);
    }
    return { ...counters, now: counters.now };
  };
  const first = await sample();
  if (first.before) {
    return containerStats(first.now, first.before);
  }
  // Docker takes two samples, a second apart, and Podman one, which tells nothing of the processor.
  await delay(1000, undefined, { signal }).catch(() => throwIfCancelled(signal));
  return containerStats((await sample()).now, first.now);
}

interface Sample {
  readonly now: ContainerCounters;
  readonly before?: ContainerCounters;
}

/** Samples until the container does not run any more; see `ContainerOperations.followStats`. */
export async function* followStats(
  context: DriverContext,
  container: string,
  signal?: AbortSignal,
): AsyncGenerator<ContainerStats, void, undefined> {
  const { client } = context;
  const action = onContainer(context, 'measure', container);
  const body = await client.open(
    { method: 'GET', path: `${containerPath(container)}/stats`, query: { stream: true } },
    action,
    signal,
  );
  let previous: ContainerCounters | undefined;
  try {
    for await (const sample of readJsonLines(body, action)) {
      // Docker goes on with empty samples when the container has stopped.
      const { now, before } = countersFromDocker(sample);
      if (!now) {
        return;
      }
      yield containerStats(now, previous ?? before);
      previous = now;
    }
  } catch (error) {
    throw client.lost(error);
  } finally {
    body.destroy();
  }
}
