import { parseOutcome, type TestOutcome } from './testOutcome';

/** What `ctest -V` tells while it runs. */
export interface CTestSink {
  onStarted(name: string): void;
  /** A line that a test wrote, without the number that `ctest` puts before it. */
  onLine(name: string, line: string): void;
  onEnded(name: string, outcome: TestOutcome): void;
  /** A line of `ctest`'s own. */
  onOther(line: string): void;
}

/**
 * Reads the output of `ctest -V` line by line. Tests are known by their names, not by the numbers
 * that were asked for: those may have changed since.
 */
export class CTestOutput {
  private readonly running = new Map<number, RunningTest>();

  constructor(private readonly sink: CTestSink) {}

  line(line: string): void {
    const test = this.testOf(/^(\d+): ?/.exec(line));
    if (test) {
      this.lineOfTest(test, line.replace(/^\d+: ?/, ''));
      return;
    }
    const started = /^ +Start +(\d+): (.*)$/.exec(line);
    if (started) {
      const [, index, name = ''] = started;
      this.running.set(Number(index), { name, inHead: true });
      this.sink.onStarted(name);
      return;
    }
    const ended = /^ *\d+\/\d+ Test +#(\d+): /.exec(line);
    if (ended && this.end(Number(ended[1]), line.slice(ended[0].length))) {
      return;
    }
    if (!/^test \d+$/.test(line)) {
      this.sink.onOther(line);
    }
  }

  private testOf(match: RegExpExecArray | null): RunningTest | undefined {
    return match ? this.running.get(Number(match[1])) : undefined;
  }

  /** First comes what `ctest` says about the test: command, folder, variables and the time limit. */
  private lineOfTest(test: RunningTest, line: string): void {
    if (!test.inHead) {
      this.sink.onLine(test.name, line);
    } else if (line.startsWith('Test timeout computed to be:')) {
      test.inHead = false;
    }
  }

  private end(index: number, rest: string): boolean {
    const test = this.running.get(index);
    if (!test || !rest.startsWith(test.name)) {
      return false;
    }
    const words = /^ ?\.*\s*(.*?)\s+(\d+(?:\.\d+)?) sec\s*$/.exec(rest.slice(test.name.length));
    if (!words) {
      return false;
    }
    this.running.delete(index);
    this.sink.onEnded(test.name, parseOutcome(words[1] ?? '', Number(words[2])));
    return true;
  }
}

interface RunningTest {
  readonly name: string;
  inHead: boolean;
}
