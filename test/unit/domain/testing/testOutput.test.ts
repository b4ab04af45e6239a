import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CTestOutput } from '../../../../src/domain/testing/ctestOutput';
import type { CaseOutcome, TestFailure } from '../../../../src/domain/testing/testFailure';
import { TestOutput } from '../../../../src/domain/testing/testOutput';

const checks = '/workspace/checks';

for (const release of ['bullseye', 'bookworm', 'trixie']) {
  suite(`what tests print in ${release}`, () => {
    test('is an assertion of the C library with its line', () => {
      const { failures } = read(linesOf(release, 'range.asserted'));

      assert.deepEqual(
        failures.map(({ message, location }) => [message, location?.path, location?.line]),
        [
          [
            "Assertion `range > 20' failed.",
            `${checks}/range.cpp`,
            lineOf('range.cpp', 'MARK: assertion'),
          ],
        ],
      );
    });

    test('is an error with its line', () => {
      const [failure] = read(linesOf(release, 'range.wrong')).failures;

      assert.equal(failure?.message, 'error: expected 12 miles');
      assert.equal(failure.location?.line, lineOf('range.cpp', 'MARK: wrong'));
    });

    test('is a failed expectation of GoogleTest, and the end of every case', () => {
      const { failures, cases } = read(linesOf(release, 'gtest_check'));

      assert.equal(failures.length, 1);
      assert.deepEqual(failures[0]?.location, {
        path: `${checks}/gtest.cpp`,
        line: lineOf('gtest.cpp', 'MARK: lens'),
      });
      assert.deepEqual(failures[0].compared, { expected: '2', actual: '1' });
      assert.equal(failures[0].caseTitle, 'Lens.Turns');
      assert.match(failures[0].message, /it turns by one$/);
      assert.deepEqual(
        cases.map(({ title, kind }) => `${title} ${kind}`),
        [
          'Range.GrowsWithHeight passed',
          'Range.IsNothingAtSeaLevel passed',
          'Lens.Turns failed',
          'Lens.IsSkippedInFog skipped',
          'OfFour/Positions.AreBelowTheirNumber/0 passed',
          'OfFour/Positions.AreBelowTheirNumber/1 passed',
          'OfFour/Positions.AreBelowTheirNumber/2 passed',
        ],
      );
    });

    test('is a failed check of Catch2', () => {
      const { failures } = read(linesOf(release, 'catch_check'));

      assert.equal(failures.length, 1);
      assert.deepEqual(failures[0]?.location, {
        path: `${checks}/catch.cpp`,
        line: lineOf('catch.cpp', 'MARK: catch'),
      });
      assert.deepEqual(failures[0].compared, { expected: '1', actual: '0' });
      assert.equal(failures[0].caseTitle, 'a lens turns, one by one');
    });

    test('is a failed check of doctest', () => {
      const { failures } = read(linesOf(release, 'doctest_check'));

      assert.equal(failures.length, 1);
      assert.deepEqual(failures[0]?.location, {
        path: `${checks}/doctest.cpp`,
        line: lineOf('doctest.cpp', 'MARK: doctest'),
      });
      assert.deepEqual(failures[0].compared, { expected: '1', actual: '0' });
      assert.equal(failures[0].caseTitle, 'a lens turns, one by one');
    });
  });
}

suite('what tests print', () => {
  test('is two failures in one case of GoogleTest', () => {
    const { failures } = read([
      '[==========] Running 1 test from 1 test suite.',
      '[ RUN      ] A.D',
      '/d/g.cpp:4: Failure',
      'Expected: (3) < (2), actual: 3 vs 2',
      '',
      '/d/g.cpp:5: Failure',
      'Value of: 1 > 2',
      '  Actual: false',
      'Expected: true',
      '',
      '[  FAILED  ] A.D (0 ms)',
    ]);

    assert.deepEqual(
      failures.map(({ message, compared }) => [message.split('\n')[0], compared]),
      [
        ['Expected: (3) < (2), actual: 3 vs 2', undefined],
        ['Value of: 1 > 2', { expected: 'true', actual: 'false' }],
      ],
    );
  });

  test('is an assertion of musl and the reports of sanitizers', () => {
    const { failures } = read([
      'Assertion failed: x == 2 (/w/a.c: main: 7)',
      '/w/a.cpp:12:3: runtime error: signed integer overflow: 1 + 2147483647',
      'SUMMARY: AddressSanitizer: heap-use-after-free /w/a.cpp:9:14 in main',
    ]);

    assert.deepEqual(
      failures.map(({ message, location }) => `${location?.path}:${location?.line} ${message}`),
      [
        '/w/a.c:7 Assertion failed: x == 2',
        '/w/a.cpp:12 runtime error: signed integer overflow: 1 + 2147483647',
        '/w/a.cpp:9 AddressSanitizer: heap-use-after-free',
      ],
    );
  });

  test('is no failure when it only mentions one', () => {
    assert.deepEqual(read(['12:30:01 no error here', 'see a.cpp:3 for the failure']).failures, []);
  });
});

function linesOf(release: string, name: string): readonly string[] {
  const lines: string[] = [];
  const output = new CTestOutput({
    onStarted: () => undefined,
    onLine: (test, line) => {
      if (test === name) {
        lines.push(line);
      }
    },
    onEnded: () => undefined,
    onOther: () => undefined,
  });
  for (const line of readFileSync(`test/unit/fixtures/ctest/${release}.txt`, 'utf8').split('\n')) {
    output.line(line);
  }
  return lines;
}

function read(lines: readonly string[]): {
  readonly failures: readonly TestFailure[];
  readonly cases: readonly CaseOutcome[];
} {
  const failures: TestFailure[] = [];
  const cases: CaseOutcome[] = [];
  const output = new TestOutput({
    onFailure: (failure) => failures.push(failure),
    onCaseEnded: (outcome) => cases.push(outcome),
  });
  for (const line of lines) {
    output.line(line);
  }
  output.end();
  return { failures, cases };
}

function lineOf(file: string, text: string): number {
  const lines = readFileSync(`test/workspaces/lighthouse/checks/${file}`, 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}
