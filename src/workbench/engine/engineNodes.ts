import * as vscode from 'vscode';
import type { ShownEngine } from './engines';
import { engineLabel } from './engineLabel';

/** An engine as the root of its rows, where several engines are shown. */
export interface EngineNode {
  readonly kind: 'engine';
  readonly id: string;
  readonly engine: ShownEngine;
}

/** What is in the way of an engine's rows. */
export interface ProblemNode {
  readonly kind: 'problem';
  readonly id: string;
  readonly text: string;
}

/** The row of an engine in one of the views. */
export function engineNode(engine: ShownEngine): EngineNode {
  return { kind: 'engine', id: `engine|${engine.id}`, engine };
}

/** Why an engine has no rows, or nothing when it is connected. */
export function problemNodes({ id, store }: ShownEngine): ProblemNode[] {
  const { connection } = store.snapshot;
  switch (connection.state) {
    case 'connected':
      return [];
    case 'connecting':
      return [{ kind: 'problem', id: `problem|${id}`, text: vscode.l10n.t('Connecting…') }];
    case 'disconnected':
      return [{ kind: 'problem', id: `problem|${id}`, text: connection.error.message }];
  }
}

/** How an engine, or what is in its way, looks. */
export function engineTreeItem(node: EngineNode | ProblemNode): vscode.TreeItem {
  if (node.kind === 'problem') {
    const item = new vscode.TreeItem(node.text);
    item.id = node.id;
    item.tooltip = node.text;
    item.iconPath = new vscode.ThemeIcon('info');
    return item;
  }
  const { connection } = node.engine.store.snapshot;
  const item = new vscode.TreeItem(
    engineLabel(node.engine),
    vscode.TreeItemCollapsibleState.Expanded,
  );
  item.id = node.id;
  item.description =
    connection.state === 'connected' ? connection.info.product : vscode.l10n.t('not connected');
  item.iconPath = new vscode.ThemeIcon(
    connection.state === 'connected' ? 'server' : 'debug-disconnect',
  );
  item.contextValue = node.engine.id === '' ? 'engine.current' : 'engine.additional';
  return item;
}
