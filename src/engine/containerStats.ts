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
  const sample = await context.client.json(
    { method: 'GET', path: `${containerPath(container)}/stats`, query: { stream: false } },
    action,
    signal,
  );
  const { now, before } = countersFromDocker(sample);
  if (!now) {
    throw new EngineError('notRunning', `${action.subject} is not running. Start it first.`);
  }
  return containerStats(now, before);
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
