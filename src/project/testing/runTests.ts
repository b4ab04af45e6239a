import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { LineReader } from '../../base/lineReader';
import { createPathDisplay } from '../../domain/displayPaths';
import { runArguments, type TestRunRequest } from '../../domain/testing/ctestArguments';
import { CTestOutput } from '../../domain/testing/ctestOutput';
import type { CaseOutcome, TestFailure } from '../../domain/testing/testFailure';
import type { TestOutcome } from '../../domain/testing/testOutcome';
import { TestOutput } from '../../domain/testing/testOutput';
import type { ContainerEngine } from '../../engine/containerEngine';
import { runStep } from '../runStep';
import { toHostFailure } from './hostFailure';
import { ctestFolder, type TestPlace } from './testPlace';

/** Where a run of tests tells what happens, while it happens. */
export interface TestRunSink {
  /** The `docker` command line that does the same, before the run. */
  onCommand?(argv: readonly string[]): void;
  onStarted(name: string): void;
  /** A line for people, with host paths: what a test wrote, or `ctest` itself when there is no name. */
  onOutput(line: string, name: string | undefined): void;
  onCaseEnded?(name: string, outcome: CaseOutcome): void;
  onEnded(name: string, result: TestResult): void;
}

/** How a test ended, and what it found wrong. */
export interface TestResult extends TestOutcome {
  readonly failures: readonly TestFailure[];
  /** The last lines that it wrote, with host paths. */
  readonly lastLines: readonly string[];
}

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
    await runStep(
      engine,
      container,
      {
        argv: ['sh', '-c', 'exec "$@" 2>&1', 'sh', ...argv],
        cwd,
        env: place.environment,
        ...(user === undefined ? {} : { user }),
      },
      (process) => readTestRun(process.stdout, place, sink),
      signal,
    );
  }
}

interface RunningTest {
  readonly output: TestOutput;
  readonly failures: TestFailure[];
  readonly lastLines: string[];
}

/** Hands the thread back every few milliseconds, however much the tests write. */
async function readTestRun(output: Readable, place: TestPlace, sink: TestRunSink): Promise<void> {
  const display = createPathDisplay(place.pathMap, place.buildContainerPath);
  const running = new Map<string, RunningTest>();
  const parser = new CTestOutput({
    onStarted: (name) => {
      running.set(name, startTest(name, place, sink));
      sink.onStarted(name);
    },
    onLine: (name, line) => {
      const test = running.get(name);
      const shown = display(line);
      test?.output.line(line);
      test?.lastLines.push(shown);
      if (test && test.lastLines.length > keptLines) {
        test.lastLines.shift();
      }
      sink.onOutput(shown, name);
    },
    onEnded: (name, outcome) => {
      const test = running.get(name);
      running.delete(name);
      test?.output.end();
      const { failures = [], lastLines = [] } = test ?? {};
      sink.onEnded(name, { ...outcome, failures, lastLines });
    },
    onOther: (line) => sink.onOutput(display(line), undefined),
  });
  const decoder = new TextDecoder();
  const reader = new LineReader();
  let since = performance.now();
  const take = async (lines: readonly string[]): Promise<void> => {
    for (const line of lines) {
      parser.line(line);
      if (performance.now() - since > longestTurn) {
        await setImmediate();
        since = performance.now();
      }
    }
  };
  for await (const chunk of output) {
    const bytes = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
    await take(reader.push(decoder.decode(bytes, { stream: true })));
  }
  await take([...reader.push(decoder.decode()), ...reader.end()]);
}

function startTest(name: string, place: TestPlace, sink: TestRunSink): RunningTest {
  const failures: TestFailure[] = [];
  return {
    failures,
    lastLines: [],
    output: new TestOutput({
      onFailure: (failure) => {
        if (failures.length < keptFailures) {
          failures.push(toHostFailure(failure, place));
        }
      },
      onCaseEnded: (outcome) => sink.onCaseEnded?.(name, outcome),
    }),
  };
}

/** Milliseconds of work between two turns of the event loop. */
const longestTurn = 10;

/** What is shown of a test that fails without saying where. */
const keptLines = 20;

/** More of one test are in its output, and would only cover the editor. */
const keptFailures = 100;
