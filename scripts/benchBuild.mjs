// Prints what building through Drydock costs beside `docker exec … cmake --build`, and how fast the
// output of compilers is read:
//   node scripts/benchBuild.mjs [--runs N]
import process from 'node:process';
import { parseArgs } from 'node:util';
import { benchBuild } from './bench/build.mjs';
import { withBenchContainer } from './bench/container.mjs';
import { benchParser } from './bench/parser.mjs';
import { prepare } from './lib/prepare.mjs';
import { main } from './lib/say.mjs';
import { ensureTestImages } from './lib/testImages.mjs';

const { values: options } = parseArgs({ options: { runs: { type: 'string', default: '7' } } });

await main(async () => {
  const { client } = await prepare();
  await ensureTestImages(client);
  const figures = await benchParser();
  await withBenchContainer(client, async (container) => {
    figures.push(...(await benchBuild(container, Number(options.runs))));
  });
  for (const { work, value, limit } of figures) {
    process.stdout.write(`${work.padEnd(48)} ${value.padStart(44)}   hold ${limit}\n`);
  }
});
