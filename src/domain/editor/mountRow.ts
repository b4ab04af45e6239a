import type { Mount } from '../containerSpec';

/** A mount as a row of the form. */
export interface MountRow {
  readonly kind: MountRowKind;
  /** A folder of the host or a volume's name; empty for an anonymous volume. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** The mount that the row was made from, whose other options are kept. */
  readonly from?: Mount;
}

export type MountRowKind = 'folder' | 'volume' | 'memory';

/** The row that shows a mount. */
export function mountRow(mount: Mount): MountRow {
  const { source = '', target } = mount;
  return { kind: rowKind(mount), source, target, readOnly: isReadOnly(mount), from: mount };
}

/** The mount that a row stands for, or undefined while the row lacks something. */
export function mountOfRow(row: MountRow): Mount | undefined {
  const source = row.source.trim();
  const target = row.target.trim();
  if (target === '' || (row.kind === 'folder' && source === '')) {
    return undefined;
  }
  const from = row.from && rowKind(row.from) === row.kind ? row.from : undefined;
  if (row.kind === 'memory') {
    return withReadOnly({ ...from, kind: 'tmpfs', target }, row.readOnly);
  }
  const kept = without(from ?? ({ kind: 'volumeFlag', target } as const), 'source');
  return withReadOnly({ ...kept, target, ...(source !== '' && { source }) }, row.readOnly);
}

function rowKind({ kind, source }: Mount): MountRowKind {
  switch (kind) {
    case 'volumeFlag':
      return source !== undefined && /[\\/]|^[.~]/.test(source) ? 'folder' : 'volume';
    case 'bind':
      return 'folder';
    case 'volume':
      return 'volume';
    case 'tmpfs':
      return 'memory';
  }
}

function isReadOnly(mount: Mount): boolean {
  return mount.kind === 'volumeFlag' ? optionsOf(mount).includes('ro') : mount.readOnly === true;
}

function withReadOnly(mount: Mount, readOnly: boolean): Mount {
  if (isReadOnly(mount) === readOnly) {
    return mount;
  }
  if (mount.kind !== 'volumeFlag') {
    return readOnly ? { ...mount, readOnly } : without(mount, 'readOnly');
  }
  const plain = without(mount, 'options');
  const options = optionsOf(mount).filter((option) => !['ro', 'rw'].includes(option));
  const all = readOnly ? ['ro', ...options] : options;
  // An anonymous volume takes no options: "-v /data:ro" would mount a volume "/data" at "ro".
  return all.length > 0 && mount.source !== undefined
    ? { ...plain, options: all.join(',') }
    : plain;
}

function optionsOf({ options = '' }: Extract<Mount, { kind: 'volumeFlag' }>): string[] {
  return options.split(',').filter((option) => option !== '');
}

function without<T extends Mount, K extends keyof T>(mount: T, key: K): Omit<T, K> & Mount {
  const rest = { ...mount };
  Reflect.deleteProperty(rest, key);
  return rest;
}
