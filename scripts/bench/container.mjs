import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { mustRun } from '../lib/processes.mjs';
import { root } from '../lib/root.mjs';

/** Works with a container of gdb 16 that mounts a copy of the sample and a program to step through. */
export async function withBenchContainer(engine, work) {
  const hostFolder = mkdtempSync(path.join(os.tmpdir(), 'drydock-bench-'));
  cpSync(path.join(root, 'test/workspaces/cpp-app'), hostFolder, {
    recursive: true,
    filter: (source) => !path.basename(source).startsWith('build'),
  });
  writeFileSync(path.join(hostFolder, 'steps.cpp'), steps);
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
    const compile = ['g++', '-g', '-O0', '-o', '/workspace/steps', '/workspace/steps.cpp'];
    await mustRun('docker', ['exec', name, ...compile]);
    return await work({ name, hostFolder, entryLine: lineOf('MARK: entry') });
  } finally {
    await engine.request('DELETE', `/containers/${name}`, { query: { force: 'true' } });
    rmSync(hostFolder, { recursive: true, force: true });
  }
}

const steps = `#include <string>
#include <vector>

int main() {
    std::vector<int> numbers{1, 2, 3};
    std::string name = "drydock";
    int sum = 0;
    for (int i = 0; i < 1000; ++i) {  // MARK: entry
        sum += i;
        sum ^= 0x5a;
        sum += static_cast<int>(numbers.size());
    }
    return sum == 0 ? static_cast<int>(name.size()) : 0;
}
`;

function lineOf(mark) {
  return steps.split('\n').findIndex((line) => line.includes(mark)) + 1;
}
