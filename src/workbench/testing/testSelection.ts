import type * as vscode from 'vscode';
import type { TestExplorer } from './testExplorer';
import type { TestRoot } from './testRoot';

/** What of a project is to be run. */
export interface TestSelection {
  readonly root: TestRoot;
  /** The names of the tests; absent: all of them, also those that a build brings. */
  readonly names?: readonly string[];
}

/** What a request of the Testing view means, project by project. */
export function selectionsOf(
  explorer: TestExplorer,
  { include, exclude }: Pick<vscode.TestRunRequest, 'include' | 'exclude'>,
): readonly TestSelection[] {
  const left = new Set(exclude);
  return explorer.shown.flatMap((root): TestSelection[] => {
    const included = (include ?? [root.item]).filter((item) => explorer.rootOf(item) === root);
    if (included.length === 0) {
      return [];
    }
    if (left.size === 0 && included.includes(root.item)) {
      return [{ root }];
    }
    const names = new Set<string>();
    for (const item of included) {
      collect(item, left, names);
    }
    return [{ root, names: root.all.flatMap(({ name }) => (names.has(name) ? [name] : [])) }];
  });
}

function collect(
  item: vscode.TestItem,
  left: ReadonlySet<vscode.TestItem>,
  names: Set<string>,
): void {
  if (left.has(item)) {
    return;
  }
  if (item.id.startsWith(testPrefix)) {
    names.add(item.id.slice(testPrefix.length));
  }
  for (const [, child] of item.children) {
    collect(child, left, names);
  }
}

const testPrefix = 'test:';
