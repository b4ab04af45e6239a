import * as vscode from 'vscode';
import {
  mountDescription,
  volumeDescription,
  volumeLabel,
  volumeTooltip,
} from '../../domain/volumeList';
import { stateIcon } from '../containers/containerTreeItem';
import { noteItem } from '../containers/sectionTreeItem';
import { engineTreeItem } from '../engine/engineNodes';
import { fileItem } from '../files/fileTreeItem';
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
    case 'volumeFiles': {
      const { Collapsed } = vscode.TreeItemCollapsibleState;
      const item = new vscode.TreeItem(vscode.l10n.t('Files'), Collapsed);
      item.id = node.id;
      item.iconPath = new vscode.ThemeIcon('files');
      item.contextValue = 'section.files';
      return item;
    }
    case 'volumeFile': {
      const item = fileItem(node);
      item.id = node.id;
      return item;
    }
    case 'note':
      return noteItem(node);
  }
}

function volumeItem(
  { id, volume, containers }: VolumeRow,
  size: number | undefined,
  now: number,
): vscode.TreeItem {
  const label = volumeLabel(volume);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
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
