import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { folderArgument, type ProjectArgument } from '../build/projectArgument';
import { commandIds } from '../commandIds';
import type { RegisterCommand } from '../registerCommand';
import { pickContainers, type PickServices } from '../several/pickContainers';
import { requireTrust } from '../trust';
import { loadCoverage } from './coverTests';
import { runOnSave } from './runOnSave';
import { TestExplorer } from './testExplorer';
import { TestRuns, type TestServices } from './testRuns';

/** Wires the Testing view: the tests of the projects, and running and debugging them. */
export function wireTesting(
  services: Omit<TestServices, 'explorer'> & PickServices,
  register: RegisterCommand,
): Disposable {
  const owner = new DisposableStore();
  const explorer = owner.add(new TestExplorer(services.engine, services.several));
  const runs = new TestRuns({ ...services, explorer });
  const test = async (folder: vscode.WorkspaceFolder, names: readonly string[]): Promise<void> => {
    await vscode.commands.executeCommand('workbench.view.testing.focus');
    await explorer.open();
    const chosen = new Set(names.map((name) => services.several.in(folder, name)));
    const roots = explorer.shown.filter(({ project }) => chosen.has(project));
    const request = new vscode.TestRunRequest(roots.map(({ item }) => item));
    const source = new vscode.CancellationTokenSource();
    // The run has a Cancel button of its own.
    await runs.run(request, source.token);
    source.dispose();
  };
  register(commandIds.testSeveral, async (argument: ProjectArgument) => {
    requireTrust();
    const folder = await folderArgument(argument);
    await test(folder, await pickContainers(folder, services));
  });
  register(commandIds.testChosen, async (argument: ProjectArgument) => {
    requireTrust();
    const folder = await folderArgument(argument);
    await test(folder, services.several.chosen(folder));
  });
  const { controller } = explorer;
  const run = controller.createRunProfile(
    vscode.l10n.t('Run in Container'),
    vscode.TestRunProfileKind.Run,
    (request, token) => {
      if (request.continuous === true) {
        runOnSave(runs, explorer, request, token);
        return undefined;
      }
      return runs.run(request, token);
    },
    true,
  );
  run.supportsContinuousRun = true;
  owner.add(run);
  owner.add(
    controller.createRunProfile(
      vscode.l10n.t('Debug in Container'),
      vscode.TestRunProfileKind.Debug,
      (request, token) => runs.debug(request, token),
      true,
    ),
  );
  const cover = controller.createRunProfile(
    vscode.l10n.t('Run in Container with Coverage'),
    vscode.TestRunProfileKind.Coverage,
    (request, token) => runs.cover(request, token),
    true,
  );
  cover.loadDetailedCoverage = (_run, file) => Promise.resolve(loadCoverage(file));
  owner.add(cover);
  return owner;
}
