import assert from 'node:assert/strict';
import { buildArguments, configureArguments } from '../../../src/domain/cmakeArguments';
import { parseToolchainProbe } from '../../../src/domain/toolchainProbe';

function toolchain(cmake: string, make = '4.3') {
  return parseToolchainProbe(
    `cpus\t8\ntool\tcmake\t/usr/bin/cmake\tcmake version ${cmake}\ntool\tmake\t/usr/bin/make\tGNU Make ${make}`,
  );
}

const request = {
  buildContainerPath: '/w/build',
  buildType: 'Debug',
  generator: 'Ninja',
  targets: [],
};

suite("CMake's arguments", () => {
  test('configuring names the source folder alone, as every version understands', () => {
    assert.deepEqual(
      configureArguments({
        sourceContainerPath: '/w',
        buildType: 'Debug',
        generator: 'Ninja',
        more: ['-DX=1'],
      }),
      [
        '-G',
        'Ninja',
        '-DCMAKE_BUILD_TYPE=Debug',
        '-DCMAKE_EXPORT_COMPILE_COMMANDS=ON',
        '-DX=1',
        '/w',
      ],
    );
  });

  test('Ninja gets as many jobs as it would take by itself', () => {
    assert.deepEqual(buildArguments(request, toolchain('3.25.1')), [
      ['--build', '/w/build', '--', '-j10'],
    ]);
  });

  test('the jobs of the settings win', () => {
    assert.deepEqual(buildArguments({ ...request, jobs: 3 }, toolchain('3.25.1')), [
      ['--build', '/w/build', '--', '-j3'],
    ]);
  });

  test('make keeps the messages of each step together, where it can', () => {
    const makefiles = { ...request, generator: 'Unix Makefiles', jobs: 2 };

    assert.deepEqual(buildArguments(makefiles, toolchain('3.25.1')), [
      ['--build', '/w/build', '--', '-j2', '--output-sync=target'],
    ]);
    assert.deepEqual(buildArguments(makefiles, toolchain('3.25.1', '3.82')), [
      ['--build', '/w/build', '--', '-j2'],
    ]);
  });

  test('several targets are several builds before 3.15', () => {
    const two = { ...request, targets: ['a', 'b'], jobs: 1 };

    assert.deepEqual(buildArguments(two, toolchain('3.10.2')), [
      ['--build', '/w/build', '--target', 'a', '--', '-j1'],
      ['--build', '/w/build', '--target', 'b', '--', '-j1'],
    ]);
    assert.deepEqual(buildArguments(two, toolchain('3.18.4')), [
      ['--build', '/w/build', '--target', 'a', 'b', '--', '-j1'],
    ]);
  });

  test('a multi-configuration generator is told the build type when it builds', () => {
    assert.deepEqual(
      buildArguments({ ...request, generator: 'Ninja Multi-Config', jobs: 1 }, toolchain('3.25.1')),
      [['--build', '/w/build', '--config', 'Debug', '--', '-j1']],
    );
  });
});
