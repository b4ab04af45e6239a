import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { listsAsJson } from '../../domain/testing/ctestArguments';
import { groupTests, testGroupings, type TestGroup } from '../../domain/testing/testGroups';
import type { ProjectTest } from '../../domain/testing/projectTest';
import type { TestPlace } from '../../project/testing/testPlace';
import type { FolderProject } from '../build/folderProject';
import { settings } from '../settings';

/** The tests of one project: its row in the Testing view, and what is below it. */
export class TestRoot {
  readonly item: vscode.TestItem;
  private tests = new Map<string, ProjectTest>();
  /** A test with several labels has several rows. */
  private rows = new Map<string, vscode.TestItem[]>();

  constructor(
    private readonly controller: vscode.TestController,
    readonly project: FolderProject,
  ) {
    const { uri, name } = project.folder;
    this.item = controller.createTestItem(uri.toString(), name, uri);
  }

  /** In the order of `ctest`. */
  get all(): readonly ProjectTest[] {
    return [...this.tests.values()];
  }

  test(name: string): ProjectTest | undefined {
    return this.tests.get(name);
  }

  itemsOf(name: string): readonly vscode.TestItem[] {
    return this.rows.get(name) ?? [];
  }

  /** Nothing can be listed, for a reason that stands in the row. */
  showReason(reason: string): void {
    this.tests = new Map();
    this.rows = new Map();
    this.item.children.replace([]);
    this.item.error = new vscode.MarkdownString(reason);
  }

  /**
   * Shows the tests. Rows that were there stay the same ones, with their results; the thread is handed
   * back while there are many.
   */
  async show(tests: readonly ProjectTest[], place: TestPlace): Promise<void> {
    const by = settings.testGroupBy(this.project.folder.uri);
    const grouping = testGroupings.find((known) => known === by) ?? 'directory';
    this.tests = new Map(tests.map((test) => [test.name, test]));
    const rows = new Map<string, vscode.TestItem[]>();
    this.rows = rows;
    this.item.error = undefined;
    this.item.description = place.container;
    await this.fill(this.item, groupTests(tests, grouping), place, rows);
  }

  private async fill(
    parent: vscode.TestItem,
    group: TestGroup,
    place: TestPlace,
    rows: Map<string, vscode.TestItem[]>,
  ): Promise<void> {
    const wanted = new Set<string>();
    for (const child of group.groups) {
      const id = `group:${child.label}`;
      wanted.add(id);
      const item = parent.children.get(id) ?? this.controller.createTestItem(id, child.label);
      await this.fill(item, child, place, rows);
      parent.children.add(item);
    }
    let since = performance.now();
    for (const test of group.tests) {
      const id = `test:${test.name}`;
      wanted.add(id);
      const item = this.row(parent.children.get(id), id, test, place);
      parent.children.add(item);
      rows.set(test.name, [...(rows.get(test.name) ?? []), item]);
      if (performance.now() - since > longestTurn) {
        await setImmediate();
        since = performance.now();
      }
    }
    for (const [id] of parent.children) {
      if (!wanted.has(id)) {
        parent.children.delete(id);
      }
    }
  }

  private row(
    present: vscode.TestItem | undefined,
    id: string,
    test: ProjectTest,
    place: TestPlace,
  ): vscode.TestItem {
    const { definedAt } = test;
    const hostPath = definedAt && place.pathMap.toHost(definedAt.path);
    const uri = hostPath === undefined ? undefined : vscode.Uri.file(hostPath);
    // The file of a row cannot be changed.
    const item =
      present && present.uri?.toString() === uri?.toString()
        ? present
        : this.controller.createTestItem(id, test.name, uri);
    item.sortText = String(test.index).padStart(7, '0');
    item.description = descriptionOf(test, place);
    item.tags = test.labels.map((label) => new vscode.TestTag(label));
    if (uri && definedAt) {
      const line = Math.max(0, definedAt.line - 1);
      item.range = new vscode.Range(line, 0, line, 0);
    }
    return item;
  }
}

function descriptionOf(test: ProjectTest, place: TestPlace): string {
  if (test.disabled) {
    return vscode.l10n.t('disabled');
  }
  return listsAsJson(place) && !test.command ? vscode.l10n.t('needs a build') : '';
}

/** Milliseconds of work between two turns of the event loop. */
const longestTurn = 10;
