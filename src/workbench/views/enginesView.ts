import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { engineFacts, type EngineFact } from '../../domain/engineFacts';
import { LazyRows } from '../containers/lazyRows';
import type { Engines } from '../engine/engines';
import type { AskEngine } from '../engineList/askEngine';
import type { EngineList } from '../engineList/engineList';
import { factRows, type EngineRow, type EnginesNode } from '../engineList/engineRows';
import { enginesTreeItem } from '../engineList/engineTreeItem';
import { onDidChangeSetting } from '../settings';
import { LastingRows } from './lastingRows';

/** The **Engines** view: the engines that can be chosen, and what they are. */
export function createEnginesView(engines: Engines, list: EngineList, ask: AskEngine): Disposable {
  const owner = new DisposableStore();
  const facts = new LazyRows<EngineFact>(() => rows.refresh());
  const rows = owner.add(
    new LastingRows<EnginesNode>({
      below: (node) => children(list, facts, ask, node),
      look: enginesTreeItem,
    }),
  );
  const render = (): void => rows.refresh();
  const view = owner.add(
    vscode.window.createTreeView<EnginesNode>('drydock.engines', {
      showCollapseAll: true,
      treeDataProvider: {
        onDidChangeTreeData: rows.onDidChangeTreeData,
        getChildren: async (node) => {
          if (!list.rows) {
            // Reads files of this machine only.
            await list.reload();
          }
          return rows.getChildren(node);
        },
        getTreeItem: (node) => rows.getTreeItem(node),
      },
    }),
  );
  owner.add(list.onDidChange(render));
  owner.add(engines.onDidChange(render));
  owner.add(engines.onDidChangeResources(render));
  owner.add(onDidChangeSetting('engine', render));
  owner.add(
    view.onDidExpandElement(({ element }) => {
      // What was told when it was last open may have changed.
      if (element.kind === 'engineRow' && facts.rows(element.id).state === 'failed') {
        facts.reload(element.id, () => factsOf(element, ask));
        render();
      }
    }),
  );
  return owner;
}

function children(
  list: EngineList,
  facts: LazyRows<EngineFact>,
  ask: AskEngine,
  node: EnginesNode | undefined,
): readonly EnginesNode[] {
  switch (node?.kind) {
    case undefined:
      return list.rows ?? [];
    case 'engineRow':
      return rowsBelow(node, facts, ask);
    default:
      return [];
  }
}

function rowsBelow(
  row: EngineRow,
  facts: LazyRows<EngineFact>,
  ask: AskEngine,
): readonly EnginesNode[] {
  const connection = row.shown?.store.snapshot.connection;
  if (connection?.state === 'connected') {
    return factRows(row, engineFacts(connection.info));
  }
  if (connection?.state === 'disconnected') {
    return [note(row, connection.error.message, true)];
  }
  const rows = facts.rows(row.id);
  switch (rows.state) {
    case 'unknown':
      facts.reload(row.id, () => factsOf(row, ask));
      return [note(row, vscode.l10n.t('Asking…'), false)];
    case 'loading':
      return [note(row, vscode.l10n.t('Asking…'), false)];
    case 'failed':
      return [note(row, rows.message, true)];
    case 'loaded':
      return factRows(row, rows.rows);
  }
}

async function factsOf(row: EngineRow, ask: AskEngine): Promise<readonly EngineFact[]> {
  return engineFacts(await ask(row.listed.setting));
}

function note({ id }: EngineRow, text: string, isProblem: boolean): EnginesNode {
  return { kind: 'engineNoteRow', id: `${id}/note`, text, isProblem };
}
