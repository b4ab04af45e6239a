import type { SourceLocation } from '../diagnostic';

/** Something that a test found wrong. Paths are as the test wrote them. */
export interface TestFailure {
  readonly message: string;
  readonly location?: SourceLocation;
  /** Both or none, where the test says what it compared. */
  readonly compared?: { readonly expected: string; readonly actual: string };
  /** The title of the case of a framework that it belongs to. */
  readonly caseTitle?: string;
}

/** How a case of a framework ended. */
export interface CaseOutcome {
  readonly title: string;
  readonly kind: 'passed' | 'failed' | 'skipped';
  readonly seconds?: number;
}

/** Where readers of a test's output tell what they found. */
export interface TestOutputSink {
  onFailure(failure: TestFailure): void;
  onCaseStarted?(title: string): void;
  onCaseEnded?(outcome: CaseOutcome): void;
  /** The program came to its end: cases of which nothing was said have passed. */
  onSummary?(): void;
}

/** Reads what one run of a test writes. */
export interface TestOutputReader {
  line(line: string): void;
  /** Nothing more comes. */
  end(): void;
}

/** A failure whose lines are being collected below its place. */
export interface GrowingFailure {
  readonly location: SourceLocation;
  readonly lines: string[];
}

/** What has been collected of a failure in a case. */
export function wholeFailure(
  { location, lines }: GrowingFailure,
  caseTitle: string | undefined,
  compared: TestFailure['compared'],
): TestFailure {
  return {
    message: lines.join('\n').trimEnd(),
    location,
    ...(compared === undefined ? {} : { compared }),
    ...(caseTitle === undefined ? {} : { caseTitle }),
  };
}
