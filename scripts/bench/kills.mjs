import { spawn } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { tsImport } from 'tsx/esm/api';
import { mustRun } from '../lib/processes.mjs';
import { root } from '../lib/root.mjs';
import { lineOf } from './container.mjs';
import { startCountingProxy } from './countingProxy.mjs';

/** Milliseconds after which a session whose half was killed is to have ended. */
const limit = 2000;
const patience = 30_000;

const inContainer = (signalled) => async (session) => {
  await mustRun('docker', ['exec', session.container, 'pkill', '-KILL', '-x', signalled]);
};

/** What is killed, and how the client then knows that the session has ended. */
const victims = [
  { victim: 'gdb', kill: inContainer('gdb') },
  { victim: 'the program', kill: inContainer('debuggee') },
  { victim: 'the container', kill: ({ container }) => mustRun('docker', ['kill', container]) },
  { victim: 'the connection to the engine', kill: ({ proxy }) => proxy.close() },
  { victim: 'the adapter', kill: ({ child }) => child.kill('SIGKILL'), isAdapter: true },
];

const stages = ['starting', 'standing', 'running', 'in the middle of a step'];

/** The lines that tell how long a session takes to end when a part of it is killed. */
export async function* measureKills(container, { endpoint }) {
  yield `what is killed, until the session has ended and nothing is left, hold <= ${limit} ms`;
  for (const { victim, kill, isAdapter } of victims) {
    // While it starts there is no program.
    for (const stage of victim === 'the program' ? stages.slice(1) : stages) {
      const time = await measureKill(container.name, kill, { endpoint, stage, isAdapter });
      const shown = typeof time === 'number' ? `${time.toFixed(0)} ms` : time;
      yield `    ${`${victim}, ${stage}`.padEnd(54)} ${shown}`;
    }
  }
}

async function measureKill(container, kill, { endpoint, stage, isAdapter }) {
  const { DapClient } = await tsImport('../../test/support/dapClient.ts', import.meta.url);
  const proxy = await startCountingProxy(endpoint);
  const child = spawn(process.execPath, [path.join(root, 'dist/debugAdapter.js')], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, DOCKER_HOST: proxy.endpoint },
  });
  const client = new DapClient(child.stdout, child.stdin);
  try {
    const { launched } = await launch(client, container);
    const threadId = await (stage === 'starting' ? gdbIn(container) : firstStop(client, launched));
    if (stage === 'running') {
      await client.request('continue', { threadId });
    } else if (stage === 'in the middle of a step') {
      await client.request('next', { threadId }); // over a function that takes for ever
    }
    const began = performance.now();
    await kill({ container, proxy, child });
    // A session that has not started yet ends with the answer to its launch.
    const failed = new Promise((resolve) => void launched.catch(resolve));
    const ended = isAdapter ? undefined : Promise.race([client.event('terminated'), failed]);
    return await Promise.race([
      Promise.all([ended, nothingLeft(container)]).then(() => performance.now() - began),
      delay(patience, `not in ${patience / 1000} s`, { ref: false }),
    ]);
  } finally {
    child.kill();
    proxy.close();
    await mustRun('docker', ['start', container]);
  }
}

/** Asks for the program that runs for ever; its answer comes when the client has configured the session. */
async function launch(client, container) {
  await client.request('initialize', { adapterID: 'bench', linesStartAt1: true });
  const launched = client.request('launch', {
    program: '/workspace/debuggee',
    args: ['forever'],
    container,
    console: 'internalConsole',
  });
  launched.catch(() => undefined);
  return { launched };
}

/** Stops the program before the function that takes for ever; resolves with its thread. */
async function firstStop(client, launched) {
  await Promise.race([client.event('initialized'), launched]);
  await client.request('setBreakpoints', {
    source: { path: '/workspace/debuggee.cpp' },
    breakpoints: [{ line: lineOf('forever') }],
  });
  await client.request('configurationDone');
  await launched;
  return (await client.event('stopped')).threadId ?? 1;
}

/** Resolves when gdb runs in the container. */
async function gdbIn(container) {
  while (!/\bgdb\b/.test(await mustRun('docker', ['top', container, '-eo', 'pid,comm']))) {
    await delay(5);
  }
}

/** Resolves when neither gdb nor the program is left in the container. */
async function nothingLeft(container) {
  for (;;) {
    // A container that was killed has no processes to tell of.
    const rows = await mustRun('docker', ['top', container, '-eo', 'pid,comm']).catch(() => '');
    if (!/\b(?:gdb|debuggee)\b/.test(rows)) {
      return;
    }
    await delay(20);
  }
}
