import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { tsImport } from 'tsx/esm/api';
import { EngineClient } from '../lib/engineClient.mjs';
import { startCountingProxy } from './countingProxy.mjs';
import { median, medians } from './measure.mjs';

/** How long nothing happens while requests are counted, in milliseconds. */
const idleMs = 10_000;
const bursts = 5;

/**
 * What a view costs on an engine that has `count` containers: until its rows are there, from an event
 * to the row, and what the engine is asked. `peers` are works that list the same by other means,
 * `changeOne` changes a container and resolves with a name that the list then has, `burst` does many
 * changes at once and resolves as that.
 */
export async function benchStore({ count, endpoint, runs, peers = {}, changeOne, burst }) {
  const load = (file) => tsImport(`../../src/${file}.ts`, import.meta.url);
  const { openEngine } = await load('engine/openEngine');
  const { ResourceStore } = await load('engine/resourceStore');
  const { silentLogger } = await load('base/logger');
  const { arrangeContainers } = await load('domain/containerGroups');
  const { containerDescription, containerTooltip } = await load('domain/containerList');

  const proxy = await startCountingProxy(endpoint);
  const raw = new EngineClient(proxy.endpoint);
  const arrangement = {
    groupBy: 'none',
    groupLabel: '',
    order: 'state',
    rowLabel: 'name',
    filter: '',
  };
  /** All that a view's rows say. */
  const rows = ({ containers }) =>
    arrangeContainers(containers, arrangement)
      .flatMap((group) => group.containers)
      .map((one) => [containerDescription(one, Date.now()), containerTooltip(one, Date.now())]);
  const open = async () => {
    const engine = openEngine({ endpoint: () => proxy.endpoint, log: silentLogger });
    const store = new ResourceStore(engine, silentLogger);
    await store.refresh();
    rows(store.snapshot);
    const close = () => {
      store.dispose();
      engine.dispose();
    };
    return { store, close };
  };

  try {
    const names = Object.keys(peers);
    const [ours, get, ...others] = await medians(runs, [
      async () => (await open()).close(),
      () => raw.json('GET', '/containers/json?all=true'),
      ...Object.values(peers),
    ]);
    const before = heap();
    const blocked = monitorEventLoopDelay({ resolution: 1 });
    blocked.enable();
    const { store, close } = await open();
    blocked.disable();
    const memory = heap() - before;
    // The stream of events has been opened, and what it brings on its own has been listed.
    await quiet(proxy.requests);
    const events = [];
    for (let run = 0; run < runs; run += 1) {
      const { name, changed } = await changeOne();
      await shows(store, name);
      events.push(performance.now() - changed);
      await quiet(proxy.requests);
    }
    const idle = await counted(proxy.requests, () => delay(idleMs));
    const lists = [];
    for (let run = 0; run < bursts; run += 1) {
      const started = performance.now();
      let lasted = 0;
      const asked = await counted(proxy.requests, async () => {
        const { name } = await burst();
        lasted = performance.now() - started;
        await shows(store, name);
        await quiet(proxy.requests);
      });
      const listed = asked.filter((request) => request.includes('/containers/json')).length;
      lists.push(`${listed} in ${lasted.toFixed(0)} ms`);
    }
    close();
    const at = `${count.toLocaleString('en')} containers:`;
    const beside = [
      `raw GET ${get.toFixed(1)}`,
      ...names.map((name, index) => `${name} ${others[index].toFixed(1)}`),
    ];
    return [
      line(`${at} filled rows`, `${ours.toFixed(1)} ms (${beside.join(', ')})`, '-'),
      line(
        `${at} event to row`,
        `${median(events).toFixed(0)} ms`,
        '100 ms of it is waiting for more',
      ),
      line(`${at} longest block`, `${(blocked.max / 1e6).toFixed(0)} ms`, '<= 50 ms'),
      line(`${at} memory`, `${(memory / 1e6).toFixed(1)} MB`, '-'),
      line(
        `${at} requests a minute, idle`,
        String((idle.length * 60_000) / idleMs),
        '0 where nobody else uses the engine',
      ),
      line(
        `${at} lists for a burst of events`,
        lists.join(', '),
        '1, and 1 for each 500 ms that it goes on',
      ),
    ];
  } finally {
    proxy.close();
  }
}

function line(work, value, limit) {
  return { work, value, limit };
}

/** What the requests were while something was done. */
async function counted(requests, work) {
  const start = requests.length;
  await work();
  return requests.slice(start);
}

/** Resolves when the engine has not been asked for anything for a while. */
async function quiet(requests) {
  for (let before = -1; before !== requests.length;) {
    before = requests.length;
    await delay(1000);
  }
}

function shows(store, name) {
  const isThere = () => store.snapshot.containers.some((one) => one.name === name);
  return new Promise((resolve) => {
    if (isThere()) {
      resolve();
      return;
    }
    const listening = store.onDidChange(() => {
      if (isThere()) {
        listening.dispose();
        resolve();
      }
    });
  });
}

function heap() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
