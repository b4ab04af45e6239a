import type * as vscode from 'vscode';
import type { TestRunSink } from '../../project/testing/runTests';
import type { DockerCommandLog } from '../outputLog';
import type { RunOutput } from './runOutput';
import type { TestRunResults } from './testRunResults';
import type { TestSelection } from './testSelection';

/** What is done with the tests of one project in one run. */
export interface ProjectRun {
  readonly run: vscode.TestRun;
  readonly selection: TestSelection;
  readonly output: RunOutput;
  readonly results: TestRunResults;
  readonly signal: AbortSignal;
  /** How many compilers, and tests, it may run at a time beside others; absent: it is alone. */
  readonly jobs?: number | undefined;
}

/** Writes the command down, and shows it before what it prints. */
export function showCommand(
  { output }: ProjectRun,
  dockerCommands: DockerCommandLog,
  argv: readonly string[],
): void {
  dockerCommands.add(argv);
  output.write(`\x1b[2m> ${dockerCommands.last ?? ''}\x1b[0m\n`);
}

/** Shows what a run of `ctest` tells. */
export function testSink(project: ProjectRun, dockerCommands: DockerCommandLog): TestRunSink {
  const { selection, output, results } = project;
  return {
    onCommand: (argv) => showCommand(project, dockerCommands, argv),
    casesOf: (name) => selection.root.casesOf(name),
    onStarted: (name) => results.started(name),
    onOutput: (line, name) => output.write(`${line}\n`, results.itemOf(name)),
    onEnded: (name, result) => results.ended(name, result),
  };
}
