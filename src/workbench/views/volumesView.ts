import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { sortVolumes } from '../../domain/volumeList';
import type { VolumeFile } from '../../engine/engineFiles';
import { LazyRows } from '../containers/lazyRows';
import { engineNode, problemNodes } from '../engine/engineNodes';
import { hasNoRows, idIn, type Engines, type ShownEngine } from '../engine/engines';
import type { FilesOfEngines } from '../files/fileUris';
import {
  folderId,
  reloadVolumeFiles,
  volumeFileRows,
  type VolumeFolderRow,
} from '../volumes/volumeFileRows';
import { volumeChildren, volumeRow, type VolumesNode } from '../volumes/volumeNodes';
import type { VolumeSizes } from '../volumes/volumeSizes';
import { volumeTreeItem } from '../volumes/volumeTreeItem';
import { ContextKey } from './contextKey';
import { LastingRows } from './lastingRows';
import { OnDemandLists } from './onDemandLists';

/** The **Volumes** view. */
export interface VolumesView extends Disposable {
  /** Reads what stands below a row anew. */
  readonly reload: (row: VolumeFolderRow) => void;
  /** Reads a folder of a volume anew, where its rows were seen. */
  readonly reloadFolder: (engine: ShownEngine, folder: VolumeFile) => void;
}

/** Where its rows of files come from, and what is dropped onto them. */
interface ViewOfFiles {
  readonly files: FilesOfEngines;
  readonly dragAndDrop: vscode.TreeDragAndDropController<VolumesNode>;
}

/** Makes the **Volumes** view: the volumes of the shown engines, their files, and who mounts them. */
export function createVolumesView(
  engines: Engines,
  sizes: VolumeSizes,
  { files, dragAndDrop }: ViewOfFiles,
): VolumesView {
  const owner = new DisposableStore();
  const lists = owner.add(new OnDemandLists(engines, 'volumes'));
  const lazyRows = new LazyRows<VolumesNode>(() => rows.refresh());
  const rows = owner.add(
    new LastingRows<VolumesNode>({
      below: (node) => children(engines, lazyRows, files, node),
      look: (node) => volumeTreeItem(node, sizes, Date.now()),
    }),
  );
  const isEmpty = new ContextKey('drydock.volumes.isEmpty');
  const render = (): void => {
    isEmpty.set(hasNoRows(engines, ({ store }) => store.snapshot.volumes));
    rows.refresh();
  };
  const view = owner.add(
    vscode.window.createTreeView<VolumesNode>('drydock.volumes', {
      canSelectMany: true,
      showCollapseAll: true,
      dragAndDropController: dragAndDrop,
      treeDataProvider: lists.seenBy(rows),
    }),
  );
  lists.follow(view);
  owner.add(engines.onDidChange(render));
  owner.add(
    engines.onDidChangeResources((engine) => {
      forgetWhatHasGone(engine, lazyRows);
      render();
    }),
  );
  owner.add(sizes.onDidChange(render));
  owner.add(
    view.onDidExpandElement(({ element }) => {
      const isFolder = element.kind === 'volumeFiles' || element.kind === 'volumeFile';
      if (isFolder && lazyRows.rows(element.id).state !== 'loading') {
        reloadVolumeFiles(element, lazyRows, files);
      }
    }),
  );
  return {
    reload: (row) => {
      reloadVolumeFiles(row, lazyRows, files);
      render();
    },
    reloadFolder: (engine, { volume, path }) => {
      const id = folderId(engine, volume, path);
      lazyRows.reloadKnown((key) => key === id);
    },
    dispose: () => owner.dispose(),
  };
}

function children(
  engines: Engines,
  lazyRows: LazyRows<VolumesNode>,
  files: FilesOfEngines,
  node: VolumesNode | undefined,
): readonly VolumesNode[] {
  switch (node?.kind) {
    case undefined:
      return engines.all.length > 1 ? engines.all.map(engineNode) : volumesOf(engines.current);
    case 'engine':
      return [...problemNodes(node.engine), ...volumesOf(node.engine)];
    case 'volumeRow':
      return volumeChildren(node);
    case 'volumeFiles':
    case 'volumeFile':
      return volumeFileRows(node, lazyRows, files);
    default:
      return [];
  }
}

function volumesOf(engine: ShownEngine): VolumesNode[] {
  const volumes = sortVolumes(engine.store.snapshot.volumes ?? []);
  return volumes.map((volume) => volumeRow(engine, volume));
}

/** A volume that is made again under the same name has other files. */
function forgetWhatHasGone(engine: ShownEngine, lazyRows: LazyRows<VolumesNode>): void {
  const { volumes } = engine.store.snapshot;
  if (volumes) {
    const known = new Set(volumes.map(({ name }) => idIn(engine, name)));
    lazyRows.forget((key) => {
      const [volume = ''] = key.split('/files');
      const isOfEngine = volume.includes('|')
        ? volume.startsWith(`${engine.id}|`)
        : engine.id === '';
      return isOfEngine && !known.has(volume);
    });
  }
}
