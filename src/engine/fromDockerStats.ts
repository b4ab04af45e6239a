import type { ContainerCounters } from '../domain/containerStats';
import type { LooseJson } from './looseJson';

/** Reads a sample of `GET /containers/{id}/stats`; without `now` the container does not run. */
export function countersFromDocker(sample: LooseJson): {
  readonly now?: ContainerCounters;
  readonly before?: ContainerCounters;
} {
  const time = Date.parse(sample.at('read').text);
  // A container that does not run was read in the year 1.
  if (!(time > 0)) {
    return {};
  }
  const now = counters(sample, time, 'cpu_stats');
  const before = Date.parse(sample.at('preread').text);
  return before > 0 ? { now, before: counters(sample, before, 'precpu_stats') } : { now };
}

function counters(
  sample: LooseJson,
  time: number,
  cpuKey: 'cpu_stats' | 'precpu_stats',
): ContainerCounters {
  const cpu = sample.at(cpuKey);
  const memory = sample.at('memory_stats');
  const network = networkOf(sample.at('networks'));
  return {
    time,
    cpuTime: cpu.at('cpu_usage', 'total_usage').number,
    systemCpuTime: cpu.at('system_cpu_usage').number,
    cpus: cpu.at('online_cpus').number || cpu.at('cpu_usage', 'percpu_usage').items.length || 1,
    memoryUsage: memory.at('usage').number,
    inactiveFile:
      memory.at('stats', 'total_inactive_file').number ||
      memory.at('stats', 'inactive_file').number,
    memoryLimit: memory.at('limit').number,
    ...(network ? { network } : {}),
    blockIo: blockIoOf(sample.at('blkio_stats', 'io_service_bytes_recursive')),
    pids: sample.at('pids_stats', 'current').number,
  };
}

function networkOf(networks: LooseJson): ContainerCounters['network'] {
  const interfaces = networks.keys.map((name) => networks.at(name));
  return interfaces.length === 0
    ? undefined
    : {
        received: sum(interfaces, (each) => each.at('rx_bytes').number),
        sent: sum(interfaces, (each) => each.at('tx_bytes').number),
      };
}

/** cgroup v1 says "Read" and "Write", v2 "read" and "write". */
function blockIoOf(entries: LooseJson): ContainerCounters['blockIo'] {
  const of = (operation: string): number =>
    sum(
      entries.items.filter((entry) => entry.at('op').text.toLowerCase() === operation),
      (entry) => entry.at('value').number,
    );
  return { read: of('read'), written: of('write') };
}

function sum(items: readonly LooseJson[], of: (item: LooseJson) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
