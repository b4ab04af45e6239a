import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { ResourceStore } from '../../engine/resourceStore';
import type { FolderProjects } from '../build/folderProjects';
import { ContextKey } from './contextKey';
import { LastingRows } from './lastingRows';
import { childNodes, projectNodes, type WorkspaceNode } from './workspaceNodes';
import { workspaceTreeItem } from './workspaceTreeItem';

/**
 * The **Workspace** view: for each folder its dev container, the tools in it, the build type and the
 * targets, as they are known.
 */
export function createWorkspaceView(store: ResourceStore, projects: FolderProjects): Disposable {
  const owner = new DisposableStore();
  const rows = owner.add(
    new LastingRows<WorkspaceNode>({
      below: (node) => (node ? childNodes(node) : roots(store, projects)),
      look: workspaceTreeItem,
    }),
  );
  const view = owner.add(
    vscode.window.createTreeView<WorkspaceNode>('drydock.workspace', { treeDataProvider: rows }),
  );
  const isEmpty = new ContextKey('drydock.workspace.isEmpty');
  const hasDevContainer = new ContextKey('drydock.devContainer');
  // VS Code's own key says so of each window until it knows better.
  const isUntrusted = new ContextKey('drydock.workspace.isUntrusted');
  const render = (): void => {
    const any = projects.all.some(({ container }) => container !== undefined);
    isEmpty.set(store.snapshot.connection.state === 'connected' && !any);
    hasDevContainer.set(any);
    isUntrusted.set(!vscode.workspace.isTrusted);
    if (view.visible) {
      projects.lookInBackground();
    }
    rows.refresh();
  };
  owner.add(projects.onDidChange(render));
  owner.add(view.onDidChangeVisibility(render));
  owner.add(vscode.workspace.onDidGrantWorkspaceTrust(render));
  render();
  return owner;
}

/** A single folder needs no row of its own, and without a container it has the welcome text. */
function roots(store: ResourceStore, projects: FolderProjects): WorkspaceNode[] {
  // Only a view that is seen asks for its rows, so a window without it makes no engine call.
  store.start();
  const { all } = projects;
  const [only] = all;
  if (only && all.length === 1) {
    return only.container ? projectNodes(only) : [];
  }
  if (!vscode.workspace.isTrusted || all.every(({ container }) => container === undefined)) {
    return [];
  }
  return all.map((project) => ({ folder: project.folder, kind: 'folder', project }));
}
