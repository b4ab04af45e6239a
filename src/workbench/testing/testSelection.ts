import type * as vscode from 'vscode';
import type { TestExplorer } from './testExplorer';
import { caseOfId, testOfId } from './testIds';
import type { TestRoot } from './testRoot';

/** What of a project is to be run. */
export interface TestSelection {
  readonly root: TestRoot;
  /** The names of the tests; absent: all of them, also those that a build brings. */
  readonly names?: readonly string[];
  /** Single cases, by the names of their tests. */
  readonly cases: ReadonlyMap<string, readonly string[]>;
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
      return [{ root, cases: new Map() }];
    }
    const picked: Picked = { names: new Set(), cases: new Map() };
    for (const item of included) {
      collect(item, left, picked);
    }
    const names = root.all.flatMap(({ name }) => (picked.names.has(name) ? [name] : []));
    const cases = [...picked.cases].filter(([name]) => !picked.names.has(name));
    return [{ root, names, cases: new Map(cases) }];
  });
}

interface Picked {
  readonly names: Set<string>;
  readonly cases: Map<string, string[]>;
}

function collect(item: vscode.TestItem, left: ReadonlySet<vscode.TestItem>, picked: Picked): void {
  if (left.has(item)) {
    return;
  }
  const title = caseOfId(item.id);
  const ofCase = item.parent && testOfId(item.parent.id);
  if (title !== undefined && ofCase !== undefined) {
    picked.cases.set(ofCase, [...(picked.cases.get(ofCase) ?? []), title]);
    return;
  }
  const children = [...item.children].map(([, child]) => child);
  const name = testOfId(item.id);
  // A test of which some cases are left out is run case by case.
  if (name !== undefined && !children.some((child) => left.has(child))) {
    picked.names.add(name);
    return;
  }
  for (const child of children) {
    collect(child, left, picked);
  }
}
