import type { ContainerLimits, ContainerUpdate } from './container';
import { formatMemorySize, parseMemorySize } from './memorySize';

/** A limit that is asked for as text. */
export const changeableLimits = ['memory', 'cpus', 'pids', 'cpuShares', 'cpusetCpus'] as const;
export type ChangeableLimit = (typeof changeableLimits)[number];

/** The flag of `docker update` that changes it. */
export const limitFlags: Readonly<Record<ChangeableLimit, string>> = {
  memory: '--memory',
  cpus: '--cpus',
  pids: '--pids-limit',
  cpuShares: '--cpu-shares',
  cpusetCpus: '--cpuset-cpus',
};

/** A limit as its flag takes it; empty where there is none. */
export function limitText(limits: ContainerLimits, limit: ChangeableLimit): string {
  const value = limits[limit];
  if (typeof value === 'string') {
    return value;
  }
  return value === 0 ? '' : limit === 'memory' ? formatMemorySize(value) : String(value);
}

/**
 * Reads what was typed for a limit; undefined when it is not one that the engine takes. Of memory
 * it takes no less than 6 MiB, and it cannot lift a limit of memory or processors again.
 */
export function parseLimit(limit: ChangeableLimit, text: string): ContainerUpdate | undefined {
  const value = text.trim();
  switch (limit) {
    case 'memory': {
      const memory = parseMemorySize(value);
      return memory !== undefined && memory >= smallestMemory ? { memory } : undefined;
    }
    case 'cpus': {
      const cpus = Number(value);
      return /^\d*\.?\d+$/.test(value) && cpus >= 0.01 ? { cpus } : undefined;
    }
    case 'pids':
      return /^\d{1,7}$/.test(value) ? { pids: Number(value) } : undefined;
    case 'cpuShares': {
      const cpuShares = Number(value);
      return /^\d{1,6}$/.test(value) && cpuShares >= 2 ? { cpuShares } : undefined;
    }
    case 'cpusetCpus':
      return /^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/.test(value) ? { cpusetCpus: value } : undefined;
  }
}

const smallestMemory = 6 * 1024 * 1024;
