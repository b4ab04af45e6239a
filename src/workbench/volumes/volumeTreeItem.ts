import * as vscode from 'vscode';
import {
  mountDescription,
  volumeDescription,
  volumeLabel,
  volumeTooltip,
} from '../../domain/volumeList';
import { stateIcon } from '../containers/containerTreeItem';
import { engineTreeItem } from '../engine/engineNodes';
import type { VolumeRow, VolumesNode } from './volumeNodes';
import type { VolumeSizes } from './volumeSizes';

/** How a node of the **Volumes** view looks. */
export function volumeTreeItem(
  node: VolumesNode,
  sizes: VolumeSizes,
  now: number,
): vscode.TreeItem {
  switch (node.kind) {
    case 'engine':
    case 'problem':
      return engineTreeItem(node);
    case 'volumeRow':
      return volumeItem(node, sizes.of(node), now);
    case 'volumeUserRow': {
      const item = new vscode.TreeItem(node.container.name);
      item.id = node.id;
      item.description = mountDescription(node.mounts, node.container.state);
      item.iconPath = stateIcon(node.container);
      item.contextValue = 'volumeUser';
      return item;
    }
  }
}

function volumeItem(
  { id, volume, containers }: VolumeRow,
  size: number | undefined,
  now: number,
): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const label = volumeLabel(volume);
  const item = new vscode.TreeItem(label, containers.length > 0 ? Collapsed : None);
  item.id = id;
  item.description = volumeDescription(volume, containers.length, size);
  item.tooltip = new vscode.MarkdownString(volumeTooltip(volume, containers, size, now));
  item.iconPath = volume.isAnonymous
    ? new vscode.ThemeIcon('database', new vscode.ThemeColor('disabledForeground'))
    : new vscode.ThemeIcon('database');
  item.contextValue = containers.length > 0 ? 'volume.used' : 'volume.unused';
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  return item;
}
