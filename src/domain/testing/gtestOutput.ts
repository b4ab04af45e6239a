import type { SourceLocation } from '../diagnostic';
import type { TestFailure, TestOutputReader, TestOutputSink } from './testFailure';

/** Reads what a program with GoogleTest prints. */
export class GtestOutput implements TestOutputReader {
  private current: string | undefined;
  private failure: { readonly location: SourceLocation; readonly lines: string[] } | undefined;

  constructor(private readonly sink: TestOutputSink) {}

  line(line: string): void {
    const mark = /^\[ *([A-Z]+|-+|=+) *\] ?(.*)$/.exec(line);
    if (mark) {
      this.finish();
      this.mark(mark[1] ?? '', mark[2] ?? '');
      return;
    }
    const place = /^(.+?):(\d+): (Failure|Skipped)$/.exec(line);
    if (place) {
      this.finish();
      const [, path = '', number, kind] = place;
      this.failure =
        kind === 'Failure' ? { location: { path, line: Number(number) }, lines: [] } : undefined;
      return;
    }
    this.failure?.lines.push(line);
  }

  end(): void {
    this.finish();
  }

  private mark(mark: string, rest: string): void {
    if (mark === 'RUN') {
      this.current = rest;
      this.sink.onCaseStarted?.(rest);
      return;
    }
    const kind = kinds[mark];
    // The summary at the end lists the names once more, without a time.
    const ended = /^(.*?)(?:, where .*)? \((\d+) ms\)$/.exec(rest);
    if (kind !== undefined && ended && this.current !== undefined) {
      const title = this.current;
      this.current = undefined;
      this.sink.onCaseEnded?.({ title, kind, seconds: Number(ended[2]) / 1000 });
    }
  }

  private finish(): void {
    const { failure, current } = this;
    this.failure = undefined;
    if (failure) {
      const compared = comparison(failure.lines);
      this.sink.onFailure({
        message: failure.lines.join('\n').trim(),
        location: failure.location,
        ...(compared === undefined ? {} : { compared }),
        ...(current === undefined ? {} : { caseTitle: current }),
      });
    }
  }
}

const kinds: Readonly<Record<string, 'passed' | 'failed' | 'skipped'>> = {
  OK: 'passed',
  FAILED: 'failed',
  SKIPPED: 'skipped',
};

/** `EXPECT_EQ` shows two operands, with their values where they are expressions; `EXPECT_TRUE` says which is which. */
function comparison(lines: readonly string[]): TestFailure['compared'] {
  const actual = lines.find((line) => /^ +Actual: /.test(line));
  const expected = lines.find((line) => line.startsWith('Expected: '));
  if (actual !== undefined && expected !== undefined) {
    return {
      actual: actual.replace(/^ +Actual: /, ''),
      expected: expected.replace('Expected: ', ''),
    };
  }
  if (lines[0] !== 'Expected equality of these values:') {
    return undefined;
  }
  const operands: { value: string; readonly isExpression: boolean }[] = [];
  for (const line of lines.slice(1)) {
    const value = /^ {4}Which is: (.*)$/.exec(line)?.[1];
    const last = operands.pop();
    if (value !== undefined && last) {
      operands.push({ value, isExpression: true });
      continue;
    }
    if (last) {
      operands.push(last);
    }
    if (!line.startsWith('  ')) {
      break;
    }
    operands.push({ value: line.slice(2), isExpression: false });
  }
  const [first, second] = operands;
  if (!first || !second || operands.length > 2) {
    return undefined;
  }
  // A literal is what was expected; of two expressions the second is.
  return second.isExpression && !first.isExpression
    ? { expected: first.value, actual: second.value }
    : { expected: second.value, actual: first.value };
}
