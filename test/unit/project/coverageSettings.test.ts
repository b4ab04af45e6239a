import assert from 'node:assert/strict';
import { defaultBuildSettings } from '../../../src/project/buildSettings';
import { coverageSettings, environmentOf } from '../../../src/project/coverageSettings';

suite('a build that counts what runs', () => {
  test('has a folder of its own', () => {
    const settings = coverageSettings({
      ...defaultBuildSettings,
      configureArguments: ['-DWITH_TESTS=ON'],
    });

    assert.equal(settings.buildDirectory, 'build-coverage');
    assert.deepEqual(settings.configureArguments, ['-DWITH_TESTS=ON']);
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

  test('has its programs write their counts into its folder, unless the user says where', () => {
    const settings = { ...defaultBuildSettings, environment: ['LLVM_PROFILE_FILE=/tmp/own'] };
    const counts = 'LLVM_PROFILE_FILE=/w/build/.cmake/drydock-coverage/%4m.profraw';

    assert.deepEqual(environmentOf(coverageSettings(settings), '/w/build'), [
      counts,
      'LLVM_PROFILE_FILE=/tmp/own',
    ]);
    assert.deepEqual(environmentOf(settings, '/w/build'), settings.environment);
  });
});
