const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes to three digits, in powers of 1000 as `docker images` counts: `1.24 GB`. */
export function byteSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would be shown as 1000, which belongs to the next unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${Number(value.toPrecision(3))} ${units[unit] ?? ''}`;
}
