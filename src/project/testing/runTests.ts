import { createPathDisplay } from '../../domain/displayPaths';
import { runArguments, type TestRunRequest } from '../../domain/testing/ctestArguments';
import { CTestOutput } from '../../domain/testing/ctestOutput';
import type { ProgramCases } from '../../domain/testing/testCase';
import type { TestOutcome } from '../../domain/testing/testOutcome';
import type { ContainerEngine } from '../../engine/containerEngine';
import { runStep } from '../runStep';
import { readLines } from './readLines';
import { ctestFolder, type TestPlace } from './testPlace';
import { TestWatch, type TestFindings } from './testWatch';

/** Where a run of tests tells what happens, while it happens. */
export interface TestRunSink {
  /** The `docker` command line that does the same, before the run. */
  onCommand?(argv: readonly string[]): void;
  /** The cases of the program that the test runs, if their results are wanted too. */
  casesOf?(name: string): ProgramCases | undefined;
  onStarted(name: string): void;
  /** A line for people, with host paths: what a test wrote, or `ctest` itself when there is no name. */
  onOutput(line: string, name: string | undefined): void;
  onEnded(name: string, result: TestResult): void;
}

/** How a test ended, and what it found wrong. */
export type TestResult = TestOutcome & TestFindings;

/**
 * Runs tests with `ctest` in their build folder and tells their results one by one. Cancelling ends
 * every process of the run in the container, and rejects with `CancelledError`.
 */
export async function runTests(
  engine: ContainerEngine,
  place: TestPlace,
  request: TestRunRequest,
  sink: TestRunSink,
  signal?: AbortSignal,
): Promise<void> {
  const { container, user } = place;
  const cwd = ctestFolder(place);
  for (const ctest of runArguments(place, request)) {
    const argv = ['ctest', ...ctest];
    const userFlag = user === undefined ? [] : ['-u', user];
    sink.onCommand?.(['docker', 'exec', ...userFlag, '-w', cwd, container, ...argv]);
    const parser = newParser(place, sink);
    await runStep(
      engine,
      container,
      {
        argv: ['sh', '-c', 'exec "$@" 2>&1', 'sh', ...argv],
        cwd,
        env: place.environment,
        ...(user === undefined ? {} : { user }),
      },
      (process) => readLines(process.stdout, (line) => parser.line(line)),
      signal,
    );
  }
}

function newParser(place: TestPlace, sink: TestRunSink): CTestOutput {
  const display = createPathDisplay(place.pathMap, place.buildContainerPath);
  const running = new Map<string, TestWatch>();
  return new CTestOutput({
    onStarted: (name) => {
      running.set(name, new TestWatch(place, sink.casesOf?.(name)));
      sink.onStarted(name);
    },
    onLine: (name, line) => sink.onOutput(running.get(name)?.line(line) ?? line, name),
    onEnded: (name, outcome) => {
      const findings = running.get(name)?.end() ?? { failures: [], lastLines: [], cases: [] };
      running.delete(name);
      sink.onEnded(name, { ...outcome, ...findings });
    },
    onOther: (line) => sink.onOutput(display(line), undefined),
  });
}
