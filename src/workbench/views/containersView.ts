import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { arrangeContainers } from '../../domain/containerGroups';
import type { ContainerFile } from '../../engine/containerFiles';
import type { ContainerArrangement } from '../containers/containerArrangement';
import type { ContainersNode, FileNode, SectionNode } from '../containers/containerNodes';
import {
  containerChildren,
  lazyChildren,
  reloadRows,
  sectionChildren,
} from '../containers/containerSections';
import { containerTreeItem } from '../containers/containerTreeItem';
import { LazyRows } from '../containers/lazyRows';
import type { UsageInRows } from '../containers/usageInRows';
import type { FilesOfEngines } from '../files/fileUris';
import { hasNoRows, idIn, type Engines, type ShownEngine } from '../engine/engines';
import { ContextKey } from './contextKey';
import { engineRows, groupRows, parentRow, rootRows, rowOf } from './containerRows';
import { LastingRows } from './lastingRows';
import { renderEachMinute } from './renderEachMinute';

/** The **Containers** view. */
export interface ContainersView extends Disposable {
  /** Shows and selects a container, if the engine has it and the filter lets it through. */
  readonly reveal: (engine: ShownEngine, containerId: string) => Promise<void>;
  /** Reads what stands below a row anew. */
  readonly reload: (node: SectionNode | FileNode) => void;
  /** Reads a folder of a container anew, where its rows were seen. */
  readonly reloadFolder: (engine: ShownEngine, folder: ContainerFile) => void;
}

/** Where its rows of files come from, and what is dropped onto them. */
interface ViewOfFiles {
  readonly files: FilesOfEngines;
  readonly dragAndDrop: vscode.TreeDragAndDropController<ContainersNode>;
}

/** Makes the **Containers** view: the containers of the shown engines' snapshots. */
export function createContainersView(
  engines: Engines,
  arrangement: ContainerArrangement,
  usage: UsageInRows,
  { files, dragAndDrop }: ViewOfFiles,
): ContainersView {
  const owner = new DisposableStore();
  const lazyRows = new LazyRows<ContainersNode>(() => rows.refresh());
  const rows = owner.add(
    new LastingRows<ContainersNode>({
      below: (node) => children(engines, arrangement, lazyRows, files, node),
      look: (node) =>
        containerTreeItem(
          node,
          arrangement.current.rowLabel,
          Date.now(),
          node.kind === 'container' ? usage.textOf(node.engine, node.container.id) : undefined,
        ),
    }),
  );
  const view = owner.add(
    vscode.window.createTreeView<ContainersNode>('drydock.containers', {
      canSelectMany: true,
      showCollapseAll: true,
      dragAndDropController: dragAndDrop,
      treeDataProvider: {
        onDidChangeTreeData: rows.onDidChangeTreeData,
        getChildren: (node) => {
          usage.seen(true);
          return rows.getChildren(node);
        },
        getParent: (node) => parentRow(engines, node, arrangement.current),
        getTreeItem: (node) => rows.getTreeItem(node),
      },
    }),
  );
  const isEmpty = new ContextKey('drydock.containers.isEmpty');
  const render = (): void => {
    isEmpty.set(hasNoRows(engines, (engine) => engineRows(engine, arrangement.current)));
    rows.refresh();
    view.badge = runningBadge(engines);
    view.description = filterNote(engines, arrangement);
  };
  owner.add(engines.onDidChange(render));
  owner.add(
    engines.onDidChangeResources((engine) => {
      forgetWhatIsOver(engine, lazyRows);
      render();
    }),
  );
  owner.add(arrangement.onDidChange(render));
  owner.add(usage.onDidChange(() => rows.refresh()));
  owner.add(view.onDidChangeVisibility(({ visible }) => usage.seen(visible)));
  owner.add(renderEachMinute(view, render));
  owner.add(
    view.onDidExpandElement(({ element }) => {
      const isLazy = element.kind === 'section' || element.kind === 'file';
      if (isLazy && lazyRows.rows(element.id).state !== 'loading') {
        reloadRows(element, lazyRows, files);
      }
    }),
  );
  view.description = filterNote(engines, arrangement);
  return {
    reveal: async (engine, containerId) => {
      const row = rowOf(engine, containerId, arrangement.current);
      if (row) {
        await view.reveal(row, { select: true, focus: true });
      }
    },
    reload: (node) => {
      files.of(node.engine).forget(node.container.name);
      reloadRows(node, lazyRows, files);
      rows.refresh();
    },
    reloadFolder: (engine, { container, path }) => {
      const found = engine.store.snapshot.containers.find(({ name }) => name === container);
      if (found) {
        const start = idIn(engine, found.id);
        const end = path === '/' ? '/files' : `/files${path}`;
        lazyRows.reloadKnown(
          (key) => key === start + end || (key.startsWith(`${start}@`) && key.endsWith(end)),
        );
      }
    },
    dispose: () => owner.dispose(),
  };
}

function children(
  engines: Engines,
  { current }: ContainerArrangement,
  lazyRows: LazyRows<ContainersNode>,
  files: FilesOfEngines,
  node: ContainersNode | undefined,
): readonly ContainersNode[] {
  switch (node?.kind) {
    case undefined:
      return rootRows(engines, current);
    case 'engine':
      return engineRows(node.engine, current);
    case 'group':
      return groupRows(node);
    case 'container':
      return containerChildren(node);
    case 'section':
      return sectionChildren(node, lazyRows, files);
    case 'file':
      return lazyChildren(node, lazyRows, files);
    default:
      return [];
  }
}

/** Processes of a container that does not run any more, and whatever was told of one that has gone. */
function forgetWhatIsOver(engine: ShownEngine, lazyRows: LazyRows<ContainersNode>): void {
  const { containers } = engine.store.snapshot;
  const known = containers.map(({ id, state }) => ({ start: idIn(engine, id), state }));
  lazyRows.forget((key) => {
    const state = known.find(({ start }) => key.startsWith(start))?.state;
    const isProcesses = key.endsWith('/processes') && !key.includes('/files/');
    return isOf(engine, key) && (isProcesses ? state !== 'running' : !state);
  });
}

/** Whether the key of lazy rows is one of this engine's. */
function isOf(engine: ShownEngine, key: string): boolean {
  const [container = ''] = key.split('/files');
  return engine.id === '' ? !container.includes('|') : key.startsWith(idIn(engine, ''));
}

/** Beside the view's title, so that nobody misses a container that is only not shown. */
function filterNote({ all }: Engines, { current }: ContainerArrangement): string {
  const containers = all.flatMap(({ store }) => store.snapshot.containers);
  const shown = new Set(
    arrangeContainers(containers, current).flatMap((group) => group.containers),
  );
  return current.filter === ''
    ? ''
    : vscode.l10n.t('"{0}": {1} of {2}', current.filter, shown.size, containers.length);
}

function runningBadge({ all }: Engines): vscode.ViewBadge | undefined {
  const containers = all.flatMap(({ store }) => store.snapshot.containers);
  const running = containers.filter(({ state }) => state === 'running').length;
  return running === 0
    ? undefined
    : {
        value: running,
        tooltip:
          running === 1
            ? vscode.l10n.t('1 container runs')
            : vscode.l10n.t('{0} containers run', running),
      };
}
