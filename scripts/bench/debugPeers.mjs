import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { tsImport } from 'tsx/esm/api';
import { npm } from '../lib/nodeModules.mjs';
import { cacheFolder, root } from '../lib/root.mjs';
import { say } from '../lib/say.mjs';
import { lineOf, manyLines } from './container.mjs';
import { dapPeer } from './dapPeer.mjs';
import { rawMiPeer } from './rawMi.mjs';

const cdt = 'cdt-gdb-adapter@1.7.0';
const program = '/workspace/debuggee';

/** The work whose time depends on how an adapter is started. */
export const startWork = 'adapter started to first stop';

/** The work that is held against the least that an adapter can be. */
export const stepWork = 'next';

/** Raw MI, Drydock's adapter, gdb's own DAP and the adapter of Eclipse CDT, on the same program and container. */
export async function openDebugPeers(container) {
  const { openEngine } = await tsImport('../../src/engine/openEngine.ts', import.meta.url);
  const { gdbArguments } = await tsImport('../../src/gdb/gdbArguments.ts', import.meta.url);
  const { silentLogger } = await tsImport('../../src/base/logger.ts', import.meta.url);
  const engine = openEngine({ log: silentLogger });
  const cdtEntry = await installCdt();
  const wrapper = gdbWrapper(container);
  const inContainer = (file) => `/workspace/${file}`;
  const adapter = path.join(root, 'dist/debugAdapter.js');
  const pipe = path.join(container.hostFolder, 'adapter.sock');
  const drydock = {
    sourceOf: (file) => path.join(container.hostFolder, file),
    lineOf,
    manyLines,
  };
  const launch = (mode) => ({
    program,
    args: [mode],
    container: container.name,
    console: 'internalConsole',
  });
  const peers = [
    rawMiPeer({ engine, container, gdbArguments: gdbArguments('gdb'), lineOf, manyLines }),
    dapPeer({
      name: 'Drydock',
      start: (mode) => ({ command: [process.execPath, adapter], launch: launch(mode) }),
      ...drydock,
    }),
    dapPeer({
      name: 'Drydock, ahead',
      onlyFor: startWork,
      start: (mode) => ({
        command: [process.execPath, adapter, `--pipe=${pipe}`],
        launch: launch(mode),
      }),
      pipe,
      ...drydock,
    }),
    emptyNode(),
    dapPeer({
      name: 'the least adapter',
      onlyFor: stepWork,
      start: (mode) => ({
        command: [process.execPath, path.join(root, 'scripts/bench/leastAdapter.mjs')],
        launch: { program, args: [mode], container: container.name },
      }),
      sourceOf: inContainer,
      lineOf,
      manyLines,
    }),
    dapPeer({
      name: "gdb's own DAP",
      start: (mode) => ({
        command: ['docker', 'exec', '-i', container.name, 'gdb', '-q', '-nx', '-i=dap'],
        launch: { program, args: [mode], cwd: '/workspace' },
      }),
      sourceOf: inContainer,
      lineOf,
      manyLines,
    }),
    dapPeer({
      name: 'cdt-gdb-adapter',
      start: (mode) => ({
        command: [process.execPath, cdtEntry],
        launch: { program, arguments: mode, cwd: '/workspace', gdb: wrapper },
      }),
      sourceOf: inContainer,
      lineOf,
      manyLines,
    }),
  ];
  return { peers, dispose: () => engine.dispose() };
}

/** What starting Node alone takes of an adapter's start: a program that does nothing. */
function emptyNode() {
  return {
    name: 'an empty Node',
    onlyFor: startWork,
    open: async () => {
      const started = performance.now();
      await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
      return { start: performance.now() - started, close: () => undefined };
    },
  };
}

/** Not a dependency of Drydock: it is fetched for the comparison alone. */
async function installCdt() {
  const folder = path.join(cacheFolder, 'peers');
  const entry = path.join(folder, 'node_modules/cdt-gdb-adapter/dist/debugAdapter.js');
  if (!existsSync(entry)) {
    say(`installing ${cdt} to compare with`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    await npm(['install', '--ignore-scripts', '--loglevel=error', cdt], { cwd: folder });
  }
  return entry;
}

/** Stands in for gdb on the host. */
function gdbWrapper({ hostFolder, name }) {
  const file = path.join(hostFolder, 'gdb-in-container');
  writeFileSync(file, `#!/bin/sh\nexec docker exec -i ${name} gdb "$@"\n`, { mode: 0o755 });
  return file;
}
