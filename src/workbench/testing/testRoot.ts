import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { SourceLocation } from '../../domain/diagnostic';
import { listsAsJson } from '../../domain/testing/ctestArguments';
import { groupTests, testGroupings, type TestGroup } from '../../domain/testing/testGroups';
import type { ProjectTest } from '../../domain/testing/projectTest';
import {
  onlyCaseOf,
  runsAllCases,
  type ProgramCases,
  type TestCase,
} from '../../domain/testing/testCase';
import type { TestPlace } from '../../project/testing/testPlace';
import type { FolderProject } from '../build/folderProject';
import { settings } from '../settings';
import { caseId, testId } from './testIds';

/** The tests of one project: its row in the Testing view, and what is below it. */
export class TestRoot {
  readonly item: vscode.TestItem;
  private tests = new Map<string, ProjectTest>();
  /** A test with several labels has several rows. */
  private rows = new Map<string, vscode.TestItem[]>();
  private oneOfSeveral: string | undefined;
  private programs: ReadonlyMap<string, ProgramCases> = new Map();

  constructor(
    private readonly controller: vscode.TestController,
    readonly project: FolderProject,
  ) {
    const { name } = project.folder;
    // Without an address: VS Code leaves the Testing view for the Explorer when a row with a folder's is clicked.
    this.item = controller.createTestItem(project.id, name);
  }

  /** The container that results name; undefined where there are no others. */
  get containerOfSeveral(): string | undefined {
    return this.oneOfSeveral;
  }

  /** Says in which container the tests run: where it is one of several, results must name it too. */
  name(containerName: string, isOneOfSeveral: boolean): void {
    const { name } = this.project.folder;
    this.oneOfSeveral = isOneOfSeveral ? containerName : undefined;
    this.item.label = isOneOfSeveral ? `${name} · ${containerName}` : name;
    this.item.description = isOneOfSeveral ? '' : containerName;
  }

  /** In the order of `ctest`. */
  get all(): readonly ProjectTest[] {
    return [...this.tests.values()];
  }

  test(name: string): ProjectTest | undefined {
    return this.tests.get(name);
  }

  /** The cases of the program that a test runs as a whole. */
  casesOf(name: string): ProgramCases | undefined {
    const command = this.tests.get(name)?.command;
    return runsAllCases(command) ? this.programs.get(command?.[0] ?? '') : undefined;
  }

  /** The rows of a case below the rows of its test. */
  caseItemsOf(name: string, title: string): readonly vscode.TestItem[] {
    return this.itemsOf(name).flatMap(({ children }) => children.get(caseId(title)) ?? []);
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
  async show(
    tests: readonly ProjectTest[],
    place: TestPlace,
    programs: ReadonlyMap<string, ProgramCases>,
  ): Promise<void> {
    this.programs = programs;
    const by = settings.testGroupBy(this.project.folder.uri);
    const grouping = testGroupings.find((known) => known === by) ?? 'directory';
    this.tests = new Map(tests.map((test) => [test.name, test]));
    const rows = new Map<string, vscode.TestItem[]>();
    this.rows = rows;
    this.item.error = undefined;
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
      const id = testId(test.name);
      wanted.add(id);
      const item = this.row(parent.children.get(id), id, test, place);
      parent.children.add(item);
      rows.set(test.name, [...(rows.get(test.name) ?? []), item]);
      if (performance.now() - since > longestTurn) {
        await setImmediate();
        since = performance.now();
      }
    }
    keepOnly(parent.children, wanted);
  }

  private row(
    present: vscode.TestItem | undefined,
    id: string,
    test: ProjectTest,
    place: TestPlace,
  ): vscode.TestItem {
    const program = this.programs.get(test.command?.[0] ?? '');
    const onlyCase = onlyCaseOf(test.command);
    const source =
      onlyCase === undefined ? undefined : program?.cases.find(({ title }) => title === onlyCase);
    const item = this.itemAt(present, id, test.name, source?.definedAt ?? test.definedAt, place);
    item.sortText = String(test.index).padStart(7, '0');
    item.description = descriptionOf(test, place);
    item.tags = test.labels.map((label) => new vscode.TestTag(label));
    this.fillCases(item, runsAllCases(test.command) ? (program?.cases ?? []) : [], place);
    return item;
  }

  private fillCases(parent: vscode.TestItem, cases: readonly TestCase[], place: TestPlace): void {
    for (const [index, { title, definedAt }] of cases.entries()) {
      const id = caseId(title);
      const item = this.itemAt(parent.children.get(id), id, title, definedAt, place);
      item.sortText = String(index).padStart(7, '0');
      parent.children.add(item);
    }
    keepOnly(parent.children, new Set(cases.map(({ title }) => caseId(title))));
  }

  /** The row that is there, unless it belongs to another file: that cannot be changed. */
  private itemAt(
    present: vscode.TestItem | undefined,
    id: string,
    label: string,
    definedAt: SourceLocation | undefined,
    place: TestPlace,
  ): vscode.TestItem {
    const hostPath = definedAt && place.pathMap.toHost(definedAt.path);
    const uri = hostPath === undefined ? undefined : vscode.Uri.file(hostPath);
    const item =
      present && present.uri?.toString() === uri?.toString()
        ? present
        : this.controller.createTestItem(id, label, uri);
    if (uri && definedAt) {
      const line = Math.max(0, definedAt.line - 1);
      item.range = new vscode.Range(line, 0, line, 0);
    }
    return item;
  }
}

function keepOnly(items: vscode.TestItemCollection, wanted: ReadonlySet<string>): void {
  for (const [id] of items) {
    if (!wanted.has(id)) {
      items.delete(id);
    }
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
