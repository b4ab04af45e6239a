import type { Mount } from './containerSpec';
import type { Refuse } from './dockerRunError';
import { resolveHostPath } from './hostPaths';

type VolumeFlag = Extract<Mount, { kind: 'volumeFlag' }>;

/**
 * Reads `-v`: `target`, or `source:target[:options]`. A source that starts with a dot is made
 * absolute; the colon of a Windows drive separates nothing.
 */
export function parseVolumeFlag(value: string, cwd: string, refuse: Refuse): VolumeFlag {
  const [first, second, options, ...rest] = sections(value);
  if (first === undefined || [first, second, options].includes('') || rest.length > 0) {
    throw refuse('it takes source:target, source:target:options or a target alone');
  }
  if (second === undefined) {
    return { kind: 'volumeFlag', target: first };
  }
  return {
    kind: 'volumeFlag',
    source: first.startsWith('.') ? resolveHostPath(cwd, first) : first,
    target: second,
    ...(options !== undefined && { options }),
  };
}

/** The value of `-v` for one mount. */
export function formatVolumeFlag({ source, target, options }: VolumeFlag): string {
  return [source, target, options].filter((part) => part !== undefined).join(':');
}

function sections(value: string): string[] {
  const parts: string[] = [];
  let drive = '';
  for (const part of value.split(':')) {
    if (drive === '' && /^[a-z]$/i.test(part) && value.includes(':')) {
      drive = part;
    } else {
      parts.push(drive === '' ? part : `${drive}:${part}`);
      drive = '';
    }
  }
  return drive === '' ? parts : [...parts, drive];
}
