import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { sortVolumes } from '../../domain/volumeList';
import { engineNode, problemNodes } from '../engine/engineNodes';
import type { Engines, ShownEngine } from '../engine/engines';
import { volumeRow, volumeUserRows, type VolumesNode } from '../volumes/volumeNodes';
import type { VolumeSizes } from '../volumes/volumeSizes';
import { volumeTreeItem } from '../volumes/volumeTreeItem';
import { LastingRows } from './lastingRows';
import { OnDemandLists } from './onDemandLists';

/** The **Volumes** view: the volumes of the shown engines, and who mounts them. */
export function createVolumesView(engines: Engines, sizes: VolumeSizes): Disposable {
  const owner = new DisposableStore();
  const lists = owner.add(new OnDemandLists(engines, 'volumes'));
  const rows = owner.add(
    new LastingRows<VolumesNode>({
      below: (node) => children(engines, node),
      look: (node) => volumeTreeItem(node, sizes, Date.now()),
    }),
  );
  const render = (): void => rows.refresh();
  const view = owner.add(
    vscode.window.createTreeView<VolumesNode>('drydock.volumes', {
      canSelectMany: true,
      showCollapseAll: true,
      treeDataProvider: lists.seenBy(rows),
    }),
  );
  lists.follow(view);
  owner.add(engines.onDidChange(render));
  owner.add(engines.onDidChangeResources(render));
  owner.add(sizes.onDidChange(render));
  return owner;
}

function children(engines: Engines, node: VolumesNode | undefined): VolumesNode[] {
  switch (node?.kind) {
    case undefined:
      return engines.all.length > 1 ? engines.all.map(engineNode) : volumesOf(engines.current);
    case 'engine':
      return [...problemNodes(node.engine), ...volumesOf(node.engine)];
    case 'volumeRow':
      return volumeUserRows(node);
    default:
      return [];
  }
}

function volumesOf(engine: ShownEngine): VolumesNode[] {
  const volumes = sortVolumes(engine.store.snapshot.volumes ?? []);
  return volumes.map((volume) => volumeRow(engine, volume));
}
