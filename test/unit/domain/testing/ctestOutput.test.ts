import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CTestOutput } from '../../../../src/domain/testing/ctestOutput';
import type { TestOutcome } from '../../../../src/domain/testing/testOutcome';

suite('the output of ctest -V', () => {
  for (const release of ['bullseye', 'bookworm', 'trixie']) {
    test(`tells the outcome of each test that ran beside others in ${release}`, () => {
      const { outcomes } = read(recorded(`${release}.txt`));

      assert.deepEqual(Object.fromEntries([...outcomes].map(([name, { kind }]) => [name, kind])), {
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
      assert.match(outcomes.get('range.asserted')?.detail ?? '', /aborted/);
      assert.ok((outcomes.get('waiting.timeout')?.seconds ?? 0) > 0.9);
    });

    test(`gives each test its own lines in ${release}`, () => {
      const { lines, other } = read(recorded(`${release}.txt`));

      assert.deepEqual(lines.get('skipped'), ['no lens here']);
      assert.deepEqual(lines.get('range.wrong'), [
        'The light of 100 feet is seen for 11.7 miles.',
        '/workspace/checks/range.cpp:12: error: expected 12 miles',
      ]);
      assert.equal(lines.get('environment'), undefined);
      assert.ok(other.some((line) => line.startsWith('Total Test time')));
    });
  }

  test('knows names with blanks, dots and numbers, whatever ctest puts after them', () => {
    const { outcomes } = read(
      [
        '      Start  7: a name ... with 3/4 Test #1: in it',
        '7: Test timeout computed to be: 1500',
        '7: 7: not a number of ctest',
        '1/1 Test #7: a name ... with 3/4 Test #1: in it ...***Failed  Required regular expression not found. Regex=[x y]  0.01 sec',
      ].join('\n'),
    );

    assert.deepEqual(outcomes.get('a name ... with 3/4 Test #1: in it'), {
      kind: 'failed',
      detail: 'Required regular expression not found. Regex=[x y]',
      seconds: 0.01,
    });
  });

  test('leaves a line that only looks like a test as it is', () => {
    assert.deepEqual(read('12: somewhere\n1/1 Test #1: nothing ... Passed').other, [
      '12: somewhere',
      '1/1 Test #1: nothing ... Passed',
    ]);
  });
});

function recorded(name: string): string {
  return readFileSync(`test/unit/fixtures/ctest/${name}`, 'utf8');
}

function read(text: string): {
  readonly outcomes: ReadonlyMap<string, TestOutcome>;
  readonly lines: ReadonlyMap<string, readonly string[]>;
  readonly other: readonly string[];
} {
  const outcomes = new Map<string, TestOutcome>();
  const lines = new Map<string, string[]>();
  const other: string[] = [];
  const output = new CTestOutput({
    onStarted: () => undefined,
    onLine: (name, line) => lines.set(name, [...(lines.get(name) ?? []), line]),
    onEnded: (name, outcome) => outcomes.set(name, outcome),
    onOther: (line) => other.push(line),
  });
  for (const line of text.split('\n')) {
    output.line(line);
  }
  return { outcomes, lines, other };
}
