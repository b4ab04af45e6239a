import {
  wholeFailure,
  type GrowingFailure,
  type TestFailure,
  type TestOutputReader,
  type TestOutputSink,
} from './testFailure';

/**
 * Reads what a program with Catch2 prints: only cases with failures are named, each after a line of
 * dashes, and by a title that is broken at 80 columns.
 */
export class CatchOutput implements TestOutputReader {
  private header: string[] | undefined;
  private title: string | undefined;
  private failure: GrowingFailure | undefined;

  constructor(private readonly sink: TestOutputSink) {}

  line(line: string): void {
    if (/^-{79}$/.test(line)) {
      this.finish();
      this.dashes();
      return;
    }
    if (/^(?:={79}|\.{79}|~{79})$/.test(line)) {
      this.finish();
      return;
    }
    if (/^(?:test cases: |All tests passed)/.test(line)) {
      this.sink.onSummary?.();
    }
    const place = /^(.+?):(\d+): (FAILED|PASSED|SKIPPED|warning):?$/.exec(line);
    if (place) {
      this.finish();
      const [, path = '', number, kind] = place;
      this.failure =
        kind === 'FAILED' ? { location: { path, line: Number(number) }, lines: [] } : undefined;
      return;
    }
    (this.header ?? this.failure?.lines)?.push(line);
  }

  end(): void {
    this.finish();
  }

  /** The title stands between two lines of dashes; sections are indented below it. */
  private dashes(): void {
    if (this.header === undefined) {
      this.header = [];
      return;
    }
    const sections = this.header.findIndex((line) => line.startsWith('  '));
    this.title = this.header.slice(0, sections < 0 ? undefined : sections).join(' ');
    this.header = undefined;
  }

  private finish(): void {
    const { failure, title } = this;
    this.failure = undefined;
    if (failure) {
      this.sink.onFailure(wholeFailure(failure, title, comparison(failure.lines)));
    }
  }
}

/** Long values stand on lines of their own, with `==` between them. */
function comparison(lines: readonly string[]): TestFailure['compared'] {
  const start = lines.indexOf('with expansion:') + 1;
  if (start === 0) {
    return undefined;
  }
  const rest = lines.slice(start);
  const end = rest.findIndex((line) => !line.startsWith('  '));
  const expansion = rest.slice(0, end < 0 ? undefined : end).map((line) => line.slice(2));
  const [actual, expected, more] = expansion.join('\n').split(/\s==\s/);
  return actual === undefined || expected === undefined || more !== undefined
    ? undefined
    : { expected, actual };
}
