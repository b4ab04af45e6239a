import * as vscode from 'vscode';
import type { ContainerEngine } from '../../engine/containerEngine';
import { runTests } from '../../project/testing/runTests';
import type { BuildRunner } from '../build/buildRunner';
import { isCancellation, type Messages } from '../messages';
import type { DockerCommandLog } from '../outputLog';
import { settings } from '../settings';
import { requireTrust } from '../trust';
import { debugTest } from './debugTest';
import { BuildFailedError, prepareTests } from './prepareTests';
import { RunOutput } from './runOutput';
import type { TestExplorer } from './testExplorer';
import { TestRunResults } from './testRunResults';
import { selectionsOf, type TestSelection } from './testSelection';

/** What {@link TestRuns} works with. */
export interface TestServices {
  readonly engine: ContainerEngine;
  readonly explorer: TestExplorer;
  readonly runner: BuildRunner;
  readonly messages: Messages;
  readonly dockerCommands: DockerCommandLog;
}

/** What is done with the tests of one project in one run. */
interface ProjectRun {
  readonly run: vscode.TestRun;
  readonly selection: TestSelection;
  readonly output: RunOutput;
  readonly results: TestRunResults;
  readonly signal: AbortSignal;
}

/** Builds, runs and debugs what the Testing view asks for, and shows the results there one by one. */
export class TestRuns {
  constructor(private readonly services: TestServices) {}

  run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    return this.start(request, token, (project, names) => this.runNames(project, names));
  }

  /** One after the other: two sessions at once would share the editor. */
  debug(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    return this.start(request, token, (project, names) => this.debugNames(project, names));
  }

  private async start(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    work: (project: ProjectRun, names: readonly string[] | undefined) => Promise<void>,
  ): Promise<void> {
    const { explorer, messages } = this.services;
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
      await Promise.all(
        selectionsOf(explorer, request).map((selection) => {
          const output = new RunOutput(run);
          const results = new TestRunResults(run, selection.root, output);
          return this.runProject({ run, selection, output, results, signal: abort.signal }, work);
        }),
      );
    } catch (error) {
      if (!isCancellation(error)) {
        // Not awaited: the message stays until the user answers, and the run has ended.
        void messages.showFailure(error);
      }
    } finally {
      for (const listener of listeners) {
        listener.dispose();
      }
      run.end();
    }
  }

  private async runProject(
    project: ProjectRun,
    work: (project: ProjectRun, names: readonly string[] | undefined) => Promise<void>,
  ): Promise<void> {
    const { selection, output, results, signal } = project;
    try {
      results.enqueue(selection.names);
      const write = (text: string): void => output.write(text);
      const names = await prepareTests(this.services, selection, write, signal);
      results.enqueue(names);
      await work(project, names);
    } catch (error) {
      if (!(error instanceof BuildFailedError)) {
        throw error;
      }
      const { name } = selection.root.project.folder;
      results.endOthers(vscode.l10n.t('The build of "{0}" failed, so the test was not run.', name));
    } finally {
      output.flush();
    }
  }

  private async runNames(
    { selection: { root }, output, results, signal }: ProjectRun,
    names: readonly string[] | undefined,
  ): Promise<void> {
    if (root.all.length === 0 || names?.length === 0) {
      return;
    }
    const { engine, dockerCommands } = this.services;
    const { uri } = root.project.folder;
    const place = await root.project.testPlace(signal);
    await runTests(
      engine,
      place,
      {
        jobs: settings.testJobs(uri) || place.cpus,
        ...(names && names.length < root.all.length
          ? { indices: names.flatMap((name) => root.test(name)?.index ?? []) }
          : {}),
      },
      {
        onCommand: (argv) => {
          dockerCommands.add(argv);
          output.write(`\x1b[2m> ${dockerCommands.last ?? ''}\x1b[0m\n`);
        },
        onStarted: (name) => results.started(name),
        onOutput: (line, name) => output.write(`${line}\n`, results.itemOf(name)),
        onEnded: (name, result) => results.ended(name, result),
      },
      signal,
    );
    results.endOthers(vscode.l10n.t('ctest did not run this test. Its output says why.'));
  }

  private async debugNames(
    { selection: { root }, run, results, signal }: ProjectRun,
    names: readonly string[] | undefined,
  ): Promise<void> {
    const place = await root.project.testPlace(signal);
    for (const test of root.all.filter(({ name }) => names?.includes(name) ?? true)) {
      if (signal.aborted) {
        return;
      }
      results.started(test.name);
      const started = performance.now();
      const exitCode = await debugTest(root, test, place.container, run);
      if (exitCode !== undefined) {
        results.ended(test.name, {
          kind: exitCode === 0 ? 'passed' : 'failed',
          detail: exitCode === 0 ? '' : vscode.l10n.t('exit code {0}', exitCode),
          seconds: (performance.now() - started) / 1000,
          failures: [],
          lastLines: [],
        });
      }
    }
  }
}
