import type { ContainerLimits, ContainerUpdate } from '../domain/container';
import { containerPath, onContainer, slowCall, type DriverContext } from './driverContext';
import { containerFromInspect } from './fromDocker';

/** Changes a container's limits; see `ContainerOperations.updateContainer`. */
export async function updateContainer(
  context: DriverContext,
  container: string,
  update: ContainerUpdate,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const { client } = context;
  const action = onContainer(context, 'change the limits of', container);
  const path = containerPath(container);
  const { limits } = containerFromInspect(
    await client.json({ method: 'GET', path: `${path}/json` }, action, signal),
  );
  const answer = await client.json(
    {
      method: 'POST',
      path: `${path}/update`,
      body: toUpdateBody({ ...update, ...followingSwap(update, limits) }),
      timeout: slowCall,
    },
    action,
    signal,
  );
  return answer.at('Warnings').texts;
}

/**
 * Memory may not exceed memory and swap together, and the engine refuses what does. Where it chose
 * the swap itself, as twice the memory, the user has no wish about it.
 */
function followingSwap(
  { memory, memorySwap }: ContainerUpdate,
  now: ContainerLimits,
): Pick<ContainerUpdate, 'memorySwap'> {
  const isEnginesChoice = now.memorySwap === 0 || now.memorySwap === now.memory * 2;
  return memory !== undefined && memory > 0 && memorySwap === undefined && isEnginesChoice
    ? { memorySwap: memory * 2 }
    : {};
}

function toUpdateBody(update: ContainerUpdate): object {
  const { restart, cpus } = update;
  return {
    Memory: update.memory,
    MemoryReservation: update.memoryReservation,
    MemorySwap: update.memorySwap,
    NanoCpus: cpus === undefined ? undefined : Math.round(cpus * 1e9),
    CpuShares: update.cpuShares,
    CpusetCpus: update.cpusetCpus,
    PidsLimit: update.pids,
    RestartPolicy: restart && {
      Name: restart.name,
      MaximumRetryCount: restart.maximumRetryCount ?? 0,
    },
  };
}
