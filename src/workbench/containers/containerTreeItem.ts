import * as vscode from 'vscode';
import type { ContainerSummary } from '../../domain/container';
import {
  containerDescription,
  containerTooltip,
  portShort,
  publishedPorts,
} from '../../domain/containerList';
import { commandIds } from '../commandIds';
import { engineTreeItem } from '../engine/engineNodes';
import {
  containerChildren,
  type ContainerNode,
  type ContainersNode,
  type MountNode,
  type PortNode,
} from './containerNodes';

/** How a node of the **Containers** view looks. */
export function containerTreeItem(node: ContainersNode, now: number): vscode.TreeItem {
  switch (node.kind) {
    case 'engine':
    case 'problem':
      return engineTreeItem(node);
    case 'container':
      return containerItem(node, now);
    case 'port':
      return portItem(node);
    case 'mount':
      return mountItem(node);
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

function containerItem(node: ContainerNode, now: number): vscode.TreeItem {
  const { container } = node;
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(
    container.name,
    containerChildren(node).length > 0 ? Collapsed : None,
  );
  item.id = node.id;
  item.description = containerDescription(container, now);
  item.tooltip = new vscode.MarkdownString(containerTooltip(container, now));
  item.iconPath = stateIcon(container);
  const ports = publishedPorts(container).length > 0 ? '.ports' : '';
  item.contextValue = `container.${container.state}${ports}`;
  item.accessibilityInformation = {
    label: `${container.name}, ${container.state}, ${containerDescription(container, now)}`,
  };
  return item;
}

function portItem(node: PortNode): vscode.TreeItem {
  const { port } = node;
  const item = new vscode.TreeItem(portShort(port));
  item.id = node.id;
  item.iconPath = new vscode.ThemeIcon('plug');
  if (port.hostPort === undefined) {
    item.description = vscode.l10n.t('exposed, not published');
    item.contextValue = 'port.exposed';
  } else {
    item.description = vscode.l10n.t('on {0}', `${port.hostIp ?? '0.0.0.0'}:${port.hostPort}`);
    item.contextValue = 'port.published';
    item.command = {
      command: commandIds.containerOpenPort,
      title: vscode.l10n.t('Open in Browser'),
      arguments: [node],
    };
  }
  return item;
}

function mountItem(node: MountNode): vscode.TreeItem {
  const { mount } = node;
  const item = new vscode.TreeItem(mount.destination);
  item.id = node.id;
  item.description = mount.writable ? mount.source : vscode.l10n.t('{0} (read-only)', mount.source);
  item.tooltip = vscode.l10n.t('{0} mount of {1}', mount.type, mount.source);
  item.iconPath = new vscode.ThemeIcon(mount.type === 'bind' ? 'folder' : 'database');
  item.contextValue = `mount.${mount.type}`;
  return item;
}

function icon(name: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
}
