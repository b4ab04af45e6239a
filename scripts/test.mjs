// Runs everything: the checks, then all suites, and prints the outcome as the last line:
//   node scripts/test.mjs [--only SUITE,…] [--grep PATTERN] [--verbose]
import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { npmCommand } from './lib/nodeModules.mjs';
import { build, makeVsix, prepare } from './lib/prepare.mjs';
import { run } from './lib/processes.mjs';
import { installBrowser } from './lib/prepareBrowser.mjs';
import { prepareServer } from './lib/prepareServer.mjs';
import { removeLabelled } from './lib/removeLabelled.mjs';
import { root } from './lib/root.mjs';
import { SetupError, main, say } from './lib/say.mjs';
import { Tally, runMocha, testFiles } from './lib/suites.mjs';
import { ensureTestImages } from './lib/testImages.mjs';

const names = ['check', 'unit', 'engine', 'project', 'adapter', 'workbench'];
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: names.join() },
    grep: { type: 'string', default: '' },
    verbose: { type: 'boolean', default: false },
  },
});

const total = new Tally();
const runId = process.env.DRYDOCK_TEST_RUN ?? randomBytes(4).toString('hex');

await main(async () => {
  const chosen = options.only.split(',').map((name) => name.trim());
  const unknown = chosen.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new SetupError(`There is no suite "${unknown}". The suites are: ${names.join(', ')}.`);
  }
  const engine = await prepare();
  try {
    await runSuites(new Set(chosen), engine.client);
  } finally {
    await removeLabelled(engine.client, `drydock.test=${runId}`);
  }
  if (engine.startedPid) {
    say(`dockerd goes on running; "kill ${engine.startedPid}" ends it`);
  }
  process.stdout.write(`${total}\n`);
  if (total.failed > 0 || total.skipped > 0) {
    process.exitCode = 1;
  }
});

/** Two lanes, as the checks are all computing and the suites below are mostly waiting for containers. */
async function runSuites(chosen, engine) {
  const inLane = async (...lane) => {
    for (const name of lane.filter((suite) => chosen.has(suite))) {
      await (name === 'check' ? runCheck() : runSuite(name));
    }
  };
  if (chosen.has('workbench')) {
    await prepareWorkbench();
  } else if (chosen.has('adapter')) {
    await build();
  }
  if (['engine', 'project', 'adapter', 'workbench'].some((suite) => chosen.has(suite))) {
    await ensureTestImages(engine);
  }
  await Promise.all([inLane('check', 'unit'), inLane('engine', 'project', 'adapter')]);
  await inLane('workbench');
}

async function prepareWorkbench() {
  await installBrowser();
  await prepareServer();
  await makeVsix();
}

async function runCheck() {
  say('check: TypeScript, ESLint, prettier, knip');
  const { code, stdout, stderr } = await run(...npmCommand(['run', '--silent', 'check']), {
    cwd: root,
  });
  if (code === 0) {
    total.passed += 1;
    say('check: passed');
  } else {
    total.failed += 1;
    process.stdout.write(`${stdout}${stderr}`);
    say('check: failed');
  }
}

async function runSuite(name) {
  const started = Date.now();
  const report = (state, title, error) => {
    if (state !== 'passed' || options.verbose) {
      say(`${name}: ${state}: ${title}${error ? `\n${error}` : ''}`);
    }
  };
  // What runs inside the extension host, test/workbench/suite/, is started by a test beside it.
  const files = testFiles(name, { recursive: name !== 'workbench' });
  if (files.length === 0) {
    report('failed', 'the suite has tests', `There is no test file in test/${name}/.`);
    total.failed += 1;
    return;
  }
  const env = { ...process.env, DRYDOCK_TEST_RUN: runId };
  const tally = new Tally();
  const lanes = Math.min(lanesOf(name), files.length);
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const own = files.filter((_file, index) => index % lanes === lane);
      tally.add(await runMocha(own, { grep: options.grep, env, report }));
    }),
  );
  total.add(tally);
  say(`${name}: ${tally} in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** The adapter's tests wait for gdb more than they compute, and each has a container of its own. */
function lanesOf(name) {
  return name === 'adapter' ? 3 : 1;
}
