import assert from 'node:assert/strict';
import { UserError } from '../../../src/base/errors';
import type { ContainerProject } from '../../../src/project/containerProject';
import { defaultBuildSettings } from '../../../src/project/buildSettings';
import { coverageSettings } from '../../../src/project/coverageSettings';
import { inOwnFolder, requireOwnFolder } from '../../../src/project/ownFolder';

function built(system: ContainerProject['system']): Pick<ContainerProject, 'system' | 'container'> {
  return { system, container: 'gcc10' };
}

suite('A build beside that of the dev container', () => {
  test('has a folder of its own, called after its container, and the same settings else', () => {
    assert.deepEqual(inOwnFolder({ ...defaultBuildSettings, jobs: 2 }, 'gcc10'), {
      buildDirectory: 'build-gcc10',
      buildType: 'Debug',
      jobs: 2,
    });
  });

  test('shares its folder with no build that counts what runs, and with no other container', () => {
    const names = [
      'gcc10',
      'coverage',
      'coverage_',
      'gcc10-coverage',
      'gcc10-coverage_',
      'mycoverage',
    ];
    const builds = [
      defaultBuildSettings,
      ...names.map((name) => inOwnFolder(defaultBuildSettings, name)),
    ];

    const folders = builds.flatMap((settings) => [
      settings.buildDirectory,
      coverageSettings(settings).buildDirectory,
    ]);

    assert.deepEqual(folders.length, new Set(folders).size, folders.join(' '));
    assert.equal(inOwnFolder(defaultBuildSettings, 'coverage').buildDirectory, 'build-coverage_');
  });

  test('is told its folder where a preset names another', () => {
    const preset = {
      configure: 'quick',
      hasJobs: false,
      namesDirectory: true,
      minimumCMake: '3.19',
    };
    const settings = inOwnFolder(
      { buildDirectory: '/work/out/quick', buildType: 'Debug', preset },
      'gcc10',
    );

    assert.equal(settings.buildDirectory, '/work/out/quick-gcc10');
    assert.deepEqual(settings.preset, { ...preset, namesDirectory: false });
  });

  test('is refused where what is built lies among the sources', () => {
    for (const system of ['make', 'commands'] as const) {
      assert.throws(() => requireOwnFolder(built(system)), UserError);
    }
    for (const system of ['cmake', 'meson'] as const) {
      requireOwnFolder(built(system));
    }
  });
});
