import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { tsImport } from 'tsx/esm/api';
import { npm } from '../lib/nodeModules.mjs';
import { cacheFolder, root } from '../lib/root.mjs';
import { say } from '../lib/say.mjs';
import { median, ratio } from './measure.mjs';

const peer = 'cdt-gdb-adapter@1.7.0';
const stepsInRun = 20;

/** A session and its steps, against gdb's own DAP and the adapter of Eclipse CDT on the same program. */
export async function benchDebug(container, runs) {
  const { DapClient } = await tsImport('../../test/support/dapClient.ts', import.meta.url);
  const hostSource = path.join(container.hostFolder, 'steps.cpp');
  const containerSource = '/workspace/steps.cpp';
  const program = '/workspace/steps';
  const ours = {
    command: [process.execPath, path.join(root, 'dist/debugAdapter.js')],
    launch: { program, container: container.name, console: 'internalConsole' },
    source: hostSource,
  };
  const gdb = {
    command: ['docker', 'exec', '-i', container.name, 'gdb', '-q', '-nx', '-i=dap'],
    launch: { program, cwd: '/workspace' },
    source: containerSource,
  };
  const cdt = {
    command: [process.execPath, await installPeer()],
    launch: { program, cwd: '/workspace', gdb: gdbWrapper(container) },
    source: containerSource,
  };
  const adapters = [ours, gdb, cdt];
  const times = adapters.map(() => ({ stop: [], next: [], full: [] }));
  for (let run = 0; run <= runs; run += 1) {
    for (const [index, adapter] of adapters.entries()) {
      const session = await measureSession(DapClient, adapter, container.entryLine);
      if (run > 0) {
        Object.keys(session).forEach((key) => times[index][key].push(...session[key]));
      }
    }
  }
  const [drydock, own, eclipse] = times.map((each) =>
    Object.fromEntries(Object.entries(each).map(([key, values]) => [key, median(values)])),
  );
  return [
    ratio("spawn to stopped / gdb's own DAP", drydock.stop, own.stop, '<= 1.2 x'),
    ratio('spawn to stopped / cdt-gdb-adapter', drydock.stop, eclipse.stop, '<= 0.5 x'),
    ratio("next / gdb's own DAP", drydock.next, own.next, '(none)'),
    ratio("full step / gdb's own DAP", drydock.full, own.full, '<= 0.7 x'),
    ratio('full step / cdt-gdb-adapter', drydock.full, eclipse.full, '<= 0.5 x'),
  ];
}

/** From the adapter's start to its end; what an editor asks after a stop is a full step. */
async function measureSession(DapClient, { command, launch, source }, line) {
  const times = { stop: [], next: [], full: [] };
  const started = performance.now();
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const client = new DapClient(child.stdout, child.stdin);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await client.request('initialize', {
      adapterID: 'bench',
      linesStartAt1: true,
      pathFormat: 'path',
    });
    const launched = client.request('launch', launch);
    await Promise.race([client.event('initialized'), launched]);
    await client.request('setBreakpoints', { source: { path: source }, breakpoints: [{ line }] });
    await client.request('configurationDone');
    await launched;
    const { threadId = 1 } = await client.event('stopped');
    times.stop.push(performance.now() - started);
    await client.request('setBreakpoints', { source: { path: source }, breakpoints: [] });
    for (let step = 0; step < stepsInRun; step += 1) {
      const stepStarted = performance.now();
      await client.request('next', { threadId });
      await client.event('stopped');
      times.next.push(performance.now() - stepStarted);
      await client.request('threads');
      const { stackFrames } = await client.request('stackTrace', { threadId, levels: 20 });
      const { scopes } = await client.request('scopes', { frameId: stackFrames[0].id });
      const { variablesReference } = scopes[0];
      await client.request('variables', { variablesReference });
      times.full.push(performance.now() - stepStarted);
    }
    return times;
  } finally {
    await client.request('disconnect', { terminateDebuggee: true }).catch(() => undefined);
    child.stdin.end();
    child.kill();
    await ended;
  }
}

/** Not a dependency of Drydock: it is fetched for the comparison alone. */
async function installPeer() {
  const folder = path.join(cacheFolder, 'peers');
  const entry = path.join(folder, 'node_modules/cdt-gdb-adapter/dist/debugAdapter.js');
  if (!existsSync(entry)) {
    say(`installing ${peer} to compare with`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    await npm(['install', '--ignore-scripts', '--loglevel=error', peer], { cwd: folder });
  }
  return entry;
}

/** Stands in for gdb on the host. */
function gdbWrapper({ hostFolder, name }) {
  const file = path.join(hostFolder, 'gdb-in-container');
  writeFileSync(file, `#!/bin/sh\nexec docker exec -i ${name} gdb "$@"\n`, { mode: 0o755 });
  return file;
}
