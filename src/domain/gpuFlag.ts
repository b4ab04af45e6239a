import type { GpuRequest } from './containerSpec';
import { formatCsvFields, parseCsvFields } from './csvFields';
import type { Refuse } from './dockerRunError';

type Draft = { -readonly [K in keyof GpuRequest]: GpuRequest[K] };

/** Reads `--gpus`: `all`, a number, or fields such as `device=0` and `capabilities=utility`. */
export function parseGpuFlag(value: string, refuse: Refuse): GpuRequest {
  const fields = parseCsvFields(value);
  if (!fields || fields.length === 0) {
    throw refuse('it takes "all", a number of GPUs, or fields such as device=0');
  }
  const gpu: Draft = {};
  const seen = new Set<string>();
  for (const field of fields) {
    const [key = '', ...rest] = field.split('=');
    if (seen.has(key)) {
      throw refuse(`"${key}" can be given only once`);
    }
    seen.add(key);
    readField(gpu, key, rest.length > 0 ? rest.join('=') : undefined, refuse);
  }
  if (gpu.count === undefined && gpu.deviceIds === undefined) {
    gpu.count = 1;
  }
  return gpu;
}

/** The value of `--gpus` for one request. */
export function formatGpuFlag(gpu: GpuRequest): string {
  const fields = [
    gpu.driver === undefined ? [] : [`driver=${gpu.driver}`],
    gpu.count === undefined ? [] : [gpu.count === -1 ? 'all' : `count=${gpu.count}`],
    gpu.deviceIds ? [`device=${gpu.deviceIds.join(',')}`] : [],
    gpu.capabilities ? [`capabilities=${gpu.capabilities.join(',')}`] : [],
    gpu.options
      ? [
          `options=${formatCsvFields(
            Object.entries(gpu.options).map(([key, value]) => `${key}=${value}`),
          )}`,
        ]
      : [],
  ].flat();
  return fields.length === 1 && gpu.count !== undefined
    ? fields.join().replace('count=', '')
    : formatCsvFields(fields);
}

function readField(gpu: Draft, key: string, value: string | undefined, refuse: Refuse): void {
  if (value === undefined) {
    gpu.count = countOf(key, refuse);
    return;
  }
  switch (key) {
    case 'driver':
      gpu.driver = value;
      break;
    case 'count':
      gpu.count = countOf(value, refuse);
      break;
    case 'device':
      gpu.deviceIds = value.split(',');
      break;
    case 'capabilities':
      gpu.capabilities = value.split(',');
      break;
    case 'options':
      gpu.options = Object.fromEntries(
        (parseCsvFields(value) ?? []).map((option) => {
          const [name = '', ...rest] = option.split('=');
          return [name, rest.join('=')];
        }),
      );
      break;
    default:
      throw refuse(`"${key}" is not a field of it`);
  }
}

function countOf(text: string, refuse: Refuse): number {
  if (text === 'all') {
    return -1;
  }
  if (!/^[+-]?\d+$/.test(text)) {
    throw refuse(`"${text}" is neither "all" nor a number of GPUs`);
  }
  return Number(text);
}
