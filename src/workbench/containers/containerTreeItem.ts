import * as vscode from 'vscode';
import type { ContainerSummary } from '../../domain/container';
import { containerDescription, containerTooltip, publishedPorts } from '../../domain/containerList';
import { rowLabelOf, type Grouping, type RowLabel } from '../../domain/containerGroups';
import { engineTreeItem } from '../engine/engineNodes';
import type { ContainerNode, ContainersNode, GroupNode } from './containerNodes';
import { detailTreeItem } from './sectionTreeItem';

/** How a node of the **Containers** view looks. */
export function containerTreeItem(
  node: ContainersNode,
  rowLabel: RowLabel,
  now: number,
  usage?: string,
): vscode.TreeItem {
  switch (node.kind) {
    case 'engine':
    case 'problem':
      return engineTreeItem(node);
    case 'group':
      return groupItem(node);
    case 'container':
      return containerItem(node, rowLabel, now, usage);
    default:
      return detailTreeItem(node);
  }
}

/** The icon of a container's state, in a colour of the theme. */
export function stateIcon(container: ContainerSummary): vscode.ThemeIcon {
  switch (container.state) {
    case 'running':
      return runningIcon(container);
    case 'paused':
      return icon('debug-pause', 'list.warningForeground');
    case 'restarting':
      return icon('sync', 'list.warningForeground');
    case 'removing':
      return icon('trash', 'disabledForeground');
    case 'dead':
      return icon('error', 'list.errorForeground');
    case 'created':
    case 'exited':
      return icon('circle-outline', 'disabledForeground');
  }
}

function runningIcon(container: ContainerSummary): vscode.ThemeIcon {
  switch (container.health) {
    case 'unhealthy':
      return icon('warning', 'list.warningForeground');
    case 'starting':
      return icon('loading~spin', 'testing.iconPassed');
    default:
      return icon('circle-filled', 'testing.iconPassed');
  }
}

function groupItem({ id, grouping, key, containers }: GroupNode): vscode.TreeItem {
  const icons: Record<Grouping, string> = {
    compose: 'layers',
    network: 'globe',
    image: 'package',
    label: 'tag',
    state: 'pulse',
    none: 'list-tree',
  };
  const running = containers.filter(({ state }) => state === 'running').length;
  const item = new vscode.TreeItem(key, vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.description = vscode.l10n.t('{0} of {1} running', running, containers.length);
  item.iconPath = new vscode.ThemeIcon(icons[grouping]);
  item.contextValue = `containerGroup.${grouping}`;
  return item;
}

function containerItem(
  node: ContainerNode,
  rowLabel: RowLabel,
  now: number,
  usage: string | undefined,
): vscode.TreeItem {
  const { container } = node;
  const label = rowLabelOf(container, rowLabel);
  const details = containerDescription(container, now);
  const description = usage === undefined ? details : `${usage} · ${details}`;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = node.id;
  item.description = label === container.name ? description : `${container.name} · ${description}`;
  item.tooltip = new vscode.MarkdownString(containerTooltip(container, now));
  item.iconPath = stateIcon(container);
  const ports = publishedPorts(container).length > 0 ? '.ports' : '';
  item.contextValue = `container.${container.state}${ports}`;
  item.accessibilityInformation = {
    label: `${label}, ${container.state}, ${item.description}`,
  };
  return item;
}

function icon(name: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
}
