// Prints what building through Drydock costs beside `docker exec … cmake --build`, how fast the output
// of compilers is read, and what large projects take: compilation databases, headers, lists of tests.
// Waits are told by the clock and in computing, since on a busy machine this process waits, too.
//   node scripts/benchBuild.mjs [--runs N]
import os from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { benchBuild } from './bench/build.mjs';
import { withBenchContainer } from './bench/container.mjs';
import { benchParser } from './bench/parser.mjs';
import { benchTests } from './bench/tests.mjs';
import { benchUnderstanding } from './bench/understanding.mjs';
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
    figures.push(...(await benchUnderstanding(container)));
    figures.push(...(await benchTests(container, Number(options.runs))));
  });
  const [load] = os.loadavg();
  process.stdout.write(
    `load of the machine: ${load.toFixed(1)} on ${os.cpus().length} processors\n`,
  );
  for (const { work, value, limit } of figures) {
    process.stdout.write(`${work.padEnd(56)} ${value.padStart(60)}   hold ${limit}\n`);
  }
});
