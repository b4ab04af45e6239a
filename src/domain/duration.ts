const nanoseconds: readonly (readonly [unit: string, nanoseconds: number])[] = [
  ['h', 3600e9],
  ['m', 60e9],
  ['s', 1e9],
  ['ms', 1e6],
  ['us', 1e3],
  ['ns', 1],
];

/** Reads a duration such as `1m30s` or `-0.5h` into nanoseconds; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const match = /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:h|ms|m|s|us|µs|μs|ns))+|0)$/.exec(text);
  if (!match) {
    return undefined;
  }
  let total = 0;
  for (const [, amount, unit = ''] of (match[2] ?? '').matchAll(/([\d.]+)([a-zµμ]+)/g)) {
    const factor = nanoseconds.find(([name]) => name === unit.replace(/^[µμ]/, 'u'))?.[1] ?? 0;
    total += Number(amount) * factor;
  }
  return match[1] === '-' ? -Math.trunc(total) : Math.trunc(total);
}

/** The shortest exact form of a number of nanoseconds, such as `90s`. */
export function formatDuration(duration: number): string {
  const [unit, factor] = nanoseconds.find(([, size]) => duration % size === 0) ?? ['ns', 1];
  return `${duration / factor}${duration === 0 ? 's' : unit}`;
}
