import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { bothCovered } from '../../domain/testing/coverage';
import type { ContainerEngine } from '../../engine/containerEngine';
import { listTests } from '../../project/testing/listTests';
import {
  forgetCoverage,
  readCoverage,
  type HostCoverage,
} from '../../project/testing/readCoverage';
import { runTests } from '../../project/testing/runTests';
import type { TestPlace } from '../../project/testing/testPlace';
import type { BuildRunner } from '../build/buildRunner';
import type { DockerCommandLog } from '../outputLog';
import { settings } from '../settings';
import { buildOrThrow } from './prepareTests';
import { testSink, type ProjectRun } from './projectRun';

/** What a file was covered by, until somebody opens it. */
const details = new WeakMap<vscode.FileCoverage, HostCoverage>();

/** What the files were covered by in one run, by their paths; a file may be built in several containers. */
export type CoveredFiles = Map<string, HostCoverage>;

/**
 * Builds the project with coverage in a folder of its own, runs the tests there and shows what they ran,
 * together with what other projects of the run have. Cases that were chosen run with the whole program
 * of their test.
 */
export async function coverTests(
  services: {
    readonly engine: ContainerEngine;
    readonly runner: BuildRunner;
    readonly dockerCommands: DockerCommandLog;
  },
  project: ProjectRun,
  covered: CoveredFiles,
): Promise<void> {
  const { engine, runner, dockerCommands } = services;
  const { selection, run, output, results, signal, jobs: share } = project;
  const { project: folder } = selection.root;
  const coverage = { coverage: true, ...(share === undefined ? {} : { jobs: share }) };
  const place = await folder.testPlace(signal, coverage);
  if ((await listTests(engine, place, signal)) === undefined) {
    await askForBuild(place);
  }
  await buildOrThrow(runner, folder, (text) => output.write(text), signal, coverage);
  const tests = (await listTests(engine, place, signal)) ?? [];
  const wanted = selection.names && new Set([...selection.names, ...selection.cases.keys()]);
  const indices = tests.flatMap(({ name, index }) => (wanted?.has(name) === false ? [] : [index]));
  await forgetCoverage(engine, place, signal);
  if (indices.length > 0) {
    const jobs = settings.testJobs(folder.folder.uri) || (share ?? place.cpus);
    await runTests(engine, place, { jobs, indices }, testSink(project, dockerCommands), signal);
  }
  results.endOthers(vscode.l10n.t('ctest did not run this test. Its output says why.'));
  const files = await readCoverage(engine, place, signal);
  if (files.length === 0) {
    throw new UserError(
      vscode.l10n.t(
        'The build in "{0}" counts nothing, so there is no coverage. It needs GCC, or Clang with its llvm-cov.',
        place.buildContainerPath,
      ),
    );
  }
  for (const counted of files) {
    const before = covered.get(counted.hostPath);
    const file = before ? bothCovered(before, counted) : counted;
    covered.set(file.hostPath, file);
    // Told again, a file's coverage takes the place of what was told before.
    const shown = vscode.FileCoverage.fromDetails(vscode.Uri.file(file.hostPath), detailsOf(file));
    details.set(shown, file);
    run.addCoverage(shown);
  }
}

/** The lines, branches and functions of a file that is opened. */
export function loadCoverage(file: vscode.FileCoverage): vscode.FileCoverageDetail[] {
  const known = details.get(file);
  return known ? detailsOf(known) : [];
}

function detailsOf(file: HostCoverage): vscode.FileCoverageDetail[] {
  return [
    ...file.functions.map(
      ({ name, line, count }) => new vscode.DeclarationCoverage(name, count, startOf(line)),
    ),
    ...file.lines.map(
      ({ line, count, branches }) =>
        new vscode.StatementCoverage(
          count,
          startOf(line),
          branches.map((taken) => new vscode.BranchCoverage(taken, startOf(line))),
        ),
    ),
  ];
}

function startOf(line: number): vscode.Position {
  return new vscode.Position(Math.max(0, line - 1), 0);
}

/** Asked once: after that there is a build folder. */
async function askForBuild({ buildContainerPath, container }: TestPlace): Promise<void> {
  const build = vscode.l10n.t('Build with Coverage');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Coverage needs a build of its own. The project is built to count what runs in "{0}" of the container "{1}"; your build folder stays as it is.',
      buildContainerPath,
      container,
    ),
    { modal: true },
    build,
  );
  if (answer !== build) {
    throw new CancelledError();
  }
}
