import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { CacheContract, CacheState } from '../../contracts/cacheContract';
import type { BuildTasks } from '../build/buildTasks';
import type { FolderProjects } from '../build/folderProjects';
import { projectArgument, type ProjectArgument } from '../build/projectArgument';
import { commandIds } from '../commandIds';
import { WebviewPanels } from '../panels/webviewPanels';
import type { SharedParts } from '../sharedParts';
import { CMakeCacheHost } from './cmakeCacheHost';

/** Registers **Edit CMake Cache**: the variables of a build folder, to look at and to change. */
export function registerCMakeCache(
  { register, messages, context }: SharedParts,
  projects: FolderProjects,
  tasks: BuildTasks,
): Disposable {
  const panels = new WebviewPanels<CacheContract>(context.extensionUri, messages, {
    name: 'cmakeCache',
    title: ({ label }) => vscode.l10n.t('{0} (CMake cache)', label),
    readState,
    connect: (view, state) => new CMakeCacheHost(view, state, projects, tasks),
  });
  register(commandIds.buildEditCache, async (argument: ProjectArgument) => {
    const { folder } = (await projectArgument(projects, argument)).project;
    panels.open({
      folder: folder.uri.toString(),
      label: folder.name,
      filter: '',
      advanced: false,
      changed: {},
    });
  });
  return panels;
}

function readState(kept: unknown): CacheState | undefined {
  if (typeof kept !== 'object' || kept === null || !('folder' in kept) || !('label' in kept)) {
    return undefined;
  }
  const { folder, label } = kept;
  if (typeof folder !== 'string' || typeof label !== 'string') {
    return undefined;
  }
  // The page keeps filter and changes itself.
  return { folder, label, filter: '', advanced: false, changed: {} };
}
