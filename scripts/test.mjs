// Runs everything: the checks, then all suites, and prints the outcome as the last line:
//   node scripts/test.mjs [--only SUITE,…] [--grep PATTERN] [--verbose]
import { randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { hasDebugRegisters, hasWideRegisters } from './lib/debugRegisters.mjs';
import { npmCommand } from './lib/nodeModules.mjs';
import { build, makeVsix, prepare } from './lib/prepare.mjs';
import { run } from './lib/processes.mjs';
import { installBrowser } from './lib/prepareBrowser.mjs';
import { prepareServer } from './lib/prepareServer.mjs';
import { removeLabelled } from './lib/removeLabelled.mjs';
import { root } from './lib/root.mjs';
import { SetupError, main, say } from './lib/say.mjs';
import { Tally, partsOf } from './lib/suites.mjs';
import { ensureTestImages } from './lib/testImages.mjs';
import { installCodeTools, installTestPeers } from './lib/testPeers.mjs';
import { runPool } from './lib/testPool.mjs';

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

/** The checks are all computing and go beside; the suites share lanes, as they mostly wait. */
async function runSuites(chosen, engine) {
  if (chosen.has('workbench')) {
    await prepareWorkbench();
  } else if (chosen.has('adapter')) {
    await build();
  }
  if (['engine', 'project', 'adapter', 'workbench'].some((suite) => chosen.has(suite))) {
    await ensureTestImages(engine);
  }
  if (chosen.has('engine')) {
    await installTestPeers();
  }
  if (chosen.has('project')) {
    await installCodeTools();
  }
  const suites = names.filter((name) => name !== 'check' && chosen.has(name));
  const env = { ...process.env, DRYDOCK_TEST_RUN: runId };
  if (['adapter', 'workbench'].some((suite) => chosen.has(suite))) {
    if (!(await hasDebugRegisters(engine, runId))) {
      say('this processor, or virtual machine, does not report data and hardware breakpoints:');
      say('tests that need it to are left out');
      env.DRYDOCK_TEST_DEBUG_REGISTERS = 'silent';
    }
    if (hasWideRegisters()) {
      say(
        'this processor has AMX, and gdb before 14 cannot write its registers: tests in which gdb',
      );
      say('calls functions or runs backwards are made with gdb 16 only');
    }
  }
  await Promise.all([chosen.has('check') ? runCheck() : undefined, runTests(suites, env)]);
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

async function runTests(suites, env) {
  const parts = suites.flatMap(partsOf);
  const tallies = new Map(suites.map((suite) => [suite, new Tally()]));
  const remaining = new Map(suites.map((suite) => [suite, 0]));
  parts.forEach(({ suite }) => remaining.set(suite, remaining.get(suite) + 1));
  const report = ({ suite, name }, { state, title, ms, error }) => {
    total[state] += 1;
    tallies.get(suite)[state] += 1;
    if (state !== 'passed' || options.verbose) {
      const took = ms === undefined ? '' : ` (${ms} ms)`;
      say(`${name ?? suite}: ${state}: ${title}${took}${error ? `\n${error}` : ''}`);
    }
  };
  for (const suite of suites.filter((each) => remaining.get(each) === 0)) {
    const error = `There is no test file in test/${suite}/.`;
    report({ suite }, { state: 'failed', title: 'the suite has tests', error });
  }
  const onEnd = ({ suite }) => {
    remaining.set(suite, remaining.get(suite) - 1);
    if (remaining.get(suite) === 0) {
      say(`${suite}: ${tallies.get(suite)}`);
    }
  };
  const shared = { grep: options.grep, env, report, onEnd };
  const isSeen = ({ suite }) => suite === 'workbench';
  const lanes = Math.min(Math.max(cpus().length + 1, 3), 8);
  await runPool(
    parts.filter((part) => !isSeen(part)),
    { ...shared, lanes },
  );
  // Each has a browser and a server; beside the others what a person sees takes minutes.
  await runPool(parts.filter(isSeen), { ...shared, lanes: 1 });
}
