import { performance } from 'node:perf_hooks';

/** The median of some numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/**
 * Runs the works in turn, so that the machine's moods meet all of them, and takes the median of each;
 * `between` runs before each work and is not measured.
 */
export async function medians(runs, works, between = () => undefined) {
  const times = works.map(() => []);
  for (let run = 0; run <= runs; run += 1) {
    for (const [index, work] of works.entries()) {
      await between();
      const started = performance.now();
      await work();
      times[index].push(performance.now() - started);
    }
  }
  return times.map((each) => median(each.slice(1))); // the first run warms up
}

/** One line of the outcome: ours against the other's. */
export function ratio(work, ours, theirs, limit) {
  const value = `${(ours / theirs).toFixed(2)} x (${ours.toFixed(1)} / ${theirs.toFixed(1)} ms)`;
  return { work, value, limit };
}
