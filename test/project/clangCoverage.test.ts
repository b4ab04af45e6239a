import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '../../src/base/errors';
import { defaultBuildSettings } from '../../src/project/buildSettings';
import { coverageSettings } from '../../src/project/coverageSettings';
import { forgetCoverage, readCoverage } from '../../src/project/testing/readCoverage';
import { runTests } from '../../src/project/testing/runTests';
import type { TestPlace } from '../../src/project/testing/testPlace';
import { openTestEngine, type TestEngine } from '../support/testEngine';
import { openSampleProject, RecordingSink, type SampleProject } from './sampleProject';

suite('The coverage of a project that Clang builds', function () {
  // Compilers share a busy machine with other suites.
  this.timeout(300_000);
  const settings = coverageSettings({
    ...defaultBuildSettings,
    compilers: { cContainerPath: '/usr/bin/clang', cxxContainerPath: '/usr/bin/clang++' },
  });
  let testEngine: TestEngine;
  let sample: SampleProject;
  let place: TestPlace;

  suiteSetup(async () => {
    testEngine = await openTestEngine();
    sample = await openSampleProject(testEngine, 'drydock-test/bookworm-clang', 'lighthouse');
    // As many projects do: what `-DCMAKE_CXX_FLAGS_INIT` says is lost in it.
    const lists = join(sample.hostFolder, 'CMakeLists.txt');
    await writeFile(lists, `${await readFile(lists, 'utf8')}\nset(CMAKE_CXX_FLAGS "-Wall")\n`);
    place = await sample.project.testPlace(settings);
  });

  suiteTeardown(async () => {
    await sample.dispose();
    await testEngine.dispose();
  });

  const runFirst = () =>
    runTests(
      testEngine.engine,
      place,
      { jobs: 1, indices: [1] },
      { onStarted: () => undefined, onOutput: () => undefined, onEnded: () => undefined },
    );
  const lampCounts = async (): Promise<number[] | undefined> => {
    const files = await readCoverage(testEngine.engine, place);
    assert.ok(files.every(({ hostPath }) => hostPath.startsWith(sample.hostFolder)));
    const lamp = files.find(
      ({ hostPath }) => hostPath === join(sample.hostFolder, 'lamp/lamp.cpp'),
    );
    return lamp?.lines.map(({ count }) => count);
  };

  test('adds up what tests ran, on the host', async () => {
    const sink = new RecordingSink();
    const built = await sample.project.build(settings, [], sink);
    await forgetCoverage(testEngine.engine, place);
    await runFirst();
    await runFirst();

    assert.equal(built.exitCode, 0, sink.text);
    assert.deepEqual(await lampCounts(), [2, 2, 0, 0, 2, 2, 0, 0, 0]);
  });

  test('is none of what ran before it was forgotten', async () => {
    await forgetCoverage(testEngine.engine, place);

    assert.deepEqual(await lampCounts(), [0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('leaves no counts beside the sources', async () => {
    await runFirst();

    const found = await sample.run('find', '/workspace', '-name', '*.profraw');
    assert.match(found, /^\/workspace\/build-coverage\/\.cmake\/drydock-coverage\/\S+\n$/);
  });

  test('is that of the program where it is optimized when it is linked', async () => {
    await writeFile(join(sample.hostFolder, 'CMakeLists.txt'), linkTimeOptimized);
    const linked = { ...settings, buildDirectory: 'linked-coverage' };
    const linkedPlace = await sample.project.testPlace(linked);
    const sink = new RecordingSink();

    const built = await sample.project.build(linked, [], sink);

    assert.equal(built.exitCode, 0, sink.text);
    const objects = await sample.run(
      'sh',
      '-c',
      'head -c 2 "$1"/CMakeFiles/*/lamp/*.o',
      'sh',
      linkedPlace.buildContainerPath,
    );
    assert.equal(objects, 'BC');
    const files = await readCoverage(testEngine.engine, linkedPlace);
    assert.deepEqual(
      files.map(({ hostPath, lines }) => [basename(hostPath), lines.length]),
      [['lamp.cpp', 9]],
    );
  });

  test('is missed by name where LLVM has no tools to read it', async () => {
    await sample.run('sh', '-c', 'rm -f /usr/bin/llvm-cov* /usr/lib/llvm-*/bin/llvm-cov');

    await assert.rejects(lampCounts(), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /Clang 14\.0\.6.*no llvm-cov/);
      return true;
    });
  });

  test('says what is missing where Clang cannot count', async () => {
    await sample.run('sh', '-c', 'rm -r /usr/lib/llvm-*/lib/clang/*/lib/linux');
    const sink = new RecordingSink();

    const result = await sample.project.configure(settings, sink, { fresh: true });

    assert.notEqual(result.exitCode, 0);
    assert.ok(sink.diagnostics.some(({ message }) => message.includes('libclang_rt.profile')));
  });
});

const linkTimeOptimized = `cmake_minimum_required(VERSION 3.13)
project(linked CXX)
add_compile_options(-flto)
add_library(lamp SHARED lamp/lamp.cpp)
target_include_directories(lamp PUBLIC lamp)
target_link_options(lamp PRIVATE -flto)
`;
