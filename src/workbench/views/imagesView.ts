import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { sortImages } from '../../domain/imageList';
import { imageChildren, imageNode, type ImagesNode } from '../images/imageNodes';
import { imageTreeItem } from '../images/imageTreeItem';
import type { ResourceStore } from '../../engine/resourceStore';
import { onDidChangeSetting, settings } from '../settings';
import { renderEachMinute } from './renderEachMinute';

/** The **Images** view: the images of the store's snapshot. */
export function createImagesView(store: ResourceStore): Disposable {
  const owner = new DisposableStore();
  const changed = owner.add(new vscode.EventEmitter<undefined>());
  const render = (): void => changed.fire(undefined);
  const view = owner.add(
    vscode.window.createTreeView<ImagesNode>('drydock.images', {
      canSelectMany: true,
      showCollapseAll: true,
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        getChildren: (node) => children(store, node),
        getTreeItem: (node) => imageTreeItem(node, Date.now()),
      },
    }),
  );
  owner.add(store.onDidChange(render));
  owner.add(onDidChangeSetting('images.showUntagged', render));
  owner.add(renderEachMinute(view, render));
  return owner;
}

function children(store: ResourceStore, node: ImagesNode | undefined): ImagesNode[] {
  if (node) {
    return node.kind === 'image' ? imageChildren(node) : [];
  }
  // Only a view that is seen asks for its rows, so a window without it makes no engine call.
  store.start();
  const { images, containers } = store.snapshot;
  const all = settings.imagesShowUntagged();
  return sortImages(images)
    .filter((image) => all || image.tags.length > 0)
    .map((image) => imageNode(image, containers));
}
