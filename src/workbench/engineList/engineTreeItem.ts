import * as vscode from 'vscode';
import { markdownCode } from '../../domain/markdown';
import { commandIds } from '../commandIds';
import type { EngineRow, EnginesNode } from './engineRows';

/** How a node of the **Engines** view looks. */
export function enginesTreeItem(node: EnginesNode): vscode.TreeItem {
  switch (node.kind) {
    case 'engineRow':
      return engineItem(node);
    case 'factRow': {
      const item = new vscode.TreeItem(node.fact.name);
      item.id = node.id;
      item.description = node.fact.value;
      item.tooltip = node.fact.value;
      item.iconPath = node.fact.isWarning
        ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
        : new vscode.ThemeIcon('blank');
      item.contextValue = 'fact';
      return item;
    }
    case 'diskUsageRow': {
      const item = new vscode.TreeItem(vscode.l10n.t('Disk Usage…'));
      item.id = node.id;
      item.iconPath = new vscode.ThemeIcon('pie-chart');
      item.contextValue = 'diskUsage';
      item.command = {
        command: commandIds.engineShowDiskUsage,
        title: vscode.l10n.t('Show Disk Usage'),
        arguments: [node],
      };
      return item;
    }
    case 'engineNoteRow': {
      const item = new vscode.TreeItem(node.text);
      item.id = node.id;
      item.tooltip = node.text;
      item.iconPath = new vscode.ThemeIcon(node.isProblem ? 'warning' : 'info');
      return item;
    }
  }
}

/** What an engine that can be chosen is called. */
export function engineRowLabel({ listed: { setting, origin } }: EngineRow): string {
  return origin === 'automatic' ? vscode.l10n.t('Automatic') : setting;
}

/** From where it is known, or where it leads. */
export function engineRowDetail({ listed, shown }: EngineRow): string {
  switch (listed.origin) {
    case 'automatic':
      return shown
        ? shown.engine.endpoint
        : vscode.l10n.t('DOCKER_HOST, the current Docker context, the usual sockets');
    case 'context':
      return vscode.l10n.t('Docker context, {0}', listed.url ?? '');
    case 'environment':
      return 'DOCKER_HOST';
    case 'socket':
      return vscode.l10n.t('a usual socket');
    case 'setting':
      return vscode.l10n.t('from the settings');
  }
}

function engineItem(row: EngineRow): vscode.TreeItem {
  const { listed, shown } = row;
  const { Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(engineRowLabel(row), Collapsed);
  item.id = row.id;
  const description = [roleText(row), stateText(row), engineRowDetail(row)];
  item.description = description.filter((part) => part !== '').join(' · ');
  item.tooltip = new vscode.MarkdownString(
    `**${markdownCode(engineRowLabel(row))}**\n\n${markdownCode(item.description)}`,
  );
  item.iconPath = engineIcon(row);
  const kept = listed.origin === 'setting' ? '.kept' : '';
  item.contextValue = `listed.${listed.role}${shown ? '.shown' : ''}${kept}${
    listed.origin === 'automatic' ? '.automatic' : ''
  }`;
  item.accessibilityInformation = { label: `${engineRowLabel(row)}, ${item.description}` };
  return item;
}

function roleText({ listed }: EngineRow): string {
  switch (listed.role) {
    case 'current':
      return vscode.l10n.t('in use');
    case 'additional':
      return vscode.l10n.t('shown');
    case 'other':
      return '';
  }
}

function stateText({ shown }: EngineRow): string {
  const connection = shown?.store.snapshot.connection;
  switch (connection?.state) {
    case 'connected':
      return connection.info.product;
    case 'disconnected':
      return vscode.l10n.t('not connected');
    default:
      return '';
  }
}

function engineIcon({ listed, shown }: EngineRow): vscode.ThemeIcon {
  if (shown?.store.snapshot.connection.state === 'disconnected') {
    return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  }
  switch (listed.role) {
    case 'current':
      return new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed'));
    case 'additional':
      return new vscode.ThemeIcon('eye');
    case 'other':
      return new vscode.ThemeIcon('server', new vscode.ThemeColor('disabledForeground'));
  }
}
