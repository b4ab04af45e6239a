import { createPathDisplay } from '../../domain/displayPaths';
import { CaseResults, type CaseResult } from '../../domain/testing/caseResults';
import type { ProgramCases, TestCase } from '../../domain/testing/testCase';
import type { TestFailure } from '../../domain/testing/testFailure';
import { TestOutput } from '../../domain/testing/testOutput';
import { toHostFailure } from './hostFailure';
import type { TestPlace } from './testPlace';

/** What the output of a test told. */
export interface TestFindings {
  readonly failures: readonly TestFailure[];
  /** The last lines that it wrote, with host paths. */
  readonly lastLines: readonly string[];
  /** How its cases ended, as far as they are known. */
  readonly cases: readonly CaseResult[];
}

/** Reads what one test writes while it runs. */
export class TestWatch {
  private readonly failures: TestFailure[] = [];
  private readonly lastLines: string[] = [];
  private readonly cases: CaseResults | undefined;
  private readonly output: TestOutput;
  private readonly display: (text: string) => string;

  constructor(place: TestPlace, program?: ProgramCases, cases?: readonly TestCase[]) {
    this.display = createPathDisplay(place.pathMap, place.buildContainerPath);
    this.cases = program && new CaseResults(program, cases);
    this.output = new TestOutput({
      onFailure: (failure) => {
        const onHost = toHostFailure(failure, place);
        this.cases?.onFailure(onHost);
        if (this.failures.length < keptFailures) {
          this.failures.push(onHost);
        }
      },
      onCaseStarted: (title) => this.cases?.onCaseStarted(title),
      onCaseEnded: (outcome) => this.cases?.onCaseEnded(outcome),
      onSummary: () => this.cases?.onSummary(),
    });
  }

  /** Takes a line, and returns it with host paths. */
  line(line: string): string {
    this.output.line(line);
    const shown = this.display(line);
    this.lastLines.push(shown);
    if (this.lastLines.length > keptLines) {
      this.lastLines.shift();
    }
    return shown;
  }

  end(): TestFindings {
    this.output.end();
    const { failures, lastLines } = this;
    return { failures, lastLines, cases: this.cases?.conclude() ?? [] };
  }
}

/** What is shown of a test that fails without saying where. */
const keptLines = 20;

/** More of one test are in its output, and would only cover the editor. */
const keptFailures = 100;
