import type { ContainerStats } from '../containerStats';
import type { GpuUsage } from './gpuUsage';

/** What a container uses at a moment, as it is drawn: what is counted up is given by the second. */
export interface UsagePoint {
  readonly time: number;
  readonly cpuPercent: number;
  readonly memory: number;
  readonly memoryLimit: number;
  /** Bytes a second; absent where the network is the host's, and for the first point. */
  readonly received?: number;
  readonly sent?: number;
  readonly read?: number;
  readonly written?: number;
  readonly processes: number;
  readonly gpu?: GpuUsage;
}

/** The use at a sample, with the one before it. */
export function usagePoint(
  now: ContainerStats,
  before: ContainerStats | undefined,
  gpu?: GpuUsage,
): UsagePoint {
  const seconds = before ? (now.time - before.time) / 1000 : 0;
  return {
    time: now.time,
    cpuPercent: now.cpuPercent,
    memory: now.memory,
    memoryLimit: now.memoryLimit,
    processes: now.pids,
    ...(before && seconds > 0 ? rates(now, before, seconds) : {}),
    ...(gpu ? { gpu } : {}),
  };
}

function rates(now: ContainerStats, before: ContainerStats, seconds: number): Partial<UsagePoint> {
  // Counters begin anew when the container is started again.
  const rate = (after: number, earlier: number): number => Math.max(0, after - earlier) / seconds;
  return {
    read: rate(now.blockIo.read, before.blockIo.read),
    written: rate(now.blockIo.written, before.blockIo.written),
    ...(now.network && before.network
      ? {
          received: rate(now.network.received, before.network.received),
          sent: rate(now.network.sent, before.network.sent),
        }
      : {}),
  };
}
