import { posix } from 'node:path';
import { sortEntries } from '../../domain/folderListing';
import { followedType, type FileEntry } from '../../domain/pathStat';
import type { ContainersNode, FileNode, SectionNode } from '../containers/containerNodes';
import type { VolumesNode } from '../volumes/volumeNodes';
import type { FileOfEngine, FilesOfEngines } from './fileUris';

/** A row of a view in which files stand. */
export type RowOfFiles = ContainersNode | VolumesNode;

/** A row below a container that holds rows of files: a folder, or **Files**, which is the root folder. */
type FolderNode = SectionNode | FileNode;

/** What stands in a folder, and where. */
export interface FileInFolder {
  readonly path: string;
  readonly entry: FileEntry;
}

/** Whether a row stands in the **Volumes** view. */
export function isRowOfVolume(row: unknown): row is Extract<RowOfFiles, { volume: unknown }> {
  return typeof row === 'object' && row !== null && 'volume' in row;
}

/** The file or folder that a row stands for; a volume is its own root folder. */
export function fileOfRow(row: RowOfFiles): FileOfEngine | undefined {
  switch (row.kind) {
    case 'file': {
      const { engine, container, containerPath } = row;
      return { engine, file: { container: container.name, path: containerPath } };
    }
    case 'section':
      return row.section === 'files'
        ? { engine: row.engine, file: { container: row.container.name, path: '/' } }
        : undefined;
    case 'volumeRow':
    case 'volumeFiles':
      return { engine: row.engine, file: { volume: row.volume.name, path: '/' } };
    case 'volumeFile':
      return { engine: row.engine, file: { volume: row.volume.name, path: row.path } };
    default:
      return undefined;
  }
}

/** The folder of a row onto which something is dropped: its own, or the one that its file is in. */
export function folderOfRow(row: RowOfFiles): FileOfEngine | undefined {
  const target = fileOfRow(row);
  const isFile =
    (row.kind === 'file' || row.kind === 'volumeFile') && followedType(row.entry) !== 'folder';
  return target && isFile
    ? { ...target, file: { ...target.file, path: posix.dirname(target.file.path) } }
    : target;
}

/** What is in a folder, in the order of rows. */
export async function filesInFolder(
  { engine, file }: FileOfEngine,
  files: FilesOfEngines,
): Promise<readonly FileInFolder[]> {
  const entries = await files.of(engine).list(file);
  return sortEntries(entries).map((entry) => ({ path: posix.join(file.path, entry.name), entry }));
}

/** The rows of what is in a folder of a container. */
export async function fileRows(
  node: FolderNode,
  files: FilesOfEngines,
): Promise<readonly FileNode[]> {
  const { engine, container } = node;
  const folder = node.kind === 'section' ? '/' : node.containerPath;
  const filesId = node.id.slice(0, node.id.length - (folder === '/' ? 0 : folder.length));
  const found = await filesInFolder(
    { engine, file: { container: container.name, path: folder } },
    files,
  );
  return found.map(({ path: containerPath, entry }) => ({
    kind: 'file',
    id: `${filesId}${containerPath}`,
    engine,
    container,
    containerPath,
    entry,
  }));
}

/** What a row of a file of a container stands below. */
export function parentOfFile({ id, engine, container, containerPath }: FileNode): FolderNode {
  const parent = posix.dirname(containerPath);
  const filesId = id.slice(0, -containerPath.length);
  return parent === '/'
    ? { kind: 'section', id: filesId, engine, container, section: 'files' }
    : {
        kind: 'file',
        id: `${filesId}${parent}`,
        engine,
        container,
        containerPath: parent,
        entry: { name: posix.basename(parent), type: 'folder', size: 0, mode: 0, modified: 0 },
      };
}
