import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { ResourceStore } from '../../engine/resourceStore';
import type { FolderProjects } from '../build/folderProjects';
import { EmptyView } from './emptyView';
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
  const empty = new EmptyView('workspace');
  const told = new Map<string, boolean>();
  const tell = (key: string, value: boolean): void => {
    if (value !== told.get(key)) {
      told.set(key, value);
      // Setting a context key has no answer worth waiting for.
      void vscode.commands.executeCommand('setContext', key, value);
    }
  };
  const render = (): void => {
    const any = projects.all.some(({ container }) => container !== undefined);
    empty.tell(store.snapshot.connection.state === 'connected' && !any);
    tell('drydock.devContainer', any);
    // VS Code's own key says so of each window until it knows better.
    tell('drydock.workspace.isUntrusted', !vscode.workspace.isTrusted);
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
