import * as vscode from 'vscode';
import type { CaseResult } from '../../domain/testing/caseResults';
import type { TestResult } from '../../project/testing/runTests';
import type { RunOutput } from './runOutput';
import { caseMessages, testMessages } from './testMessages';
import type { TestRoot } from './testRoot';

/** Hands the results of one project's tests to a run, to each row of a test. */
export class TestRunResults {
  private readonly open = new Set<string>();

  constructor(
    private readonly run: vscode.TestRun,
    private readonly root: TestRoot,
    private readonly output: RunOutput,
  ) {}

  enqueue(names: readonly string[] | undefined): void {
    this.open.clear();
    for (const name of names ?? this.root.all.map((test) => test.name)) {
      this.open.add(name);
      this.each(name, (item) => this.run.enqueued(item));
    }
  }

  itemOf(name: string | undefined): vscode.TestItem | undefined {
    return name === undefined ? undefined : this.root.itemsOf(name)[0];
  }

  started(name: string): void {
    this.each(name, (item) => this.run.started(item));
  }

  ended(name: string, result: TestResult): void {
    this.open.delete(name);
    this.output.flush();
    for (const one of result.cases) {
      this.caseEnded(name, one);
    }
    const milliseconds = shownTime(result.seconds);
    this.each(name, (item) => {
      switch (result.kind) {
        case 'passed':
          this.run.passed(item, milliseconds);
          break;
        case 'skipped':
        case 'disabled':
          this.run.skipped(item);
          break;
        case 'notRun':
          this.run.errored(item, testMessages(result, this.root.containerOfSeveral), milliseconds);
          break;
        case 'failed':
        case 'timeout':
          this.run.failed(item, testMessages(result, this.root.containerOfSeveral), milliseconds);
          break;
      }
    });
  }

  eachCase(name: string, title: string, tell: (item: vscode.TestItem) => void): void {
    this.root.caseItemsOf(name, title).forEach(tell);
  }

  caseEnded(name: string, { title, kind, seconds, failures }: CaseResult): void {
    this.output.flush();
    const milliseconds = shownTime(seconds);
    this.eachCase(name, title, (item) => {
      switch (kind) {
        case 'passed':
          this.run.passed(item, milliseconds);
          break;
        case 'skipped':
          this.run.skipped(item);
          break;
        case 'failed':
          this.run.failed(item, caseMessages(failures, this.root.containerOfSeveral), milliseconds);
          break;
      }
    });
  }

  /** A case of which nothing was heard. */
  caseMissing(name: string, title: string, exitCode: number): void {
    const message = new vscode.TestMessage(
      vscode.l10n.t(
        'The program ended with exit code {0} and told nothing of this case. Its output may say why.',
        exitCode,
      ),
    );
    this.eachCase(name, title, (item) => this.run.errored(item, message));
  }

  /** Says of every test that has no result why. */
  endOthers(reason: string): void {
    for (const name of this.open) {
      this.each(name, (item) => this.run.errored(item, new vscode.TestMessage(reason)));
    }
    this.open.clear();
  }

  private each(name: string, tell: (item: vscode.TestItem) => void): void {
    this.root.itemsOf(name).forEach(tell);
  }
}

/** In milliseconds. A program that is quicker than ctest or its framework counts would be shown with "0.0ms". */
function shownTime(seconds = 0): number | undefined {
  return seconds > 0 ? seconds * 1000 : undefined;
}
