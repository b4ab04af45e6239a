import assert from 'node:assert/strict';
import { buildSystemOf, readOwnCommands } from '../../../src/domain/buildSystem';
import { parseMesonTargets } from '../../../src/domain/mesonTargets';
import { plainSteps, type PlainBuild, type PlainJob } from '../../../src/domain/plainSteps';
import { parseToolchainProbe } from '../../../src/domain/toolchainProbe';

const toolchain = parseToolchainProbe('cpus\t2\ntool\tmake\t/usr/bin/make\tGNU Make 4.3');
const build: PlainBuild = {
  system: 'make',
  sourceContainerPath: '/w',
  buildContainerPath: '/w',
  buildType: 'RelWithDebInfo',
  configureArguments: [],
  jobs: 3,
  commands: {},
  isConfigured: false,
};
const lines = (job: PlainJob, more: Partial<PlainBuild> = {}): string[] | undefined =>
  plainSteps(job, { ...build, ...more }, toolchain)?.map((step) =>
    [step.program, ...step.arguments].join(' '),
  );

suite('A folder without CMake', () => {
  test('is built by what its files name, or by the commands of the settings', () => {
    assert.equal(buildSystemOf(new Set(['Makefile', 'CMakeLists.txt']), {}), 'cmake');
    assert.equal(buildSystemOf(new Set(['Makefile', 'meson.build']), {}), 'meson');
    assert.equal(buildSystemOf(new Set(['GNUmakefile']), {}), 'make');
    assert.equal(buildSystemOf(new Set(['CMakeLists.txt']), { build: 'b' }), 'commands');
    assert.equal(buildSystemOf(new Set(), { clean: 'c' }), undefined);
  });

  test('has its targets, objects and prefix named to make', () => {
    assert.deepEqual(lines({ kind: 'build', targets: ['app'], cleanFirst: true }), [
      'make -j3 --output-sync=target clean',
      'make -j3 --output-sync=target app',
    ]);
    assert.deepEqual(lines({ kind: 'compile', sourceContainerPath: '/w/src/a.b.cpp' }), [
      'make -j3 --output-sync=target src/a.b.o',
    ]);
    assert.equal(
      lines({ kind: 'install', prefixContainerPath: '/opt/x' })?.[1],
      'make -j3 --output-sync=target install prefix=/opt/x PREFIX=/opt/x',
    );
    assert.equal(lines({ kind: 'configure', fresh: false }), undefined);
  });

  test('is set up by Meson before its first build, and told the build type', () => {
    const meson = { system: 'meson', buildContainerPath: '/w/build' } as const;

    assert.deepEqual(lines({ kind: 'build', targets: [] }, meson), [
      'meson setup /w/build --buildtype=debugoptimized',
      'meson compile -C /w/build -j 3',
    ]);
    assert.deepEqual(lines({ kind: 'configure', fresh: true }, { ...meson, isConfigured: true }), [
      'meson setup --wipe /w/build --buildtype=debugoptimized',
    ]);
    assert.deepEqual(
      lines(
        { kind: 'compile', sourceContainerPath: '/w/src/a.c' },
        { ...meson, isConfigured: true },
      ),
      ['ninja -C /w/build ../src/a.c^'],
    );
  });

  test('runs commands of its own as words, or as a line of the shell', () => {
    const own = {
      system: 'commands',
      commands: readOwnCommands({
        build: ['scons', '-j2'],
        clean: 'rm -rf out && echo gone',
        install: 'cp out/app "$1"',
        test: 7,
        deploy: 'x',
      }),
    } as const;

    assert.deepEqual(Object.keys(own.commands), ['build', 'clean', 'install']);
    assert.deepEqual(lines({ kind: 'install', prefixContainerPath: '/opt' }, own), [
      'sh -c cp out/app "$1" sh /opt',
    ]);
    assert.deepEqual(lines({ kind: 'build', targets: [], cleanFirst: true }, own), [
      'sh -c rm -rf out && echo gone',
      'scons -j2',
    ]);
    assert.equal(lines({ kind: 'test' }, own), undefined);
  });

  test("has Meson's targets, and none where Meson prints a sentence", () => {
    const text = JSON.stringify([
      {
        name: 'app',
        type: 'executable',
        defined_in: '/w/src/meson.build',
        filename: ['/w/build/src/app'],
      },
      { name: 'odd', type: 'jar', defined_in: '/w/meson.build', filename: [] },
    ]);

    assert.deepEqual(parseMesonTargets(text), [
      {
        name: 'app',
        kind: 'executable',
        artifactContainerPath: '/w/build/src/app',
        sourceContainerPath: '/w/src',
        definedAt: { path: '/w/src/meson.build', line: 1 },
      },
    ]);
    assert.deepEqual(parseMesonTargets('Current directory is not a meson build directory.'), []);
  });
});
