import type { CaseResult } from '../../domain/testing/caseResults';
import type { ProjectTest } from '../../domain/testing/projectTest';
import { caseArguments, type ProgramCases } from '../../domain/testing/testCase';
import type { ContainerEngine } from '../../engine/containerEngine';
import { runStep } from '../runStep';
import { readLines } from './readLines';
import type { TestPlace } from './testPlace';
import { TestWatch } from './testWatch';

/** Where a run of cases tells what happens. */
export interface CaseRunSink {
  /** The `docker` command line that does the same, before the run. */
  onCommand?(argv: readonly string[]): void;
  /** A line for people, with host paths. */
  onOutput(line: string): void;
  onEnded(result: CaseResult): void;
  /** A case of which the program told nothing before it ended. */
  onMissing(title: string, exitCode: number): void;
}

/**
 * Runs some cases of a test's program, as the test would run it: in its folder, with its variables.
 * Cancelling ends every process of the run in the container, and rejects with `CancelledError`.
 */
export async function runCases(
  engine: ContainerEngine,
  place: TestPlace,
  test: ProjectTest,
  program: ProgramCases,
  titles: readonly string[],
  sink: CaseRunSink,
  signal?: AbortSignal,
): Promise<void> {
  const { container, user } = place;
  const cwd = test.workingDirectory ?? place.buildContainerPath;
  const wanted = new Set(titles);
  let lastExitCode = 0;
  for (const args of caseArguments(program.framework, titles)) {
    const argv = [...(test.command ?? []), ...args];
    const userFlag = user === undefined ? [] : ['-u', user];
    const envFlags = test.environment.flatMap((entry) => ['-e', entry]);
    sink.onCommand?.([
      ...['docker', 'exec', ...userFlag, ...envFlags, '-w', cwd, container],
      ...argv,
    ]);
    const watch = new TestWatch(
      place,
      program,
      program.cases.filter(({ title }) => wanted.has(title)),
    );
    const { exitCode } = await runStep(
      engine,
      container,
      {
        argv: ['sh', '-c', 'exec "$@" 2>&1', 'sh', ...argv],
        cwd,
        env: [...place.environment, ...test.environment],
        ...(user === undefined ? {} : { user }),
      },
      (process) => readLines(process.stdout, (line) => sink.onOutput(watch.line(line))),
      signal,
    );
    lastExitCode = exitCode;
    for (const result of watch.end().cases) {
      wanted.delete(result.title);
      sink.onEnded(result);
    }
  }
  for (const title of wanted) {
    sink.onMissing(title, lastExitCode);
  }
}
