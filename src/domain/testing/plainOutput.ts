import type { TestOutputReader, TestOutputSink } from './testFailure';

/** Finds failures in the output of programs without a framework: assertions, sanitizers, `file:line: error`. */
export class PlainOutput implements TestOutputReader {
  constructor(private readonly sink: TestOutputSink) {}

  line(line: string): void {
    for (const pattern of patterns) {
      const groups = pattern.exec(line)?.groups;
      const { path, number, column, message } = groups ?? {};
      if (path !== undefined) {
        this.sink.onFailure({
          message: message ?? line,
          location: {
            path,
            line: Number(number),
            ...(column === undefined ? {} : { column: Number(column) }),
          },
        });
        return;
      }
    }
  }

  end(): void {
    // Each line stands for itself.
  }
}

const patterns: readonly RegExp[] = [
  // glibc: program: file:line: function: Assertion `expression' failed.
  /^(?:[^:]+: )?(?<path>[^:\s][^:]*):(?<number>\d+): (?:.*: )?(?<message>Assertion [`'].*' failed\.)$/,
  // musl: Assertion failed: expression (file: function: line)
  /^(?<message>Assertion failed: .*) \((?<path>[^:]+): [^:]+: (?<number>\d+)\)$/,
  /^(?<path>[^:\s][^:]*):(?<number>\d+):(?<column>\d+): (?<message>runtime error: .*)$/,
  /^SUMMARY: (?<message>\w+Sanitizer: \S+) (?<path>\/[^:]+):(?<number>\d+)(?::(?<column>\d+))?\b/,
  /^(?<path>[^:\s][^:]*):(?<number>\d+):(?:(?<column>\d+):)? (?<message>(?:fatal )?(?:error|failure|failed)\b.*)$/i,
];
