import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ProjectTest } from '../../../../src/domain/testing/projectTest';
import { parseTestList, parseTestNames } from '../../../../src/domain/testing/testList';

const place = { sourceContainerPath: '/workspace', buildContainerPath: '/b' };

suite('the list of the tests of a project', () => {
  for (const release of ['bullseye', 'bookworm', 'trixie']) {
    test(`has names, commands, properties and places from the ctest of ${release}`, () => {
      const tests = read(recorded(`${release}.json`), place);

      assert.deepEqual(
        tests?.map(({ index, name }) => `${index} ${name}`),
        [
          ...['1 range', '2 range.wrong', '3 range.asserted', '4 skipped', '5 disabled'],
          ...['6 environment', '7 never_built', '8 gtest_check', '9 catch_check'],
          '10 doctest_check',
        ],
      );
      assert.deepEqual(tests[1], {
        index: 2,
        name: 'range.wrong',
        command: ['/b/checks/range_check', 'wrong'],
        workingDirectory: '/b/checks',
        labels: ['light', 'quick'],
        environment: [],
        disabled: false,
        definedAt: { path: '/workspace/checks/CMakeLists.txt', line: 5 },
        directory: 'checks',
      });
      assert.equal(tests[4]?.disabled, true);
      assert.deepEqual(tests[5]?.environment, ['LAMP=bright light']);
      assert.equal(tests[6]?.command, undefined);
    });
  }

  test('has the place where a function of the project was called', () => {
    const tests = read(
      list([{ name: 'helped', backtrace: 2 }], {
        files: ['/workspace/helper.cmake', '/workspace/sub/CMakeLists.txt'],
        nodes: [{ file: 1 }, { file: 1, line: 4, parent: 0 }, { file: 0, line: 2, parent: 1 }],
      }),
      place,
    );

    assert.deepEqual(tests?.[0]?.definedAt, { path: '/workspace/sub/CMakeLists.txt', line: 4 });
    assert.equal(tests[0].directory, 'sub');
  });

  test('has the folder by the working directory where a program named the test', () => {
    const properties = [
      { name: 'WORKING_DIRECTORY', value: '/b/sub' },
      { name: 'DEF_SOURCE_LINE', value: '/workspace/sub/lens.cpp:7' },
    ];
    const tests = read(list([{ name: 'Lens.Turns', properties }]), place);

    assert.equal(tests?.[0]?.directory, 'sub');
    assert.deepEqual(tests[0].definedAt, { path: '/workspace/sub/lens.cpp', line: 7 });
  });

  test('is none where ctest printed none, or something cut off', () => {
    assert.equal(read('', place), undefined);
    assert.equal(read('No tests were found!!!', place), undefined);
    assert.equal(read('{"tests": [', place), undefined);
    assert.deepEqual(read(list([]), place), []);
  });

  test('does not hang on a graph with a circle', () => {
    const graph = { files: ['/workspace/a.cmake'], nodes: [{ file: 0, line: 1, parent: 0 }] };
    assert.equal(read(list([{ name: 'a', backtrace: 0 }], graph), place)?.length, 1);
  });

  test('has names and numbers alone from an old ctest', () => {
    const tests = parseTestNames(recorded('names.txt'));

    assert.equal(tests.length, 12);
    assert.deepEqual(
      tests.filter(({ disabled }) => disabled).map(({ name }) => name),
      ['disabled'],
    );
    assert.deepEqual([tests[8]?.index, tests[8]?.name], [9, 'never_built']);
  });
});

function read(text: string, where: typeof place): ProjectTest[] | undefined {
  const tests = parseTestList(text, where);
  return tests && [...tests];
}

function recorded(name: string): string {
  return readFileSync(`test/unit/fixtures/ctest/${name}`, 'utf8');
}

function list(tests: readonly object[], backtraceGraph: object = {}): string {
  return JSON.stringify({ backtraceGraph, tests });
}
