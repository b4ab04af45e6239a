import * as vscode from 'vscode';
import type { LazyRows } from '../containers/lazyRows';
import type { ShownEngine } from '../engine/engines';
import { filesInFolder } from '../files/fileRows';
import type { FilesOfEngines } from '../files/fileUris';
import { filesId, type VolumeFileRow, type VolumeFilesRow, type VolumesNode } from './volumeNodes';

/** A row that holds rows of files of a volume. */
export type VolumeFolderRow = VolumeFilesRow | VolumeFileRow;

/** What is known of the rows below a folder of a volume; they are asked for where nobody has yet. */
export function volumeFileRows(
  row: VolumeFolderRow,
  lazyRows: LazyRows<VolumesNode>,
  files: FilesOfEngines,
): readonly VolumesNode[] {
  const rows = lazyRows.rows(row.id);
  const note = (text: string, isProblem: boolean): VolumesNode[] => [
    { kind: 'note', id: `${row.id}//note`, text, isProblem },
  ];
  switch (rows.state) {
    case 'unknown':
      reloadVolumeFiles(row, lazyRows, files);
      return note(vscode.l10n.t('Looking…'), false);
    case 'loading':
      return note(vscode.l10n.t('Looking…'), false);
    case 'failed':
      return note(rows.message, true);
    case 'loaded':
      return rows.rows;
  }
}

/** Reads what stands below a folder of a volume anew. */
export function reloadVolumeFiles(
  row: VolumeFolderRow,
  lazyRows: LazyRows<VolumesNode>,
  files: FilesOfEngines,
): void {
  lazyRows.reload(row.id, async () => {
    const { engine, volume } = row;
    const path = row.kind === 'volumeFiles' ? '/' : row.path;
    const found = await filesInFolder({ engine, file: { volume: volume.name, path } }, files);
    return found.map(({ path: below, entry }): VolumeFileRow => {
      const id = folderId(engine, volume.name, below);
      return { kind: 'volumeFile', id, engine, volume, path: below, entry };
    });
  });
}

/** The id of the row of a folder of a volume. */
export function folderId(engine: ShownEngine, volume: string, path: string): string {
  return filesId(engine, volume) + (path === '/' ? '' : path);
}
