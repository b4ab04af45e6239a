/** The end of an axis that has room for a value, at 1, 2 or 5 times a power of ten. */
export function chartScale(largest: number, smallestEnd: number): number {
  const wanted = Math.max(largest, smallestEnd);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].find((each) => each * power >= wanted) ?? 10;
  return step * power;
}

/** A point of a line, in the units of what is drawn. */
export interface ChartPoint {
  readonly time: number;
  readonly value: number | undefined;
}

/**
 * The line of values as the `d` of an SVG path, in a box of 100 by 100. Where nothing was measured
 * for longer than the gap, or a value is missing, the line is broken.
 */
export function chartPath(
  points: readonly ChartPoint[],
  from: number,
  to: number,
  end: number,
  gap: number,
): string {
  let path = '';
  let last: number | undefined;
  for (const { time, value } of points) {
    if (value === undefined || time < from) {
      last = undefined;
      continue;
    }
    const x = ((time - from) / (to - from)) * 100;
    const y = 100 - (Math.min(value, end) / end) * 100;
    const command = last !== undefined && time - last <= gap ? 'L' : 'M';
    path += `${command}${x.toFixed(2)} ${y.toFixed(2)}`;
    last = time;
  }
  return path;
}
