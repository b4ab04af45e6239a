import { setTimeout as delay } from 'node:timers/promises';
import { openDebugPeers, startWork, stepWork } from './debugPeers.mjs';
import { median } from './measure.mjs';

/** How long a peer may take for one work before it is told as having no figure. */
const patience = 60_000;

/**
 * What is measured: the program's mode, how often in one session, and what each figure is to hold
 * against the limit (raw MI) and the peers.
 */
export const works = [
  {
    work: startWork,
    mode: 'steps',
    measure: (session) => session.start,
    times: 1,
    hold: { "gdb's own DAP": 1.2, 'cdt-gdb-adapter': 0.5 },
  },
  {
    work: stepWork,
    mode: 'steps',
    measure: (session) => session.next(),
    times: 20,
    hold: { 'raw MI': 1.2 },
  },
  {
    work: 'full step (next, threads, stack, scopes, variables)',
    mode: 'steps',
    measure: (session) => session.fullStep(),
    times: 20,
    hold: { "gdb's own DAP": 0.7, 'cdt-gdb-adapter': 0.5 },
  },
  {
    work: 'the first 100 of a vector of 1,000,000',
    mode: 'vector',
    measure: (session) => session.expand(),
    times: 1,
    hold: {},
  },
  {
    work: 'full step with 1,000 threads',
    mode: 'threads',
    measure: (session) => session.fullStep(),
    times: 5,
    hold: {},
  },
  {
    work: '1,000 breakpoints set',
    mode: 'steps',
    measure: (session) => session.setMany(),
    times: 1,
    hold: {},
  },
  {
    work: '10,000 log points hit',
    mode: 'logs',
    measure: (session) => session.log(),
    times: 1,
    hold: {},
  },
];

/** The works, each as `{ work, hold, times }` with the median of each peer in ms, or why it has none. */
export async function* measureDebug(container, chosen, runs) {
  const { peers: all, dispose } = await openDebugPeers(container);
  try {
    for (const { work, mode, measure, times, hold } of chosen) {
      const peers = all.filter(({ onlyFor = work }) => onlyFor === work);
      const figures = new Map(peers.map(({ name }) => [name, []]));
      // In turn, so that the machine's moods meet all of them; the first run warms up.
      for (let run = 0; run <= runs; run += 1) {
        // Who could not do it once is not waited for again.
        const able = peers.filter(({ name }) => !figures.get(name).some(({ failure }) => failure));
        for (const peer of able) {
          const taken = await measureOnce(peer, mode, measure, times);
          figures.get(peer.name).push(...(run > 0 || taken.failure ? [taken] : []));
        }
      }
      const medians = peers.map(({ name }) => [name, medianOf(figures.get(name))]);
      yield { work, hold, medians: new Map(medians) };
    }
  } finally {
    dispose();
  }
}

async function measureOnce(peer, mode, measure, times) {
  let session;
  const late = new AbortController();
  const measured = async () => {
    session = await peer.open(mode);
    const values = [];
    for (let time = 0; time < times; time += 1) {
      values.push(await measure(session));
    }
    return { values };
  };
  try {
    return await Promise.race([
      measured(),
      delay(patience, { failure: `no answer in ${patience / 1000} s` }, { signal: late.signal }),
    ]);
  } catch (error) {
    return { failure: error.message };
  } finally {
    late.abort();
    await session?.close();
  }
}

function medianOf(taken) {
  const failure = taken.find((each) => each.failure)?.failure;
  return failure ?? median(taken.flatMap((each) => each.values));
}

/** One line for each thing that a work is compared with. */
export function linesOf({ work, hold, medians }) {
  const ours = medians.get('Drydock');
  const lines = [...medians].map(([name, figure]) => {
    const shown = typeof figure === 'number' ? `${figure.toFixed(1)} ms` : figure;
    if (name.startsWith('Drydock') || typeof figure !== 'number' || typeof ours !== 'number') {
      return `    ${name.padEnd(18)} ${shown}`;
    }
    const limit = hold[name];
    const ratio = `Drydock takes ${(ours / figure).toFixed(2)} x`;
    const judged = limit === undefined ? ratio : `${ratio}, hold <= ${limit} x`;
    return `    ${name.padEnd(18)} ${shown.padEnd(14)} ${judged}`;
  });
  return [work, ...lines];
}
