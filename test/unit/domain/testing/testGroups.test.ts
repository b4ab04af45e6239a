import assert from 'node:assert/strict';
import type { ProjectTest } from '../../../../src/domain/testing/projectTest';
import { groupTests, type TestGroup } from '../../../../src/domain/testing/testGroups';

suite('the groups of tests', () => {
  const tests = [
    newTest('root', '', []),
    newTest('lens', 'checks/lamp', ['quick', 'light']),
    newTest('tower', 'checks', ['quick']),
  ];

  test('are the folders that add them', () => {
    assert.deepEqual(shape(groupTests(tests, 'directory')), {
      checks: { lamp: { lens: true }, tower: true },
      root: true,
    });
  });

  test('are their labels, and a test with two stands below both', () => {
    assert.deepEqual(shape(groupTests(tests, 'label')), {
      quick: { lens: true, tower: true },
      light: { lens: true },
      root: true,
    });
  });

  test('are none where they are not wanted', () => {
    assert.deepEqual(shape(groupTests(tests, 'none')), { root: true, lens: true, tower: true });
  });
});

function newTest(name: string, directory: string, labels: readonly string[]): ProjectTest {
  return { index: 1, name, directory, labels, environment: [], disabled: false };
}

interface Shape {
  readonly [label: string]: Shape | true;
}

function shape({ groups, tests }: TestGroup): Shape {
  const entries: [string, Shape | true][] = [
    ...groups.map((group): [string, Shape] => [group.label, shape(group)]),
    ...tests.map(({ name }): [string, true] => [name, true]),
  ];
  return Object.fromEntries<Shape | true>(entries);
}
