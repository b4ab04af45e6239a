import * as vscode from 'vscode';
import { distinctPorts, portShort } from '../../domain/containerList';
import { markdownCode } from '../../domain/markdown';
import { commandLine, processName } from '../../domain/processList';
import { commandIds } from '../commandIds';
import { fileItem } from '../files/fileTreeItem';
import type {
  FileNode,
  MountNode,
  NetworkNode,
  NoteNode,
  PortNode,
  ProcessNode,
  Section,
  SectionNode,
  VariableNode,
} from './containerNodes';

/** What stands below a container in the **Containers** view. */
export type DetailNode =
  | SectionNode
  | PortNode
  | MountNode
  | NetworkNode
  | VariableNode
  | ProcessNode
  | FileNode
  | NoteNode;

/** How it looks. */
export function detailTreeItem(node: DetailNode): vscode.TreeItem {
  const item = itemOf(node);
  item.id = node.id;
  return item;
}

function itemOf(node: DetailNode): vscode.TreeItem {
  switch (node.kind) {
    case 'section':
      return sectionItem(node);
    case 'port':
      return portItem(node);
    case 'mount':
      return mountItem(node);
    case 'network':
      return networkItem(node);
    case 'variable':
      return variableItem(node);
    case 'process':
      return processItem(node);
    case 'file':
      return fileItem(node);
    case 'note':
      return noteItem(node);
  }
}

/** How a sentence in the place of rows looks. */
export function noteItem({ id, text, isProblem }: NoteNode): vscode.TreeItem {
  const item = new vscode.TreeItem(text);
  item.id = id;
  item.tooltip = text;
  item.iconPath = new vscode.ThemeIcon(isProblem ? 'warning' : 'loading~spin');
  return item;
}

function sectionItem({ container, section }: SectionNode): vscode.TreeItem {
  const looks: Record<Section, readonly [label: string, icon: string, count?: number]> = {
    ports: [vscode.l10n.t('Ports'), 'plug', distinctPorts(container).length],
    mounts: [vscode.l10n.t('Mounts'), 'folder', container.mounts.length],
    networks: [vscode.l10n.t('Networks'), 'globe', container.networks.length],
    environment: [vscode.l10n.t('Environment'), 'symbol-variable'],
    processes: [vscode.l10n.t('Processes'), 'server-process'],
    files: [vscode.l10n.t('Files'), 'files'],
  };
  const [label, icon, count] = looks[section];
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = `section.${section}`;
  if (count !== undefined) {
    item.description = String(count);
  }
  return item;
}

function portItem(node: PortNode): vscode.TreeItem {
  const { port } = node;
  const item = new vscode.TreeItem(portShort(port));
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

function mountItem({ mount }: MountNode): vscode.TreeItem {
  const item = new vscode.TreeItem(mount.destination);
  const source = mount.type === 'volume' ? (mount.name ?? mount.source) : mount.source;
  item.description = mount.writable ? source : vscode.l10n.t('{0} (read-only)', source);
  item.tooltip = vscode.l10n.t('{0} mount of {1}', mount.type, mount.source);
  item.iconPath = new vscode.ThemeIcon(mount.type === 'bind' ? 'folder' : 'database');
  item.contextValue = `mount.${mount.type}`;
  return item;
}

function networkItem({ network }: NetworkNode): vscode.TreeItem {
  const item = new vscode.TreeItem(network.name);
  const addresses = [network.ipv4, network.ipv6].filter((address) => address !== undefined);
  item.description = addresses.join(' · ');
  item.iconPath = new vscode.ThemeIcon('globe');
  item.contextValue = addresses.length > 0 ? 'network.address' : 'network';
  if (network.aliases.length > 0) {
    item.tooltip = vscode.l10n.t('Also called {0} there', network.aliases.join(', '));
  }
  return item;
}

function variableItem({ variable: { name, value, isSecret } }: VariableNode): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.description = isSecret ? '••••••' : value;
  item.tooltip = isSecret
    ? vscode.l10n.t('Its name says that it is a secret. Copy Value copies it.')
    : new vscode.MarkdownString(`${markdownCode(name)} = ${markdownCode(value)}`);
  item.iconPath = new vscode.ThemeIcon(isSecret ? 'lock' : 'symbol-variable');
  item.contextValue = 'variable';
  return item;
}

function processItem({ process }: ProcessNode): vscode.TreeItem {
  const item = new vscode.TreeItem(processName(process));
  const note = process.state === 'zombie' ? vscode.l10n.t('ended, not waited for') : '';
  item.description = [String(process.processId), process.user, note || commandLine(process)].join(
    ' · ',
  );
  item.tooltip = new vscode.MarkdownString(markdownCode(commandLine(process)));
  item.iconPath = new vscode.ThemeIcon(process.tracerId === undefined ? 'gear' : 'debug-alt');
  item.contextValue = `process.${process.state}`;
  return item;
}
