import type { ProjectTest } from './projectTest';

/** By what tests can be grouped. */
export const testGroupings = ['directory', 'label', 'none'] as const;

export type TestGrouping = (typeof testGroupings)[number];

/** Tests under a common heading: a folder of the project, or a label. */
export interface TestGroup {
  readonly label: string;
  readonly groups: readonly TestGroup[];
  readonly tests: readonly ProjectTest[];
}

/**
 * Groups tests; the group without a label holds the whole. By directory they stand where they are
 * added, by label below each of their labels, and those without one beside the groups.
 */
export function groupTests(tests: readonly ProjectTest[], by: TestGrouping): TestGroup {
  const root = newGroup('');
  for (const test of tests) {
    for (const path of pathsOf(test, by)) {
      let group = root;
      for (const label of path) {
        group = childOf(group, label);
      }
      group.tests.push(test);
    }
  }
  return root;
}

interface GrowingGroup extends TestGroup {
  readonly groups: GrowingGroup[];
  readonly tests: ProjectTest[];
  readonly byLabel: Map<string, GrowingGroup>;
}

function pathsOf(test: ProjectTest, by: TestGrouping): readonly (readonly string[])[] {
  switch (by) {
    case 'directory':
      return [test.directory.split('/').filter((part) => part !== '')];
    case 'label':
      return test.labels.length === 0 ? [[]] : test.labels.map((label) => [label]);
    case 'none':
      return [[]];
  }
}

function newGroup(label: string): GrowingGroup {
  return { label, groups: [], tests: [], byLabel: new Map() };
}

function childOf(group: GrowingGroup, label: string): GrowingGroup {
  let child = group.byLabel.get(label);
  if (!child) {
    child = newGroup(label);
    group.byLabel.set(label, child);
    group.groups.push(child);
  }
  return child;
}
