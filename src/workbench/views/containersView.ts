import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { sortContainers } from '../../domain/containerList';
import {
  containerChildren,
  containerNode,
  type ContainersNode,
} from '../containers/containerNodes';
import { containerTreeItem } from '../containers/containerTreeItem';
import type { ResourceStore } from '../../engine/resourceStore';
import { renderEachMinute } from './renderEachMinute';

/** The **Containers** view: the containers of the store's snapshot. */
export function createContainersView(store: ResourceStore): Disposable {
  const owner = new DisposableStore();
  const changed = owner.add(new vscode.EventEmitter<undefined>());
  const view = owner.add(
    vscode.window.createTreeView<ContainersNode>('drydock.containers', {
      canSelectMany: true,
      showCollapseAll: true,
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        getChildren: (node) => children(store, node),
        getTreeItem: (node) => containerTreeItem(node, Date.now()),
      },
    }),
  );
  const render = (): void => {
    changed.fire(undefined);
    view.badge = runningBadge(store);
  };
  owner.add(store.onDidChange(render));
  owner.add(renderEachMinute(view, render));
  return owner;
}

function children(store: ResourceStore, node: ContainersNode | undefined): ContainersNode[] {
  if (node) {
    return node.kind === 'container' ? containerChildren(node.container) : [];
  }
  // Only a view that is seen asks for its rows, so a window without it makes no engine call.
  store.start();
  return sortContainers(store.snapshot.containers).map(containerNode);
}

function runningBadge(store: ResourceStore): vscode.ViewBadge | undefined {
  const running = store.snapshot.containers.filter(({ state }) => state === 'running').length;
  return running === 0
    ? undefined
    : {
        value: running,
        tooltip:
          running === 1
            ? vscode.l10n.t('1 container runs')
            : vscode.l10n.t('{0} containers run', running),
      };
}
