import assert from 'node:assert/strict';
import { stepsOf, type ConfiguredBuild } from '../../../src/domain/cmakeSteps';
import { variableArguments, wrongVariable } from '../../../src/domain/cmakeVariables';
import { compilerPairs } from '../../../src/domain/compilers';
import { targetDirectories } from '../../../src/domain/targetTree';
import { parseToolchainProbe } from '../../../src/domain/toolchainProbe';

const toolchain = (cmake: string): ReturnType<typeof parseToolchainProbe> =>
  parseToolchainProbe(`cpus\t2\ntool\tcmake\t/usr/bin/cmake\tcmake version ${cmake}`);
const build: ConfiguredBuild = {
  sourceContainerPath: '/w',
  buildContainerPath: '/w/build',
  configuration: 'Release',
  generator: 'Ninja',
};
const multi: ConfiguredBuild = { ...build, generator: 'Ninja Multi-Config' };

suite('The steps of a job', () => {
  const lines = (...request: Parameters<typeof stepsOf>): string[] =>
    stepsOf(...request).map((step) => [step.program, ...step.arguments].join(' '));

  test('a rebuild removes first what was built, also by a preset', () => {
    const job = { kind: 'build', targets: ['app'], cleanFirst: true } as const;

    assert.deepEqual(lines(job, build, toolchain('3.25')), [
      'cmake --build /w/build --clean-first --target app -- -j3',
    ]);
    assert.deepEqual(
      lines(job, { ...build, preset: { name: 'all', hasJobs: true } }, toolchain('3.25')),
      ['cmake --build --preset all --clean-first --target app'],
    );
  });

  test('one file is what Ninja makes of it, or a rule of the Makefiles', () => {
    const job = { kind: 'compile', sourceContainerPath: '/w/sub/deep/g.cpp' } as const;

    assert.deepEqual(lines(job, multi, toolchain('3.25')), [
      'cmake --build /w/build --target /w/sub/deep/g.cpp^ --config Release -- -j3',
    ]);
    const [step] = stepsOf(job, { ...build, generator: 'Unix Makefiles' }, toolchain('3.25'));
    assert.equal(step?.program, 'sh');
    assert.deepEqual(step.arguments.slice(-3), ['/w', '/w/build', 'sub/deep/g.cpp']);
  });

  test('installing builds first, and runs the script itself before 3.15', () => {
    const job = { kind: 'install', prefixContainerPath: '/opt/x' } as const;

    assert.deepEqual(lines(job, multi, toolchain('3.25')), [
      'cmake --build /w/build --config Release -- -j3',
      'cmake --install /w/build --prefix /opt/x --config Release',
    ]);
    assert.deepEqual(
      lines(job, build, toolchain('3.10.2'))[1],
      'cmake -DCMAKE_INSTALL_PREFIX=/opt/x -DCMAKE_INSTALL_CONFIG_NAME=Release -P /w/build/cmake_install.cmake',
    );
  });

  test('packaging builds first, and packs in the build folder', () => {
    const [, pack] = stepsOf({ kind: 'package' }, multi, toolchain('3.25'));

    assert.deepEqual(pack, { program: 'cpack', arguments: ['-C', 'Release'], cwd: '/w/build' });
  });

  test('a package preset packs what is built, or the configurations that it names', () => {
    const preset = { name: 'zip', configurations: [] };
    const both = { name: 'zip', configurations: ['Debug', 'Release'] };
    const built = { ...multi, preset: { name: 'all', hasJobs: true } };

    assert.deepEqual(lines({ kind: 'package', preset }, built, toolchain('3.25')), [
      'cmake --build --preset all',
      'cpack --preset zip -C Release',
    ]);
    assert.deepEqual(lines({ kind: 'package', preset: both }, built, toolchain('3.25')), [
      'cmake --build /w/build --config Debug -- -j3',
      'cmake --build /w/build --config Release -- -j3',
      'cpack --preset zip',
    ]);
    assert.deepEqual(
      lines({ kind: 'package', preset: both }, { ...built, generator: 'Ninja' }, toolchain('3.25')),
      ['cmake --build --preset all', 'cpack --preset zip'],
    );
  });

  test('a package preset is told the folder where its configure preset does not say it', () => {
    const job = { kind: 'package', preset: { name: 'zip', configurations: [] } } as const;

    assert.equal(
      lines(job, { ...build, namesDirectory: false }, toolchain('3.25'))[1],
      'cpack --preset zip --config /w/build/CPackConfig.cmake -B /w/build',
    );
    assert.equal(
      lines(job, { ...build, namesDirectory: true }, toolchain('3.25'))[1],
      'cpack --preset zip',
    );
  });
});

suite("CMake's variables of the settings", () => {
  test('become definitions, and a null takes one out of the cache', () => {
    const variables = { TESTS: true, DOCS: false, LEVEL: 2, LANGS: ['C', 'CXX'], OLD: null };

    assert.deepEqual(variableArguments(variables), [
      '-DTESTS:BOOL=ON',
      '-DDOCS:BOOL=OFF',
      '-DLEVEL=2',
      '-DLANGS=C;CXX',
      '-UOLD',
    ]);
    assert.equal(wrongVariable(variables), undefined);
  });

  test('that are none are named and left out', () => {
    const variables = { WITH: { value: 'x' }, PLAIN: 'y' };

    assert.equal(wrongVariable(variables), 'WITH');
    assert.deepEqual(variableArguments(variables), ['-DPLAIN=y']);
  });
});

suite('Compilers of a container', () => {
  test('stand in pairs, each version by itself', () => {
    const found = [
      ['/usr/bin/gcc', 'gcc (Debian 12.2.0-14+deb12u1) 12.2.0'],
      ['/usr/bin/g++', 'g++ (Debian 12.2.0-14+deb12u1) 12.2.0'],
      ['/usr/bin/clang-14', 'Debian clang version 14.0.6'],
      ['/usr/bin/clang++-14', 'Debian clang version 14.0.6'],
      ['/opt/x/bin/arm-none-eabi-gcc', 'arm-none-eabi-gcc (15:12.2.rel1-1) 12.2.1 20221205'],
      ['/usr/local/bin/g++-13', 'g++-13 (GCC) 13.1.0'],
    ].map(([containerPath = '', versionLine = '']) => ({ containerPath, versionLine }));

    assert.deepEqual(compilerPairs(found), [
      {
        label: 'GCC 12.2.0',
        cContainerPath: '/usr/bin/gcc',
        cxxContainerPath: '/usr/bin/g++',
      },
      {
        label: 'Clang 14.0.6',
        cContainerPath: '/usr/bin/clang-14',
        cxxContainerPath: '/usr/bin/clang++-14',
      },
      {
        label: 'GCC 12.2.1 (arm-none-eabi)',
        cContainerPath: '/opt/x/bin/arm-none-eabi-gcc',
      },
      { label: 'GCC 13.1.0', cxxContainerPath: '/usr/local/bin/g++-13' },
    ]);
  });
});

suite('Targets by folder', () => {
  test("stand below the folder that defines them, the project's own first", () => {
    const target = (name: string, sourceContainerPath: string) =>
      ({ name, kind: 'executable', sourceContainerPath }) as const;

    const directories = targetDirectories(
      [target('z', '/w/lib'), target('b', '/w'), target('a', '/w'), target('x', '/other/x')],
      '/w',
    );

    assert.deepEqual(
      directories.map(({ directory, targets }) => [directory, ...targets.map(({ name }) => name)]),
      [
        ['', 'a', 'b'],
        ['/other/x', 'x'],
        ['lib', 'z'],
      ],
    );
  });
});
