import process from 'node:process';
import { tsImport } from 'tsx/esm/api';
import { mustRun } from '../lib/processes.mjs';
import { medians, ratio } from './measure.mjs';

/** A build of everything through Drydock, and one of nothing, against `docker exec … cmake --build`. */
export async function benchBuild({ name }, runs) {
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
    const place = { container: name, sourceContainerPath: '/workspace', pathMap };
    const project = new CMakeProject(engine, place, toolchain, silentLogger);
    const ours = () => project.build(defaultBuildSettings, [], {});
    const cmake = (...args) =>
      mustRun('docker', ['exec', name, 'cmake', '--build', '/workspace/build', ...args]);
    await ours(); // configures
    const clean = () => cmake('--target', 'clean');
    const [drydock, direct] = await medians(Math.min(runs, 5), [ours, () => cmake()], clean);
    const [nothing, nothingDirect] = await medians(runs, [ours, () => cmake()]);
    const more = nothing - nothingDirect;
    return [
      ratio('build / docker exec cmake --build', drydock, direct, '<= 1.05 x'),
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
