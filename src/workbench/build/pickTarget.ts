import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import { executables } from '../../domain/activeTarget';
import type { CMakeTarget } from '../../domain/cmakeTarget';
import { commandIds } from '../commandIds';
import type { FolderProject } from './folderProject';

/** The executable to run: the active one, else the one that the user picks, which is remembered. */
export async function requireExecutable(project: FolderProject): Promise<CMakeTarget> {
  return project.activeTarget ?? (await pickExecutable(project));
}

/** Asks which executable is run and debugged from now on. */
export async function pickExecutable(project: FolderProject): Promise<CMakeTarget> {
  const candidates = executables(project.targets ?? []);
  if (candidates.length === 0) {
    throw new UserError(
      vscode.l10n.t(
        'The project "{0}" has no executable to run. Add one to its CMakeLists.txt with add_executable, and build.',
        project.folder.name,
      ),
      [{ title: vscode.l10n.t('Build'), command: commandIds.buildRun, args: [project.folder] }],
    );
  }
  const active = project.activeTarget?.name;
  const picked = await vscode.window.showQuickPick(
    candidates.map((target) => ({
      label: target.name,
      description: target.name === active ? vscode.l10n.t('current') : '',
      detail: target.artifactContainerPath ?? '',
      iconPath: new vscode.ThemeIcon('symbol-event'),
      target,
    })),
    {
      title: vscode.l10n.t('Program of "{0}" to Run and Debug', project.folder.name),
      placeHolder: vscode.l10n.t('It is remembered; change it in the view Workspace'),
      matchOnDetail: true,
    },
  );
  if (!picked) {
    throw new CancelledError();
  }
  await project.setActiveTarget(picked.target.name);
  return picked.target;
}
