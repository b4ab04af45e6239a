import {
  wholeFailure,
  type GrowingFailure,
  type TestFailure,
  type TestOutputReader,
  type TestOutputSink,
} from './testFailure';

/** Reads what a program with doctest prints: only cases with failures are named. */
export class DoctestOutput implements TestOutputReader {
  private title: string | undefined;
  private failure: GrowingFailure | undefined;

  constructor(private readonly sink: TestOutputSink) {}

  line(line: string): void {
    const title = /^TEST CASE: {2}(.*)$/.exec(line)?.[1];
    if (title !== undefined || /^={79}$/.test(line)) {
      this.finish();
      this.title = title ?? this.title;
      return;
    }
    if (line.startsWith('[doctest] test cases: ')) {
      this.sink.onSummary?.();
    }
    const place = /^(.+?):(\d+): ((?:FATAL )?ERROR: .*)$/.exec(line);
    if (place) {
      this.finish();
      const [, path = '', number, message = ''] = place;
      this.failure = { location: { path, line: Number(number) }, lines: [message] };
      return;
    }
    if (/^.+?:\d+: (?:WARNING|MESSAGE): /.test(line)) {
      this.finish();
      return;
    }
    this.failure?.lines.push(line);
  }

  end(): void {
    this.finish();
  }

  private finish(): void {
    const { failure, title } = this;
    this.failure = undefined;
    if (failure) {
      this.sink.onFailure(wholeFailure(failure, title, comparison(failure.lines)));
    }
  }
}

/** `  values: CHECK( 0 == 1 )`, or `CHECK_EQ( 0, 1 )`. */
function comparison(lines: readonly string[]): TestFailure['compared'] {
  const values = lines.find((line) => line.startsWith('  values: ')) ?? '';
  const [, actual, expected] = /\( (.*?)(?: == |, )(.*?) \)$/.exec(values) ?? [];
  return actual === undefined || expected === undefined ? undefined : { expected, actual };
}
