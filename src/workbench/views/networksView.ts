import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { sortNetworks } from '../../domain/networkList';
import { engineNode, problemNodes } from '../engine/engineNodes';
import type { Engines, ShownEngine } from '../engine/engines';
import { networkRow, placeRows, type NetworksNode } from '../networks/networkNodes';
import { networkTreeItem } from '../networks/networkTreeItem';
import { LastingRows } from './lastingRows';
import { OnDemandLists } from './onDemandLists';

/** The **Networks** view: the networks of the shown engines, and who is on them. */
export function createNetworksView(engines: Engines): Disposable {
  const owner = new DisposableStore();
  const lists = owner.add(new OnDemandLists(engines, 'networks'));
  const rows = owner.add(
    new LastingRows<NetworksNode>({
      below: (node) => children(engines, node),
      look: (node) => networkTreeItem(node, Date.now()),
    }),
  );
  const view = owner.add(
    vscode.window.createTreeView<NetworksNode>('drydock.networks', {
      canSelectMany: true,
      showCollapseAll: true,
      treeDataProvider: lists.seenBy(rows),
    }),
  );
  lists.follow(view);
  owner.add(engines.onDidChange(() => rows.refresh()));
  owner.add(engines.onDidChangeResources(() => rows.refresh()));
  return owner;
}

function children(engines: Engines, node: NetworksNode | undefined): NetworksNode[] {
  switch (node?.kind) {
    case undefined:
      return engines.all.length > 1 ? engines.all.map(engineNode) : networksOf(engines.current);
    case 'engine':
      return [...problemNodes(node.engine), ...networksOf(node.engine)];
    case 'networkRow':
      return placeRows(node);
    default:
      return [];
  }
}

function networksOf(engine: ShownEngine): NetworksNode[] {
  const networks = sortNetworks(engine.store.snapshot.networks ?? []);
  return networks.map((network) => networkRow(engine, network));
}
