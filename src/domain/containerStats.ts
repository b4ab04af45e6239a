/** What a container uses, at one moment. */
export interface ContainerStats {
  /** Milliseconds since the epoch, by the engine's clock. */
  readonly time: number;
  /** Of one processor: 250 is two and a half of them, as `docker stats` shows it. */
  readonly cpuPercent: number;
  /** How many processors it may use. */
  readonly cpus: number;
  /** Bytes, without what the kernel would give back at once, as `docker stats` shows it. */
  readonly memory: number;
  /** Bytes; the host's memory where the container has no limit. */
  readonly memoryLimit: number;
  /** Bytes since the start, over all networks; absent where it has the host's. */
  readonly network?: { readonly received: number; readonly sent: number };
  /** Bytes since the start, over all disks. */
  readonly blockIo: { readonly read: number; readonly written: number };
  /** Processes and threads. */
  readonly pids: number;
}

/** What an engine counts for a container, from which its use is worked out. */
export interface ContainerCounters {
  readonly time: number;
  /** Nanoseconds of all processors that the container had. */
  readonly cpuTime: number;
  /** Nanoseconds of all processors that went by; 0 where the engine does not say. */
  readonly systemCpuTime: number;
  readonly cpus: number;
  readonly memoryUsage: number;
  /** Of `memory.stat`: `total_inactive_file` (cgroup v1) or `inactive_file` (v2). */
  readonly inactiveFile: number;
  readonly memoryLimit: number;
  readonly network?: { readonly received: number; readonly sent: number };
  readonly blockIo: { readonly read: number; readonly written: number };
  readonly pids: number;
}

/** Works out the use between two samples; without an earlier one the processor's is not known yet: 0. */
export function containerStats(
  now: ContainerCounters,
  before: ContainerCounters | undefined,
): ContainerStats {
  const { time, cpus, memoryLimit, network, blockIo, pids } = now;
  return {
    time,
    cpuPercent: before ? cpuPercent(now, before) : 0,
    cpus,
    memory:
      now.inactiveFile < now.memoryUsage ? now.memoryUsage - now.inactiveFile : now.memoryUsage,
    memoryLimit,
    ...(network ? { network } : {}),
    blockIo,
    pids,
  };
}

function cpuPercent(now: ContainerCounters, before: ContainerCounters): number {
  const used = now.cpuTime - before.cpuTime;
  const system = now.systemCpuTime - before.systemCpuTime;
  // Podman counts no time of the system; the clock says the same of one processor.
  const passed = system > 0 ? system / now.cpus : (now.time - before.time) * 1e6;
  return used > 0 && passed > 0 ? (used / passed) * 100 : 0;
}
