// Prints how fast the debug adapter is beside raw MI, gdb's own DAP and cdt-gdb-adapter, on one program
// in one container:
//   node scripts/benchDebug.mjs [--runs N] [--only WORDS]
import process from 'node:process';
import { parseArgs } from 'node:util';
import { withBenchContainer } from './bench/container.mjs';
import { linesOf, measureDebug, works } from './bench/debug.mjs';
import { measureKills } from './bench/kills.mjs';
import { build, prepare } from './lib/prepare.mjs';
import { SetupError, main } from './lib/say.mjs';
import { ensureTestImages } from './lib/testImages.mjs';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
  },
});

// Certificates that this machine adds are read by each Node as it starts, and belong to no adapter.
delete process.env.NODE_EXTRA_CA_CERTS;

await main(async () => {
  const chosen = works.filter(({ work }) => work.includes(options.only));
  const kills = 'kills'.includes(options.only);
  if (chosen.length === 0 && !kills) {
    throw new SetupError(`No work is called "${options.only}".`);
  }
  const { client } = await prepare();
  await build();
  await ensureTestImages(client);
  await withBenchContainer(client, async (container) => {
    for await (const figures of measureDebug(container, chosen, Number(options.runs))) {
      process.stdout.write(`${linesOf(figures).join('\n')}\n`);
    }
    for await (const line of kills ? measureKills(container, client) : []) {
      process.stdout.write(`${line}\n`);
    }
  });
});
