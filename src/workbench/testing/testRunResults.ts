import * as vscode from 'vscode';
import type { TestResult } from '../../project/testing/runTests';
import type { RunOutput } from './runOutput';
import { testMessages } from './testMessages';
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
    const milliseconds = result.seconds * 1000;
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
          this.run.errored(item, testMessages(result), milliseconds);
          break;
        case 'failed':
        case 'timeout':
          this.run.failed(item, testMessages(result), milliseconds);
          break;
      }
    });
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
