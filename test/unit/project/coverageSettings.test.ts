import assert from 'node:assert/strict';
import { coverageSettings } from '../../../src/project/coverageSettings';

suite('a build that counts what runs', () => {
  test('has a folder of its own, and flags before those of the user', () => {
    const settings = coverageSettings({
      buildDirectory: 'build',
      buildType: 'Debug',
      configureArguments: ['-DWITH_TESTS=ON'],
    });

    assert.equal(settings.buildDirectory, 'build-coverage');
    assert.deepEqual(settings.configureArguments?.slice(0, 3), [
      '-DWITH_TESTS=ON',
      '-DCMAKE_C_FLAGS_INIT=--coverage',
      '-DCMAKE_CXX_FLAGS_INIT=--coverage',
    ]);
  });

  test('leaves the folder of a preset alone', () => {
    const settings = coverageSettings({
      buildDirectory: '/workspace/out/dev',
      buildType: 'Debug',
      preset: { configure: 'dev', hasJobs: false, namesDirectory: true, minimumCMake: '3.19' },
    });

    assert.equal(settings.buildDirectory, '/workspace/out/dev-coverage');
    assert.equal(settings.preset?.namesDirectory, false);
  });
});
