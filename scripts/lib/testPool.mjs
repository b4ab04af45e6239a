import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';
import { longestFirst } from './suites.mjs';
import { TestLane } from './testLane.mjs';

/** What each part took the last time, in milliseconds. */
const durationsFile = path.join(root, 'dist/test/durations.json');

/**
 * Runs parts of suites in several lanes; each lane takes the next part when it has ended one.
 * `report(part, outcome)` is told of each test, `onEnd(part)` of each part.
 */
export async function runPool(parts, { lanes, grep, env, report, onEnd }) {
  const durations = readDurations();
  const waiting = longestFirst(parts, durations);
  const runLane = async () => {
    let lane;
    let last;
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const current = part;
      last = part;
      const began = Date.now();
      lane = lane?.isAlive ? lane : new TestLane({ grep, env });
      await lane.run(current.files, (outcome) => report(current, outcome));
      durations[current.name] = Date.now() - began;
      onEnd(current);
    }
    if (lane && !(await lane.close())) {
      report(last, leftOpen);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, parts.length) }, runLane));
  if (!grep) {
    writeDurations(durations);
  }
}

const leftOpen = {
  state: 'failed',
  title: 'the process ends when its tests have',
  error: 'A test left something open.',
};

function readDurations() {
  try {
    return JSON.parse(readFileSync(durationsFile, 'utf8'));
  } catch {
    return {}; // never run, or not to the end
  }
}

function writeDurations(durations) {
  mkdirSync(path.dirname(durationsFile), { recursive: true });
  writeFileSync(durationsFile, JSON.stringify(durations, null, 2));
}
