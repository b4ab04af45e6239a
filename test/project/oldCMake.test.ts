import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../src/base/errors';
import type { CMakeJob } from '../../src/domain/cmakeSteps';
import { defaultBuildSettings } from '../../src/project/buildSettings';
import { coverageSettings } from '../../src/project/coverageSettings';
import { listTests } from '../../src/project/testing/listTests';
import { readCoverage } from '../../src/project/testing/readCoverage';
import { runTests, type TestResult } from '../../src/project/testing/runTests';
import type { TestPlace } from '../../src/project/testing/testPlace';
import { openTestEngine, type TestEngine } from '../support/testEngine';
import { openSampleProject, RecordingSink, type SampleProject } from './sampleProject';

/** Programs that know no more than those of CMake 3.10, which no image of the tests has. */
const oldCMake = join(__dirname, 'oldCMake');

suite('A project with a CMake as old as 3.10', function () {
  // Compilers share a busy machine with other suites.
  this.timeout(300_000);
  let testEngine: TestEngine;
  let sample: SampleProject;

  suiteSetup(async () => {
    testEngine = await openTestEngine();
    sample = await openSampleProject(testEngine, 'drydock-test/bookworm', 'lighthouse', (spec) => ({
      ...spec,
      mounts: [...(spec.mounts ?? []), { kind: 'bind', source: oldCMake, target: '/opt/old' }],
      env: ['PATH=/opt/old:/usr/local/bin:/usr/bin:/bin'],
    }));
    const lists = join(sample.hostFolder, 'CMakeLists.txt');
    const more = 'install(TARGETS lamp DESTINATION lib)\ninclude(CPack)\n';
    await writeFile(lists, `${await readFile(lists, 'utf8')}\n${more}`);
  });

  suiteTeardown(async () => {
    await sample.dispose();
    await testEngine.dispose();
  });

  const run = async (place: TestPlace, indices: number[]): Promise<Map<string, TestResult>> => {
    const results = new Map<string, TestResult>();
    await runTests(
      testEngine.engine,
      place,
      { jobs: 1, indices },
      {
        onStarted: () => undefined,
        onOutput: () => undefined,
        onEnded: (name, result) => results.set(name, result),
      },
    );
    return results;
  };

  for (const generator of ['Ninja', 'Unix Makefiles']) {
    const settings = {
      ...defaultBuildSettings,
      generator,
      buildDirectory: `build-${generator[0]}`,
    };

    test(`is built, installed and packaged by ${generator}`, async () => {
      const sink = new RecordingSink();
      const sourceContainerPath = '/workspace/lamp/lamp.cpp';
      const jobs: CMakeJob[] = [
        { kind: 'build', targets: [] },
        { kind: 'build', targets: ['lamp', 'range_check'] },
        { kind: 'build', targets: ['range_check'], cleanFirst: true },
        { kind: 'compile', sourceContainerPath },
        { kind: 'install', prefixContainerPath: `/tmp/out-${generator[0]}` },
        { kind: 'package' },
      ];

      const exitCodes: number[] = [];
      for (const job of jobs) {
        exitCodes.push((await sample.project.perform(settings, job, sink)).exitCode);
      }
      const targets = await sample.project.targets(settings);

      assert.deepEqual(exitCodes, [0, 0, 0, 0, 0, 0], sink.text);
      assert.match(sink.text, /Installing: \/tmp\/out-[NU]\/lib\/liblamp\.a/);
      assert.match(sink.text, /package: .*lighthouse-.*generated/);
      assert.equal(sink.commands.filter((command) => command.includes(' cmake -S ')).length, 1);
      assert.deepEqual(targets?.map(({ name, kind }) => `${name}: ${kind}`).toSorted(), [
        'lamp: staticLibrary',
        'range_check: executable',
        'waiting_check: executable',
      ]);
    });
  }

  test('has its tests by name, which fail at their lines', async () => {
    const place = await sample.project.testPlace({
      ...defaultBuildSettings,
      buildDirectory: 'build-N',
    });
    const tests = (await listTests(testEngine.engine, place)) ?? [];
    const numberOf = (name: string): number =>
      tests.find((one) => one.name === name)?.index ?? Number.NaN;
    const results = await run(place, [numberOf('range'), numberOf('range.asserted')]);

    const file = join(sample.hostFolder, 'checks/range.cpp');
    const lines = (await readFile(file, 'utf8')).split('\n');
    assert.equal(results.get('range')?.kind, 'passed');
    assert.deepEqual(results.get('range.asserted')?.failures[0]?.location, {
      path: file,
      line: lines.findIndex((line) => line.includes('MARK: assertion')) + 1,
    });
  });

  test('has coverage', async () => {
    const settings = coverageSettings(defaultBuildSettings);
    const place = await sample.project.testPlace(settings);
    const sink = new RecordingSink();
    const { exitCode } = await sample.project.build(settings, [], sink);
    await run(place, [1]);

    const files = await readCoverage(testEngine.engine, place);

    assert.equal(exitCode, 0, sink.text);
    const lamp = files.find(({ hostPath }) => hostPath.endsWith('/lamp/lamp.cpp'));
    assert.deepEqual(
      lamp?.lines.map(({ count }) => count),
      [1, 1, 0, 1, 0, 0],
    );
  });

  test('says which CMake presets and workflows need', async () => {
    const preset = {
      configure: 'dev',
      hasJobs: false,
      namesDirectory: true,
      minimumCMake: '3.25',
    };
    const settings = { ...defaultBuildSettings, preset };
    const refuses = (error: unknown): boolean => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /needs CMake 3\.25, and the container "[^"]+" has 3\.10\.2/);
      return true;
    };

    await assert.rejects(sample.project.build(settings, [], new RecordingSink()), refuses);
    await assert.rejects(sample.project.runWorkflow(settings, 'ci', new RecordingSink()), refuses);
  });
});
