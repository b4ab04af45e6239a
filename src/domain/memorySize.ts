const units = ['', 'k', 'm', 'g', 't', 'p'];

/** Reads a size as Docker does: `512m`, `8g`, `1.5GiB`, `1024`; units are powers of 1024. */
export function parseMemorySize(text: string): number | undefined {
  const match = /^((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?) ?([kmgtp]?)(?:i?b)?$/i.exec(text);
  if (!match) {
    return undefined;
  }
  const unit = units.indexOf((match[2] ?? '').toLowerCase());
  return Math.trunc(Number(match[1]) * 1024 ** unit);
}

/** The shortest exact form of a number of bytes, such as `8g`. */
export function formatMemorySize(bytes: number): string {
  const unit = units.findLastIndex((_, power) => bytes > 0 && bytes % 1024 ** power === 0);
  return unit <= 0 ? String(bytes) : `${bytes / 1024 ** unit}${units[unit] ?? ''}`;
}
