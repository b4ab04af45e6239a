import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { tsImport } from 'tsx/esm/api';
import { mustRun } from '../lib/processes.mjs';
import { hold, medians, ratio, withLongestHold } from './measure.mjs';

/** The list of ten thousand tests, against `docker exec … ctest` that writes it. */
export async function benchTests({ name, hostFolder }, runs) {
  const load = (file) => tsImport(`../../src/${file}.ts`, import.meta.url);
  const { openEngine } = await load('engine/openEngine');
  const { silentLogger } = await load('base/logger');
  const { listTests } = await load('project/testing/listTests');
  const { createPathMap } = await load('domain/pathMap');
  mkdirSync(path.join(hostFolder, 'many'));
  writeFileSync(path.join(hostFolder, 'many/CMakeLists.txt'), manyTests);
  const build = '/workspace/many/build';
  await mustRun('docker', ['exec', name, 'cmake', '-S', '/workspace/many', '-B', build]);
  const engine = openEngine({ log: silentLogger });
  try {
    const { mounts } = await engine.inspectContainer(name);
    const place = {
      ...{ container: name, sourceContainerPath: '/workspace/many', buildContainerPath: build },
      pathMap: createPathMap(mounts, { platform: process.platform }),
      ...{ configuration: 'Debug', version: '3.31', more: [], environment: [], cpus: 2 },
    };
    const ours = () => listTests(engine, place);
    const ctest = () =>
      mustRun('docker', ['exec', '-w', build, name, 'ctest', '--show-only=json-v1']);
    const [listed, written] = await medians(Math.min(runs, 3), [ours, ctest]);
    const { value: tests, longest } = await withLongestHold(ours);
    const count = tests.length.toLocaleString('en');
    return [
      ratio(`list ${count} tests / docker exec ctest`, listed, written, 'no freeze'),
      hold('the longest wait of others meanwhile', longest),
    ];
  } finally {
    engine.dispose();
  }
}

const manyTests = `cmake_minimum_required(VERSION 3.10)
project(many NONE)
enable_testing()
foreach(number RANGE 1 10000)
  add_test(NAME group\${number}.case COMMAND true --number \${number})
  set_tests_properties(group\${number}.case PROPERTIES LABELS "a;b" TIMEOUT 30)
endforeach()
`;
