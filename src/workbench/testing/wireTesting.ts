import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { FolderProjects } from '../build/folderProjects';
import { loadCoverage } from './coverTests';
import { runOnSave } from './runOnSave';
import { TestExplorer } from './testExplorer';
import { TestRuns, type TestServices } from './testRuns';

/** Wires the Testing view: the tests of the projects, and running and debugging them. */
export function wireTesting(
  services: Omit<TestServices, 'explorer'>,
  projects: FolderProjects,
): Disposable {
  const owner = new DisposableStore();
  const explorer = owner.add(new TestExplorer(services.engine, projects));
  const runs = new TestRuns({ ...services, explorer });
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
