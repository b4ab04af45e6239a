/** What the GPUs that a container sees do, all together. */
export interface GpuUsage {
  /** The mean over the GPUs. */
  readonly percent: number;
  readonly memory: number;
  readonly memoryTotal: number;
}

/** Asks for what {@link parseGpuUsage} reads. */
export const gpuUsageCommand: readonly string[] = [
  'nvidia-smi',
  '--query-gpu=utilization.gpu,memory.used,memory.total',
  '--format=csv,noheader,nounits',
];

const mebibyte = 1024 * 1024;

/** Reads `35, 1024, 81559`, a line for each GPU; undefined where there is none. */
export function parseGpuUsage(output: string): GpuUsage | undefined {
  const gpus = output
    .split('\n')
    .map((line) => line.split(',').map((field) => Number.parseFloat(field)))
    .filter((fields) => fields.length === 3)
    // Part of a GPU, and some models, answer "[N/A]".
    .map((fields) => fields.map((field) => (Number.isFinite(field) ? field : 0)));
  if (gpus.length === 0) {
    return undefined;
  }
  const sum = (column: number): number =>
    gpus.reduce((total, fields) => total + (fields[column] ?? 0), 0);
  return {
    percent: sum(0) / gpus.length,
    memory: sum(1) * mebibyte,
    memoryTotal: sum(2) * mebibyte,
  };
}
