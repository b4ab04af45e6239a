import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseCases } from '../../../../src/domain/testing/caseList';
import { CaseResults } from '../../../../src/domain/testing/caseResults';
import {
  caseArguments,
  onlyCaseOf,
  runsAllCases,
  type TestFramework,
} from '../../../../src/domain/testing/testCase';
import { TestOutput } from '../../../../src/domain/testing/testOutput';

const gtestCases = [
  ...['Range.GrowsWithHeight', 'Range.IsNothingAtSeaLevel', 'Lens.Turns'],
  ...['Lens.DISABLED_TurnsBack', 'Lens.IsSkippedInFog'],
  ...[0, 1, 2].map((n) => `OfFour/Positions.AreBelowTheirNumber/${n}`),
];

suite('the cases of a program', () => {
  for (const release of ['bullseye', 'bookworm', 'trixie']) {
    test(`are listed with their lines by each framework of ${release}`, () => {
      const titles = (framework: TestFramework): string[] =>
        listed(release, framework).map(({ title }) => title);

      assert.deepEqual(titles('gtest'), gtestCases);
      assert.deepEqual(titles('catch'), [
        'the range grows with the height',
        'a lens turns, one by one',
      ]);
      assert.deepEqual(titles('doctest'), ['it grows with the height', 'a lens turns, one by one']);
      for (const framework of ['gtest', 'catch', 'doctest'] as const) {
        const path = `/workspace/checks/${framework}.cpp`;
        assert.ok(listed(release, framework).every(({ definedAt }) => definedAt?.path === path));
      }
    });
  }

  test('are listed by names alone where GoogleTest writes no file', () => {
    const text = 'Running main()\nRange.\n  Grows\nOf/Positions.\n  Are/0  # GetParam() = 0\n';
    assert.deepEqual(
      parseCases('gtest', text).map(({ title }) => title),
      ['Range.Grows', 'Of/Positions.Are/0'],
    );
  });

  test('have their characters back', () => {
    const xml = '<TestCase name="a &lt;b&gt; &amp;amp; &quot;c&quot;" filename="/a.cpp" line="3"/>';
    assert.deepEqual(parseCases('doctest', xml), [
      { title: 'a <b> &amp; "c"', definedAt: { path: '/a.cpp', line: 3 } },
    ]);
  });

  test('are selected by what each framework understands', () => {
    const titles = ['one, two', 'three'];
    assert.deepEqual(caseArguments('gtest', ['A.b', 'A.DISABLED_c']), [
      ['--gtest_filter=A.b:A.DISABLED_c', '--gtest_also_run_disabled_tests'],
    ]);
    assert.deepEqual(caseArguments('catch', titles), [[String.raw`one\, two,three`]]);
    assert.deepEqual(caseArguments('doctest', titles), [['--test-case=one? two,three']]);
    assert.equal(caseArguments('gtest', Array<string>(3000).fill('A.'.repeat(20))).length, 3);
  });

  test('can be asked for where a test runs its whole program', () => {
    assert.equal(runsAllCases(['/b/check']), true);
    assert.equal(runsAllCases(['/b/check', '--gtest_color=yes']), true);
    assert.equal(runsAllCases(['/b/check', '--gtest_filter=A.b']), false);
    assert.equal(runsAllCases(['/b/check', 'input.txt']), false);
    assert.equal(runsAllCases(undefined), false);
    assert.equal(onlyCaseOf(['/b/check', '--gtest_filter=A.b']), 'A.b');
    assert.equal(onlyCaseOf(['/b/check', '--gtest_filter=A.*']), undefined);
  });
});

suite('the results of cases', () => {
  test('of GoogleTest are those that it told', () => {
    assert.deepEqual(results('gtest', recordedOutput('gtest')), {
      'Range.GrowsWithHeight': 'passed',
      'Range.IsNothingAtSeaLevel': 'passed',
      'Lens.Turns': 'failed 1',
      'Lens.IsSkippedInFog': 'skipped',
      'OfFour/Positions.AreBelowTheirNumber/0': 'passed',
      'OfFour/Positions.AreBelowTheirNumber/1': 'passed',
      'OfFour/Positions.AreBelowTheirNumber/2': 'passed',
    });
  });

  test('of the others are good where nothing else was said', () => {
    assert.deepEqual(results('catch', recordedOutput('catch')), {
      'the range grows with the height': 'passed',
      'a lens turns, one by one': 'failed 1',
    });
    assert.deepEqual(results('doctest', recordedOutput('doctest')), {
      'it grows with the height': 'passed',
      'a lens turns, one by one': 'failed 1',
    });
  });

  test('are bad in which the program broke off, and unknown after it', () => {
    const lines = recordedOutput('gtest');
    const broken = lines.slice(
      0,
      lines.findIndex((line) => line.includes('Failure')),
    );
    assert.deepEqual(results('gtest', broken), {
      'Range.GrowsWithHeight': 'passed',
      'Range.IsNothingAtSeaLevel': 'passed',
      'Lens.Turns': 'failed 0',
    });
    assert.deepEqual(results('catch', recordedOutput('catch').slice(0, 4)), {});
  });
});

function listed(release: string, framework: TestFramework) {
  const name = `test/unit/fixtures/ctest/cases/${release}-${framework}.txt`;
  return parseCases(framework, readFileSync(name, 'utf8'));
}

function recordedOutput(framework: TestFramework): string[] {
  return readFileSync(`test/unit/fixtures/ctest/cases/output-${framework}.txt`, 'utf8').split('\n');
}

function results(framework: TestFramework, lines: readonly string[]): Record<string, string> {
  const found = new CaseResults({ framework, cases: listed('bookworm', framework) });
  const output = new TestOutput(found);
  for (const line of lines) {
    output.line(line);
  }
  output.end();
  return Object.fromEntries(
    found
      .conclude()
      .map(({ title, kind, failures }) => [
        title,
        kind === 'failed' ? `${kind} ${failures.length}` : kind,
      ]),
  );
}
