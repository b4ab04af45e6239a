import { findCase, type ProgramCases, type TestCase } from './testCase';
import type { CaseOutcome, TestFailure, TestOutputSink } from './testFailure';

/** How a case of a program ended, and what it found wrong. */
export interface CaseResult {
  readonly title: string;
  readonly kind: CaseOutcome['kind'];
  readonly seconds?: number;
  readonly failures: readonly TestFailure[];
}

/**
 * Concludes from what a program printed how each of its cases ended. GoogleTest tells of every case;
 * the others only of those that failed, so that the rest has passed when the program came to its end.
 */
export class CaseResults implements TestOutputSink {
  private readonly failures = new Map<string, TestFailure[]>();
  private readonly ended = new Map<string, CaseResult>();
  private started: string | undefined;
  private complete = false;

  constructor(
    private readonly program: ProgramCases,
    /** Those that were to run. */
    private readonly cases: readonly TestCase[] = program.cases,
  ) {}

  onFailure(failure: TestFailure): void {
    const title = failure.caseTitle ?? '';
    const found = findCase(this.cases, title)?.title;
    if (found !== undefined) {
      this.failures.set(found, [...(this.failures.get(found) ?? []), failure]);
    }
  }

  onCaseStarted(title: string): void {
    this.started = title;
  }

  onCaseEnded({ title, kind, seconds }: CaseOutcome): void {
    this.started = undefined;
    const failures = this.failures.get(title) ?? [];
    this.ended.set(title, { title, kind, failures, ...(seconds === undefined ? {} : { seconds }) });
  }

  onSummary(): void {
    this.complete = true;
  }

  /** All that is known at the end of the program; one in which it ended for good has failed. */
  conclude(): readonly CaseResult[] {
    return this.cases.flatMap(({ title }): CaseResult[] => {
      const ended = this.ended.get(title);
      const failures = this.failures.get(title) ?? [];
      if (ended) {
        return [ended];
      }
      if (failures.length > 0 || title === this.started) {
        return [{ title, kind: 'failed', failures }];
      }
      const passed = this.complete && this.program.framework !== 'gtest';
      return passed ? [{ title, kind: 'passed', failures }] : [];
    });
  }
}
