// Prints how fast Drydock is, as ratios against a peer or a limit measured in the same run:
//   node scripts/bench.mjs [--runs N]
import process from 'node:process';
import { parseArgs } from 'node:util';
import { benchArchive } from './bench/archive.mjs';
import { benchBuild } from './bench/build.mjs';
import { benchBundles } from './bench/bundles.mjs';
import { withBenchContainer } from './bench/container.mjs';
import { linesOf, measureDebug, works } from './bench/debug.mjs';
import { benchList } from './bench/list.mjs';
import { benchLog } from './bench/log.mjs';
import { build, prepare } from './lib/prepare.mjs';
import { main } from './lib/say.mjs';
import { ensureTestImages } from './lib/testImages.mjs';

const { values: options } = parseArgs({ options: { runs: { type: 'string', default: '7' } } });

await main(async () => {
  const { client } = await prepare();
  await build();
  await ensureTestImages(client);
  const runs = Number(options.runs);
  const figures = [
    ...benchBundles(),
    ...(await benchList(runs)),
    ...(await benchLog(runs)),
    ...(await benchArchive(Math.min(runs, 3))),
  ];
  const debugging = [];
  await withBenchContainer(client, async (container) => {
    figures.push(...(await benchBuild(container, runs)));
    for await (const measured of measureDebug(container, works.slice(0, 3), runs)) {
      debugging.push(measured);
    }
  });
  for (const { work, value, limit } of figures) {
    process.stdout.write(`${work.padEnd(64)} ${value.padStart(24)}   hold ${limit}\n`);
  }
  for (const line of debugging.flatMap(linesOf)) {
    process.stdout.write(`${line}\n`);
  }
});
