import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  bothCovered,
  CoverageSum,
  type SourceCoverage,
} from '../../../../src/domain/testing/coverage';
import { addGcovReport } from '../../../../src/domain/testing/gcovReport';
import { LcovReport } from '../../../../src/domain/testing/lcovReport';

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

  test('is that of both where two compilers built a file', () => {
    const path = '/workspace/lamp/lamp.cpp';
    const of = (sum: CoverageSum): SourceCoverage | undefined =>
      sum.all.find(({ containerPath }) => containerPath === path);
    const gcc = of(read(recorded('bookworm')));
    const clang = of(readLcov(recorded('trixie-clang')));
    assert.ok(gcc && clang);

    const both = bothCovered(gcc, clang);

    assert.equal(both.containerPath, path);
    assert.deepEqual(
      both.lines.map(({ line, count }) => `${line}: ${count}`),
      ['5: 6', '6: 6', '7: 0', '8: 0', '9: 6', '10: 2', '12: 2', '13: 2', '14: 0'],
    );
    assert.deepEqual(both.functions, [
      { name: 'rangeInMiles(int)', line: 5, count: 6 },
      { name: 'nextPosition(int, int)', line: 12, count: 2 },
    ]);
  });

  test('passes over what is no report', () => {
    const sum = new CoverageSum();
    assert.equal(
      addGcovReport(sum, 'x.gcno:cannot open notes file', (path) => path),
      false,
    );
    assert.deepEqual(sum.all, []);
  });

  for (const release of ['bullseye', 'bookworm', 'trixie']) {
    test(`has lines and functions from the llvm-cov of ${release}`, () => {
      const lamp = readLcov(recorded(`${release}-clang`)).all.find(
        ({ containerPath }) => containerPath === '/workspace/lamp/lamp.cpp',
      );

      assert.deepEqual(
        lamp?.lines.map(({ line, count }) => `${line}: ${count}`),
        ['5: 2', '6: 2', '7: 0', '8: 0', '9: 2', '10: 2', '12: 0', '13: 0', '14: 0'],
      );
      assert.deepEqual(lamp.functions, [
        { name: 'rangeInMiles(int)', line: 5, count: 2 },
        { name: 'nextPosition(int, int)', line: 12, count: 0 },
      ]);
    });
  }

  test('has branches from the llvm-cov of LLVM 12 and newer, also those that were never reached', () => {
    const lamp = readLcov(recorded('bookworm-clang')).all.find(({ containerPath }) =>
      containerPath.endsWith('lamp.cpp'),
    );

    assert.deepEqual(lamp?.lines[1]?.branches, [0, 2]);
    assert.deepEqual(lamp.lines[7]?.branches, [0, 0]);
  });

  test('names a function of one file without that file, as LLVM before and since 17 puts it', () => {
    const lines = [
      'SF:/a.cpp',
      'FN:1,a.cpp:near(int, int)',
      'FN:2,a.cpp;far()',
      'FN:3,std::sort()',
    ];

    const [file] = readLcov([...lines, 'FNDA:4,a.cpp;far()', 'end_of_record'].join('\n')).all;

    assert.deepEqual(
      file?.functions.map(({ name, count }) => `${name}: ${count}`),
      ['near(int, int): 0', 'far(): 4', 'std::sort(): 0'],
    );
  });

  test('is empty where a trace file is cut off or is something else', () => {
    assert.deepEqual(readLcov('SF:/a.cpp\nDA:1,').all, []);
    assert.deepEqual(readLcov('warning: no profile\nDA:x\nend_of_record').all, []);
  });
});

function readLcov(text: string): CoverageSum {
  const sum = new CoverageSum();
  const report = new LcovReport(sum, (path) => path);
  for (const line of text.split('\n')) {
    report.line(line);
  }
  return sum;
}

function recorded(release: string): string {
  return readFileSync(`test/unit/fixtures/ctest/coverage/${release}.txt`, 'utf8');
}

function read(text: string): CoverageSum {
  const sum = new CoverageSum();
  for (const line of text.split('\n')) {
    addGcovReport(sum, line, (path) => path);
  }
  return sum;
}
