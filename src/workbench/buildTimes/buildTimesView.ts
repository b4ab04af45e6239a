import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { UserError } from '../../base/errors';
import type { BuildTimesContract, BuildTimesState } from '../../contracts/buildTimesContract';
import type { FolderProjects } from '../build/folderProjects';
import { projectArgument, type ProjectArgument } from '../build/projectArgument';
import { commandIds } from '../commandIds';
import { WebviewPanels } from '../panels/webviewPanels';
import type { SharedParts } from '../sharedParts';
import { BuildTimesHost } from './buildTimesHost';

/** Registers **Show Build Times**: what each target and file took, as a chart. */
export function registerBuildTimes(
  { context, messages, register }: SharedParts,
  projects: FolderProjects,
): Disposable {
  const panels = new WebviewPanels<BuildTimesContract>(context.extensionUri, messages, {
    name: 'buildTimes',
    title: ({ label }) => vscode.l10n.t('{0} (build times)', label),
    readState,
    connect: (view, state) => new BuildTimesHost(view, projects.of(folderOf(state))),
  });
  register(commandIds.buildShowTimes, async (argument: ProjectArgument) => {
    const { folder } = (await projectArgument(projects, argument)).project;
    panels.open({ folder: folder.uri.toString(), label: folder.name });
  });
  return panels;
}

function folderOf({ folder, label }: BuildTimesState): vscode.WorkspaceFolder {
  const found = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.toString() === folder);
  if (!found) {
    throw new UserError(vscode.l10n.t('The folder "{0}" is not open any more.', label));
  }
  return found;
}

function readState(kept: unknown): BuildTimesState | undefined {
  if (typeof kept !== 'object' || kept === null || !('folder' in kept) || !('label' in kept)) {
    return undefined;
  }
  const { folder, label } = kept;
  return typeof folder === 'string' && typeof label === 'string' ? { folder, label } : undefined;
}
