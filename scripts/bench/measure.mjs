import { readFileSync } from 'node:fs';
import process from 'node:process';
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers';

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
  return (await timesOf(runs, works, between)).map(median);
}

/** Like {@link medians}, and takes the shortest of each: for works that the machine's load makes longer. */
export async function leasts(runs, works, between = () => undefined) {
  return (await timesOf(runs, works, between)).map((each) => Math.min(...each));
}

async function timesOf(runs, works, between) {
  const times = works.map(() => []);
  for (let run = 0; run <= runs; run += 1) {
    for (const [index, work] of works.entries()) {
      await between();
      const started = performance.now();
      await work();
      times[index].push(performance.now() - started);
    }
  }
  return times.map((each) => each.slice(1)); // the first run warms up
}

/** One line of the outcome: ours against the other's. */
export function ratio(work, ours, theirs, limit) {
  const value = `${(ours / theirs).toFixed(2)} x (${ours.toFixed(1)} / ${theirs.toFixed(1)} ms)`;
  return { work, value, limit };
}

/**
 * Does some work, and tells how long it kept others from their turn at most: by the clock, and what it
 * computed meanwhile. Where the machine is busy the first is longer, since this process waits too.
 */
export async function withLongestHold(work) {
  let isDone = false;
  let isSettled = false;
  const longest = { clock: 0, computing: 0 };
  let at = performance.now();
  let sampledAt = at;
  let used = computingOfThread();
  const look = () => {
    if (isSettled) {
      return;
    }
    const now = performance.now();
    longest.clock = Math.max(longest.clock, now - at);
    at = now;
    // Asking each time would be a tenth of the work.
    if (now - sampledAt > 5 || isDone) {
      const before = used;
      used = computingOfThread();
      longest.computing = Math.max(longest.computing, used - before);
      sampledAt = now;
    }
    if (!isDone) {
      setImmediate(look);
    }
  };
  setImmediate(look);
  const started = performance.now();
  const usedBefore = computingOfThread();
  const value = await work();
  const milliseconds = performance.now() - started;
  isDone = true;
  look();
  isSettled = true;
  return { value, milliseconds, computing: computingOfThread() - usedBefore, longest };
}

/** Milliseconds that the main thread has computed; elsewhere than on Linux, all threads together. */
function computingOfThread() {
  if (process.platform === 'linux') {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  }
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The line of the outcome that tells of a hold. */
export function hold(work, { clock, computing }) {
  const value = `${computing.toFixed(0)} ms of computing (${clock.toFixed(0)} ms by the clock)`;
  return { work, value, limit: '<= 50 ms' };
}
