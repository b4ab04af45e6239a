import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { sortImages } from '../../domain/imageList';
import type { ImageJobs } from '../images/imageJobs';
import {
  imageChildren,
  imageNode,
  jobChildren,
  jobNode,
  type ImagesNode,
} from '../images/imageNodes';
import { imageTreeItem } from '../images/imageTreeItem';
import { hasNoRows, type Engines, type ShownEngine } from '../engine/engines';
import { engineNode, problemNodes } from '../engine/engineNodes';
import { onDidChangeSetting, settings } from '../settings';
import { ContextKey } from './contextKey';
import { LastingRows } from './lastingRows';
import { renderEachMinute } from './renderEachMinute';

/** The **Images** view: the images of the shown engines' snapshots. */
export function createImagesView(engines: Engines, jobs: ImageJobs): Disposable {
  const owner = new DisposableStore();
  const rows = owner.add(
    new LastingRows<ImagesNode>({
      below: (node) => children(engines, jobs, node),
      look: (node) => imageTreeItem(node, Date.now()),
    }),
  );
  const isEmpty = new ContextKey('drydock.images.isEmpty');
  const render = (): void => {
    isEmpty.set(hasNoRows(engines, (engine) => [...jobs.all, ...imagesOf(engine)]));
    rows.refresh();
  };
  const view = owner.add(
    vscode.window.createTreeView<ImagesNode>('drydock.images', {
      canSelectMany: true,
      showCollapseAll: true,
      treeDataProvider: rows,
    }),
  );
  owner.add(jobs.onDidChange(render));
  owner.add(engines.onDidChange(render));
  owner.add(engines.onDidChangeResources(render));
  owner.add(onDidChangeSetting('images.showUntagged', render));
  owner.add(renderEachMinute(view, render));
  return owner;
}

function children(engines: Engines, jobs: ImageJobs, node: ImagesNode | undefined): ImagesNode[] {
  switch (node?.kind) {
    case undefined:
      return [...jobs.all.map(jobNode), ...roots(engines)];
    case 'engine':
      return [...problemNodes(node.engine), ...imagesOf(node.engine)];
    case 'image':
      return imageChildren(node);
    case 'job':
      return jobChildren(node);
    default:
      return [];
  }
}

function roots({ all, current }: Engines): ImagesNode[] {
  // Only a view that is seen asks for its rows, so a window without it makes no engine call.
  all.forEach(({ store }) => store.start());
  return all.length > 1 ? all.map(engineNode) : imagesOf(current);
}

function imagesOf(engine: ShownEngine): ImagesNode[] {
  const all = settings.imagesShowUntagged();
  return sortImages(engine.store.snapshot.images)
    .filter((image) => all || image.tags.length > 0)
    .map((image) => imageNode(engine, image));
}
