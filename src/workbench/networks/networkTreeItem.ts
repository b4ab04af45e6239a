import * as vscode from 'vscode';
import { networkDescription, networkTooltip, placeDescription } from '../../domain/networkList';
import { stateIcon } from '../containers/containerTreeItem';
import { engineTreeItem } from '../engine/engineNodes';
import type { NetworkRow, NetworksNode, PlaceRow } from './networkNodes';

/** How a node of the **Networks** view looks. */
export function networkTreeItem(node: NetworksNode, now: number): vscode.TreeItem {
  switch (node.kind) {
    case 'engine':
    case 'problem':
      return engineTreeItem(node);
    case 'networkRow':
      return networkItem(node, now);
    case 'placeRow':
      return placeItem(node);
  }
}

function networkItem({ id, network, containers }: NetworkRow, now: number): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(network.name, containers.length > 0 ? Collapsed : None);
  item.id = id;
  item.description = networkDescription(network, containers.length);
  item.tooltip = new vscode.MarkdownString(networkTooltip(network, containers, now));
  item.iconPath = network.internal
    ? new vscode.ThemeIcon('lock')
    : network.isPredefined
      ? new vscode.ThemeIcon('globe', new vscode.ThemeColor('disabledForeground'))
      : new vscode.ThemeIcon('globe');
  item.contextValue = network.isPredefined ? 'network.predefined' : 'network.own';
  item.accessibilityInformation = { label: `${network.name}, ${item.description}` };
  return item;
}

function placeItem({ id, container, place }: PlaceRow): vscode.TreeItem {
  const item = new vscode.TreeItem(container.name);
  item.id = id;
  item.description = placeDescription(container, place);
  item.iconPath = stateIcon(container);
  item.contextValue = 'place';
  return item;
}
