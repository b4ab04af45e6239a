import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { tsImport } from 'tsx/esm/api';
import { mustRun } from '../lib/processes.mjs';
import { leasts, medians, ratio } from './measure.mjs';

const sourceCount = 4;

/** A build of everything through Drydock, and one of nothing, against `docker exec … cmake --build`. */
export async function benchBuild({ name, hostFolder }, runs) {
  writeProject(path.join(hostFolder, 'wide'));
  const load = (file) => tsImport(`../../src/${file}.ts`, import.meta.url);
  const { openEngine } = await load('engine/openEngine');
  const { silentLogger } = await load('base/logger');
  const { CMakeProject } = await load('project/cmakeProject');
  const { defaultBuildSettings } = await load('project/buildSettings');
  const { probeToolchain } = await load('project/probeToolchain');
  const { createPathMap } = await load('domain/pathMap');
  const engine = openEngine({ log: silentLogger });
  try {
    const toolchain = await probeToolchain(engine, name, {});
    const { mounts } = await engine.inspectContainer(name);
    const pathMap = createPathMap(mounts, { platform: process.platform });
    const place = { container: name, sourceContainerPath: '/workspace/wide', pathMap };
    const project = new CMakeProject(engine, place, toolchain, silentLogger);
    const ours = () => project.build(defaultBuildSettings, [], {});
    const cmake = (...args) =>
      mustRun('docker', ['exec', name, 'cmake', '--build', '/workspace/wide/build', ...args]);
    await ours(); // configures
    const clean = () => cmake('--target', 'clean');
    // What else runs on the machine only makes a run longer.
    const [drydock, direct] = await leasts(runs, [ours, () => cmake()], clean);
    const [nothing, nothingDirect] = await medians(runs, [ours, () => cmake()]);
    const more = nothing - nothingDirect;
    return [
      ratio('a build of some seconds / docker exec cmake --build', drydock, direct, '<= 1.05 x'),
      {
        work: 'build of what is built, beyond docker exec',
        value: `${more.toFixed(0)} ms (${nothing.toFixed(0)} - ${nothingDirect.toFixed(0)} ms)`,
        limit: '<= 150 ms',
      },
    ];
  } finally {
    engine.dispose();
  }
}

/** Sources that take a second each, as those of templates do. */
function writeProject(folder) {
  mkdirSync(folder);
  const sources = Array.from({ length: sourceCount }, (_, index) => `source${index}.cpp`);
  for (const [index, source] of sources.entries()) {
    const body = `int f${index}(const std::string &text) { return std::regex_match(text, std::regex("a+")); }`;
    writeFileSync(path.join(folder, source), `#include <regex>\n#include <string>\n${body}\n`);
  }
  writeFileSync(
    path.join(folder, 'CMakeLists.txt'),
    `cmake_minimum_required(VERSION 3.10)\nproject(wide CXX)\nadd_library(wide ${sources.join(' ')})\n`,
  );
}
