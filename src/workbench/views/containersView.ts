import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { sortContainers } from '../../domain/containerList';
import {
  containerChildren,
  containerNode,
  type ContainersNode,
} from '../containers/containerNodes';
import { containerTreeItem } from '../containers/containerTreeItem';
import type { Engines, ShownEngine } from '../engine/engines';
import { engineNode, problemNodes } from '../engine/engineNodes';
import { renderEachMinute } from './renderEachMinute';

/** The **Containers** view. */
export interface ContainersView extends Disposable {
  /** Shows and selects a container, if the engine has it. */
  readonly reveal: (engine: ShownEngine, containerId: string) => Promise<void>;
}

/** The **Containers** view: the containers of the shown engines' snapshots. */
export function createContainersView(engines: Engines): ContainersView {
  const owner = new DisposableStore();
  const changed = owner.add(new vscode.EventEmitter<undefined>());
  const view = owner.add(
    vscode.window.createTreeView<ContainersNode>('drydock.containers', {
      canSelectMany: true,
      showCollapseAll: true,
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        getChildren: (node) => children(engines, node),
        getParent: (node) => parent(engines, node),
        getTreeItem: (node) => containerTreeItem(node, Date.now()),
      },
    }),
  );
  const render = (): void => {
    changed.fire(undefined);
    view.badge = runningBadge(engines);
  };
  owner.add(engines.onDidChange(render));
  owner.add(engines.onDidChangeResources(render));
  owner.add(renderEachMinute(view, render));
  return {
    reveal: async (engine, containerId) => {
      const container = engine.store.snapshot.containers.find(({ id }) => id === containerId);
      if (container) {
        await view.reveal(containerNode(engine, container), { select: true, focus: true });
      }
    },
    dispose: () => owner.dispose(),
  };
}

function children(engines: Engines, node: ContainersNode | undefined): ContainersNode[] {
  switch (node?.kind) {
    case undefined:
      return roots(engines);
    case 'engine':
      return [...problemNodes(node.engine), ...containersOf(node.engine)];
    case 'container':
      return containerChildren(node);
    default:
      return [];
  }
}

/** What a row stands below, for revealing it. */
function parent({ all }: Engines, node: ContainersNode): ContainersNode | undefined {
  switch (node.kind) {
    case 'engine':
      return undefined;
    case 'port':
    case 'mount':
      return containerNode(node.engine, node.container);
    case 'container':
      return all.length > 1 ? engineNode(node.engine) : undefined;
    case 'problem':
      return undefined;
  }
}

function roots({ all, current }: Engines): ContainersNode[] {
  // Only a view that is seen asks for its rows, so a window without it makes no engine call.
  all.forEach(({ store }) => store.start());
  return all.length > 1 ? all.map(engineNode) : containersOf(current);
}

function containersOf(engine: ShownEngine): ContainersNode[] {
  return sortContainers(engine.store.snapshot.containers).map((container) =>
    containerNode(engine, container),
  );
}

function runningBadge({ all }: Engines): vscode.ViewBadge | undefined {
  const containers = all.flatMap(({ store }) => store.snapshot.containers);
  const running = containers.filter(({ state }) => state === 'running').length;
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
