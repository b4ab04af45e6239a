import { posix } from 'node:path';
import { sortEntries } from '../../domain/folderListing';
import type { ContainersNode, FileNode, SectionNode } from '../containers/containerNodes';
import type { FileOfEngine, FilesOfEngines } from './containerUris';

/** A row that holds rows of files: a folder, or **Files**, which is the root folder. */
export type FolderNode = SectionNode | FileNode;

/** The path of the folder that a row stands for. */
function folderPath(node: FolderNode): string {
  return node.kind === 'section' ? '/' : node.containerPath;
}

/** The file or folder that a row stands for. */
export function fileOfRow(row: ContainersNode): FileOfEngine | undefined {
  if (row.kind !== 'file' && !(row.kind === 'section' && row.section === 'files')) {
    return undefined;
  }
  return { engine: row.engine, file: { container: row.container.name, path: folderPath(row) } };
}

/** The rows of what is in a folder. */
export async function fileRows(
  node: FolderNode,
  files: FilesOfEngines,
): Promise<readonly FileNode[]> {
  const { engine, container } = node;
  const folder = folderPath(node);
  const entries = await files.of(engine).list({ container: container.name, path: folder });
  const filesId = node.id.slice(0, node.id.length - (folder === '/' ? 0 : folder.length));
  return sortEntries(entries).map((entry) => {
    const containerPath = posix.join(folder, entry.name);
    return {
      kind: 'file',
      id: `${filesId}${containerPath}`,
      engine,
      container,
      containerPath,
      entry,
    };
  });
}

/** What a row of a file stands below. */
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
