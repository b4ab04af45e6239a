import { stripAnsi } from '../diagnostics/ansi';
import { CatchOutput } from './catchOutput';
import { DoctestOutput } from './doctestOutput';
import { GtestOutput } from './gtestOutput';
import { PlainOutput } from './plainOutput';
import type { TestOutputReader, TestOutputSink } from './testFailure';

/** Reads the output of any test: the framework shows itself by what it prints first. */
export class TestOutput implements TestOutputReader {
  private reader: TestOutputReader;
  private isKnown = false;

  constructor(private readonly sink: TestOutputSink) {
    this.reader = new PlainOutput(sink);
  }

  line(coloured: string): void {
    const line = stripAnsi(coloured);
    const framework = this.isKnown ? undefined : frameworkOf(line, this.sink);
    if (framework) {
      this.reader = framework;
      this.isKnown = true;
    }
    this.reader.line(line);
  }

  end(): void {
    this.reader.end();
  }
}

function frameworkOf(line: string, sink: TestOutputSink): TestOutputReader | undefined {
  if (/^\[={10}\] Running \d+ tests? from /.test(line)) {
    return new GtestOutput(sink);
  }
  if (/^.* is a Catch2? v\d.* host application\.$/.test(line)) {
    return new CatchOutput(sink);
  }
  return line.startsWith('[doctest] ') ? new DoctestOutput(sink) : undefined;
}
