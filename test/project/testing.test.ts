import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError } from '../../src/base/errors';
import type { TestRunRequest } from '../../src/domain/testing/ctestArguments';
import { defaultBuildSettings } from '../../src/project/buildSettings';
import { coverageSettings } from '../../src/project/coverageSettings';
import { listTests } from '../../src/project/testing/listTests';
import { KnownPrograms } from '../../src/project/testing/programCases';
import { forgetCoverage, readCoverage } from '../../src/project/testing/readCoverage';
import { runCases } from '../../src/project/testing/runCases';
import { runTests, type TestResult, type TestRunSink } from '../../src/project/testing/runTests';
import type { TestPlace } from '../../src/project/testing/testPlace';
import { openTestEngine, type TestEngine } from '../support/testEngine';
import { openSampleProject, RecordingSink, type SampleProject } from './sampleProject';

for (const release of ['bullseye', 'bookworm', 'trixie']) {
  suite(`The tests of a project in drydock-test/${release}`, function () {
    // Compilers share a busy machine with other suites.
    this.timeout(300_000);
    let testEngine: TestEngine;
    let sample: SampleProject;
    let place: TestPlace;

    suiteSetup(async () => {
      testEngine = await openTestEngine();
      sample = await openSampleProject(testEngine, `drydock-test/${release}-tests`, 'lighthouse');
      place = await sample.project.testPlace(defaultBuildSettings);
    });

    suiteTeardown(async () => {
      await sample.dispose();
      await testEngine.dispose();
    });

    const list = () => listTests(testEngine.engine, place);
    const run = async (request: TestRunRequest): Promise<ReadonlyMap<string, TestResult>> => {
      const results = new Map<string, TestResult>();
      await runTests(testEngine.engine, place, request, {
        ...silentSink,
        onEnded: (name, result) => results.set(name, result),
      });
      return results;
    };
    const numberOf = async (name: string): Promise<number> =>
      (await list())?.find((test) => test.name === name)?.index ?? 0;

    test('are not known before CMake has run', async () => {
      assert.equal(await list(), undefined);
    });

    test('need a build until they have one', async () => {
      await sample.project.configure(defaultBuildSettings, new RecordingSink());
      assert.deepEqual((await list())?.filter(({ command }) => command).length, 2);

      await sample.project.build(defaultBuildSettings, [], new RecordingSink());
      assert.deepEqual(
        (await list())?.filter(({ command }) => !command).map(({ name }) => name),
        ['never_built'],
      );
    });

    test('fail at the line on the host', async () => {
      const results = await run({ jobs: 1, indices: [await numberOf('range.asserted')] });

      const file = join(sample.hostFolder, 'checks/range.cpp');
      const lines = (await readFile(file, 'utf8')).split('\n');
      assert.deepEqual([...results.keys()], ['range.asserted']);
      assert.deepEqual(results.get('range.asserted')?.failures[0]?.location, {
        path: file,
        line: lines.findIndex((line) => line.includes('MARK: assertion')) + 1,
      });
    });

    test('end each in its own way, some beside each other', async () => {
      const listed = (await list()) ?? [];
      const results = await run({
        jobs: 4,
        indices: listed.filter(({ name }) => name !== 'waiting.long').map(({ index }) => index),
      });

      assert.deepEqual(Object.fromEntries([...results].map(([name, { kind }]) => [name, kind])), {
        range: 'passed',
        'range.wrong': 'failed',
        'range.asserted': 'failed',
        'waiting.timeout': 'timeout',
        skipped: 'skipped',
        disabled: 'disabled',
        environment: 'passed',
        never_built: 'notRun',
        gtest_check: 'failed',
        catch_check: 'failed',
        doctest_check: 'failed',
      });
    });

    test('have the cases of their programs, which run alone', async () => {
      const listed = (await list()) ?? [];
      const programs = new KnownPrograms(testEngine.engine);
      const ended: string[] = [];

      for (const name of ['gtest_check', 'catch_check', 'doctest_check']) {
        const found = listed.find((one) => one.name === name);
        const program = (await programs.casesOf(listed, place)).get(found?.command?.[0] ?? '');
        assert.ok(found && program, name);
        const titles = program.cases.slice(0, 3).map(({ title }) => title);
        await runCases(testEngine.engine, place, found, program, titles, {
          onOutput: () => undefined,
          onEnded: ({ title, kind }) => ended.push(`${title} ${kind}`),
          onMissing: (title) => ended.push(`${title} missing`),
        });
      }

      assert.deepEqual(ended, [
        'Range.GrowsWithHeight passed',
        'Range.IsNothingAtSeaLevel passed',
        'Lens.Turns failed',
        'the range grows with the height passed',
        'a lens turns, one by one failed',
        'it grows with the height passed',
        'a lens turns, one by one failed',
      ]);
    });

    test('tell what they ran in a build that counts it', async () => {
      const settings = coverageSettings(defaultBuildSettings);
      const counted = await sample.project.testPlace(settings);
      const built = await sample.project.build(settings, [], new RecordingSink());
      await runTests(testEngine.engine, counted, { jobs: 1, indices: [1] }, silentSink);

      const files = await readCoverage(testEngine.engine, counted);
      await forgetCoverage(testEngine.engine, counted);
      const forgotten = await readCoverage(testEngine.engine, counted);

      assert.equal(built.exitCode, 0);
      const lamp = join(sample.hostFolder, 'lamp/lamp.cpp');
      const countsOf = (all: typeof files): number[] | undefined =>
        all.find(({ hostPath }) => hostPath === lamp)?.lines.map(({ count }) => count);
      assert.deepEqual(countsOf(files), [1, 1, 0, 1, 0, 0]);
      assert.deepEqual(countsOf(forgotten), [0, 0, 0, 0, 0, 0]);
      assert.ok(files.every(({ hostPath }) => hostPath.startsWith(sample.hostFolder)));
    });

    test('leave nothing in the container when they are cancelled', async () => {
      const abort = new AbortController();

      await assert.rejects(
        runTests(
          testEngine.engine,
          place,
          { jobs: 1, indices: [await numberOf('waiting.long')] },
          { ...silentSink, onOutput: (line) => line === 'waiting' && abort.abort() },
          abort.signal,
        ),
        CancelledError,
      );

      assert.doesNotMatch(await sample.run('ps', '-eo', 'args'), /waiting_check|ctest/);
    });
  });
}

const silentSink: TestRunSink = {
  onStarted: () => undefined,
  onOutput: () => undefined,
  onEnded: () => undefined,
};
