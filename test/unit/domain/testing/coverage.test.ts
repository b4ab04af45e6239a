import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CoverageSum } from '../../../../src/domain/testing/coverage';

suite('the coverage of a build', () => {
  for (const release of ['bullseye', 'bookworm', 'trixie']) {
    test(`has lines, branches and functions from the gcov of ${release}`, () => {
      const sum = read(recorded(release));

      const lamp = sum.all.find(
        ({ containerPath }) => containerPath === '/workspace/lamp/lamp.cpp',
      );
      assert.deepEqual(
        lamp?.lines.map(({ line, count }) => `${line}: ${count}`),
        ['5: 4', '6: 4', '7: 0', '9: 4', '12: 2', '13: 2'],
      );
      assert.deepEqual(lamp.lines[1]?.branches, [0, 4]);
      assert.deepEqual(lamp.functions, [
        { name: 'rangeInMiles(int)', line: 5, count: 4 },
        { name: 'nextPosition(int, int)', line: 12, count: 2 },
      ]);
    });
  }

  test('adds up what several objects say of one file', () => {
    const text = recorded('bookworm');

    const lamp = read(`${text}\n${text}`).all.find(({ containerPath }) =>
      containerPath.endsWith('lamp.cpp'),
    );

    assert.equal(lamp?.lines[0]?.count, 8);
    assert.deepEqual(lamp.lines[1]?.branches, [0, 8]);
    assert.equal(lamp.functions[0]?.count, 8);
  });

  test('passes over what is no report', () => {
    const sum = new CoverageSum();
    assert.equal(
      sum.add('x.gcno:cannot open notes file', (path) => path),
      false,
    );
    assert.deepEqual(sum.all, []);
  });
});

function recorded(release: string): string {
  return readFileSync(`test/unit/fixtures/ctest/coverage/${release}.txt`, 'utf8');
}

function read(text: string): CoverageSum {
  const sum = new CoverageSum();
  for (const line of text.split('\n')) {
    sum.add(line, (path) => path);
  }
  return sum;
}
