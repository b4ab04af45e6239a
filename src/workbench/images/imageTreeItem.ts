import * as vscode from 'vscode';
import { imageDescription, imageLabel, imageTooltip } from '../../domain/imageList';
import { engineTreeItem } from '../engine/engineNodes';
import { stateIcon } from '../containers/containerTreeItem';
import { jobStepTreeItem, jobTreeItem } from './jobTreeItem';
import { imageChildren, type ImageNode, type ImagesNode } from './imageNodes';

/** How a node of the **Images** view looks. */
export function imageTreeItem(node: ImagesNode, now: number): vscode.TreeItem {
  switch (node.kind) {
    case 'engine':
    case 'problem':
      return engineTreeItem(node);
    case 'job':
      return jobTreeItem(node, now);
    case 'jobStep':
      return jobStepTreeItem(node);
    case 'image':
      return imageItem(node, now);
    case 'tag': {
      const item = new vscode.TreeItem(node.tag);
      item.id = node.id;
      item.iconPath = new vscode.ThemeIcon('tag');
      item.contextValue = 'tag';
      return item;
    }
    case 'user': {
      const item = new vscode.TreeItem(node.container.name);
      item.id = node.id;
      item.iconPath = stateIcon(node.container);
      item.description = node.container.state;
      item.contextValue = 'imageUser';
      return item;
    }
  }
}

function imageItem(node: ImageNode, now: number): vscode.TreeItem {
  const { image, containers } = node;
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(
    imageLabel(image),
    imageChildren(node).length > 0 ? Collapsed : None,
  );
  item.id = node.id;
  item.description = imageDescription(image, containers.length, now);
  item.tooltip = new vscode.MarkdownString(imageTooltip(image, containers, now));
  item.iconPath =
    image.tags.length > 0
      ? new vscode.ThemeIcon('package')
      : new vscode.ThemeIcon('package', new vscode.ThemeColor('disabledForeground'));
  item.contextValue = 'image';
  return item;
}
