// Prints what views on many containers cost beside the raw API and the docker CLI, how fast logs are
// kept and how fast files go into a container and out of it:
//   node scripts/benchEngine.mjs [--runs N] [--counts 10,100,1000]
import process from 'node:process';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { benchArchive } from './bench/archive.mjs';
import { startFakeEngine } from './bench/fakeEngine.mjs';
import { benchList } from './bench/list.mjs';
import { benchLog } from './bench/log.mjs';
import { ManyContainers } from './bench/manyContainers.mjs';
import { benchStore } from './bench/store.mjs';
import { prepare } from './lib/prepare.mjs';
import { mustRun } from './lib/processes.mjs';
import { main, say } from './lib/say.mjs';
import { ensureTestImages } from './lib/testImages.mjs';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    counts: { type: 'string', default: '10,100,1000' },
  },
});
const fakeCount = 10_000;
const eventsOfBurst = 5000;

await main(async () => {
  const { client } = await prepare();
  await ensureTestImages(client);
  const runs = Number(options.runs);
  print([...(await benchList(runs)), ...(await benchLog(runs)), ...(await benchArchive(runs))]);
  const containers = new ManyContainers(client);
  try {
    for (const count of options.counts.split(',').map(Number)) {
      say(`making ${count} containers`);
      await containers.grow(count);
      const peers = { 'docker ps': () => mustRun('docker', ['ps', '--all']) };
      const { endpoint } = client;
      const changeOne = () => containers.rename();
      const burst = () => containers.burst();
      print(await benchStore({ count, endpoint, runs, peers, changeOne, burst }));
    }
  } finally {
    await containers.remove();
  }
  await benchFake(runs);
});

async function benchFake(runs) {
  const fake = await startFakeEngine(fakeCount);
  let number = 0;
  const change = (events) => {
    number += 1;
    fake.change(`changed-${number}`, events);
    return { name: `changed-${number}`, changed: performance.now() };
  };
  try {
    const { endpoint } = fake;
    const changeOne = () => change(1);
    const burst = () => change(eventsOfBurst);
    print(await benchStore({ count: fakeCount, endpoint, runs, changeOne, burst }));
  } finally {
    fake.close();
  }
}

function print(figures) {
  for (const { work, value, limit } of figures) {
    process.stdout.write(`${work.padEnd(48)} ${value.padStart(44)}   hold ${limit}\n`);
  }
}
