import * as vscode from 'vscode';
import { caseArguments } from '../../domain/testing/testCase';
import type { ContainerEngine } from '../../engine/containerEngine';
import { runCases } from '../../project/testing/runCases';
import { runTests } from '../../project/testing/runTests';
import type { TestPlace } from '../../project/testing/testPlace';
import type { BuildRunner } from '../build/buildRunner';
import type { FolderProject } from '../build/folderProject';
import { isCancellation, type Messages } from '../messages';
import type { DockerCommandLog } from '../outputLog';
import { settings } from '../settings';
import type { SeveralContainers } from '../several/severalContainers';
import { requireTrust } from '../trust';
import { coverTests, type CoveredFiles } from './coverTests';
import { debugTest } from './debugTest';
import { BuildFailedError, prepareTests } from './prepareTests';
import { showCommand, testSink, type ProjectRun } from './projectRun';
import { RunOutput } from './runOutput';
import type { TestExplorer } from './testExplorer';
import { TestRunResults } from './testRunResults';
import { selectionsOf, type TestSelection } from './testSelection';

/** What {@link TestRuns} works with. */
export interface TestServices {
  readonly engine: ContainerEngine;
  readonly explorer: TestExplorer;
  readonly runner: BuildRunner;
  readonly several: SeveralContainers;
  readonly messages: Messages;
  readonly dockerCommands: DockerCommandLog;
}

/** Builds, runs and debugs what the Testing view asks for, and shows the results there one by one. */
export class TestRuns {
  constructor(private readonly services: TestServices) {}

  run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    return this.start(request, token, async (project) =>
      this.runNames(project, await this.prepare(project)),
    );
  }

  /** One after the other: two sessions at once would share the editor. */
  debug(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    return this.start(request, token, async (project) =>
      this.debugNames(project, await this.prepare(project)),
    );
  }

  /** In a build of its own. */
  cover(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const covered: CoveredFiles = new Map();
    return this.start(request, token, (project) => coverTests(this.services, project, covered));
  }

  private async start(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    work: (project: ProjectRun) => Promise<void>,
  ): Promise<void> {
    const { explorer } = this.services;
    const run = explorer.controller.createTestRun(request);
    const abort = new AbortController();
    const listeners = [token, run.token].map((one) =>
      one.onCancellationRequested(() => abort.abort()),
    );
    try {
      requireTrust();
      if (explorer.shown.length === 0) {
        await explorer.listAll(true, abort.signal);
      }
      const { signal } = abort;
      const selections = selectionsOf(explorer, request);
      const shares = await this.sharesOf(selections, signal);
      await Promise.all(
        selections.map((selection) => {
          const output = new RunOutput(run);
          const results = new TestRunResults(run, selection.root, output);
          const jobs = shares.get(selection.root.project);
          return this.runProject({ run, selection, output, results, signal, jobs }, work);
        }),
      );
    } catch (error) {
      this.show(error);
    } finally {
      for (const listener of listeners) {
        listener.dispose();
      }
      run.end();
    }
  }

  /** One alone has the machine for itself. */
  private async sharesOf(
    selections: readonly TestSelection[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<FolderProject, number>> {
    return selections.length > 1
      ? this.services.several.prepare(
          selections.map(({ root }) => root.project),
          signal,
        )
      : new Map();
  }

  private show(error: unknown): void {
    if (!isCancellation(error)) {
      // Not awaited: the message stays until the user answers, and the run has ended.
      void this.services.messages.showFailure(error);
    }
  }

  private async runProject(
    project: ProjectRun,
    work: (project: ProjectRun) => Promise<void>,
  ): Promise<void> {
    const { selection, output, results } = project;
    try {
      results.enqueue(selection.names);
      await work(project);
    } catch (error) {
      if (error instanceof BuildFailedError) {
        const { name } = selection.root.project.folder;
        results.endOthers(
          vscode.l10n.t('The build of "{0}" failed, so the test was not run.', name),
        );
      } else {
        // The other projects of the run go on.
        this.show(error);
      }
    } finally {
      output.flush();
    }
  }

  /** Builds, and resolves with the names to run. */
  private async prepare({
    selection,
    output,
    results,
    signal,
    jobs,
  }: ProjectRun): Promise<readonly string[] | undefined> {
    const write = (text: string): void => output.write(text);
    const names = await prepareTests(this.services, selection, write, signal, jobs);
    results.enqueue(names);
    return names;
  }

  private async runNames(project: ProjectRun, names: readonly string[] | undefined): Promise<void> {
    const { root, cases } = project.selection;
    const place = await root.project.testPlace(project.signal);
    if (root.all.length > 0 && names?.length !== 0) {
      await this.runWholeTests(project, place, names);
    }
    for (const [name, titles] of cases) {
      await this.runSomeCases(project, place, name, titles);
    }
  }

  private async runWholeTests(
    project: ProjectRun,
    place: TestPlace,
    names: readonly string[] | undefined,
  ): Promise<void> {
    const { root } = project.selection;
    const { engine, dockerCommands } = this.services;
    const request = {
      jobs: settings.testJobs(root.project.folder.uri) || (project.jobs ?? place.cpus),
      ...(names && names.length < root.all.length
        ? { indices: names.flatMap((name) => root.test(name)?.index ?? []) }
        : {}),
    };
    await runTests(engine, place, request, testSink(project, dockerCommands), project.signal);
    project.results.endOthers(vscode.l10n.t('ctest did not run this test. Its output says why.'));
  }

  private async runSomeCases(
    project: ProjectRun,
    place: TestPlace,
    name: string,
    titles: readonly string[],
  ): Promise<void> {
    const { run, output, results, signal } = project;
    const { root } = project.selection;
    const { engine, dockerCommands } = this.services;
    const test = root.test(name);
    const program = root.casesOf(name);
    if (!test || !program) {
      return;
    }
    for (const title of titles) {
      results.eachCase(name, title, (item) => run.started(item));
    }
    await runCases(
      engine,
      place,
      test,
      program,
      titles,
      {
        onCommand: (argv) => showCommand(project, dockerCommands, argv),
        onOutput: (line) => output.write(`${line}\n`, results.itemOf(name)),
        onEnded: (result) => results.caseEnded(name, result),
        onMissing: (title, exitCode) => results.caseMissing(name, title, exitCode),
      },
      signal,
    );
  }

  private async debugNames(
    { selection: { root, cases }, run, results, signal }: ProjectRun,
    names: readonly string[] | undefined,
  ): Promise<void> {
    const { container } = await root.project.testPlace(signal);
    for (const test of root.all) {
      const isWhole = names?.includes(test.name) ?? true;
      const titles = cases.get(test.name);
      if (signal.aborted || (!isWhole && !titles)) {
        continue;
      }
      const program = root.casesOf(test.name);
      const [args = []] = titles && program ? caseArguments(program.framework, titles) : [];
      const debugged = { ...test, command: [...(test.command ?? []), ...args] };
      results.started(test.name);
      const exitCode = await debugTest(root, debugged, container, run);
      if (exitCode !== undefined && isWhole) {
        results.ended(test.name, {
          kind: exitCode === 0 ? 'passed' : 'failed',
          detail: exitCode === 0 ? '' : vscode.l10n.t('exit code {0}', exitCode),
          // How long somebody looked at it says nothing of the test.
          seconds: 0,
          ...{ failures: [], lastLines: [], cases: [] },
        });
      }
    }
  }
}
