import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { mustRun } from '../lib/processes.mjs';
import { root } from '../lib/root.mjs';

const debuggee = readFileSync(path.join(root, 'scripts/bench/programs/debuggee.cpp'), 'utf8');

/** How many lines `lines.cpp` has that a breakpoint can be set at. */
export const manyLines = 1000;

/** Works with a container of gdb 16 that mounts a copy of the sample and the program to debug. */
export async function withBenchContainer(engine, work) {
  const hostFolder = mkdtempSync(path.join(os.tmpdir(), 'drydock-bench-'));
  cpSync(path.join(root, 'test/workspaces/cpp-app'), hostFolder, {
    recursive: true,
    filter: (source) => !path.basename(source).startsWith('build'),
  });
  writeFileSync(path.join(hostFolder, 'debuggee.cpp'), debuggee);
  writeFileSync(path.join(hostFolder, 'lines.cpp'), linesSource());
  const name = `drydock-bench-${process.pid}`;
  await engine.request('POST', '/containers/create', {
    query: { name },
    body: {
      Image: 'drydock-test/trixie',
      Cmd: ['sleep', 'infinity'],
      Labels: { 'drydock.test': 'bench' },
      WorkingDir: '/workspace',
      HostConfig: { Init: true, Binds: [`${hostFolder}:/workspace`] },
    },
  });
  try {
    await engine.request('POST', `/containers/${name}/start`);
    const sources = ['/workspace/debuggee.cpp', '/workspace/lines.cpp'];
    const compile = ['g++', '-g', '-O0', '-pthread', '-o', '/workspace/debuggee', ...sources];
    await mustRun('docker', ['exec', name, ...compile]);
    return await work({ name, hostFolder });
  } finally {
    await engine.request('DELETE', `/containers/${name}`, { query: { force: 'true' } });
    rmSync(hostFolder, { recursive: true, force: true });
  }
}

/** The line of the program that holds `MARK: name`. */
export function lineOf(mark) {
  return debuggee.split('\n').findIndex((line) => line.endsWith(`// MARK: ${mark}`)) + 1;
}

/** Line n + 1 is the n-th statement. */
function linesSource() {
  const statements = Array.from({ length: manyLines }, (_, index) => `  sum = sum + ${index};`);
  return ['void manyLines() { volatile int sum = 0;', ...statements, '}', ''].join('\n');
}
