import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import type { FileEntry, PathType } from '../../domain/pathStat';
import { EngineError } from '../engineError';
import { onPath } from './runShell';
import { tarEntries, type TarHeader } from './tarEntries';

/** More than this is not read for a listing: bytes of an archive, and entries to remember. */
export interface IndexLimits {
  readonly bytes: number;
  readonly entries: number;
}

export const usualLimits: IndexLimits = { bytes: 8 * 1024 ** 3, entries: 300_000 };

/** What is in a folder and in all below it. */
export interface ArchiveIndex {
  /** What is in a folder; undefined where the archive does not reach. */
  list(folderContainerPath: string): readonly FileEntry[] | undefined;
}

/**
 * Reads the names out of an archive of a folder. It is the only way that an engine has to list one
 * without a process in the container, and it reads the contents too, so it is done once for all below.
 */
export async function indexArchive(
  archive: Readable,
  container: string,
  root: string,
  limits: IndexLimits,
): Promise<ArchiveIndex> {
  const { subject } = onPath('', root, container);
  const folders = new Map<string, Map<string, FileEntry>>([[root, new Map()]]);
  let bytes = 0;
  let entries = 0;
  let archiveRoot: string | undefined;
  for await (const { header, skip } of tarEntries(archive)) {
    skip();
    bytes += header.size;
    entries += 1;
    if (bytes > limits.bytes || entries > limits.entries) {
      throw new EngineError(
        'failed',
        `${subject} holds too much to be listed without a shell in the container. Start the container, if its image has a shell, or look at a folder further down.`,
      );
    }
    const isRoot = archiveRoot === undefined;
    archiveRoot ??= header.name.replace(/\/$/, '');
    if (isRoot && header.type !== 'directory') {
      throw new EngineError('notAFolder', `${subject} is not a folder.`);
    }
    if (!isRoot) {
      const path = posix.join(root, header.name.slice(archiveRoot.length)).replace(/\/$/, '');
      const siblings = folders.get(posix.dirname(path)) ?? new Map<string, FileEntry>();
      folders.set(posix.dirname(path), siblings.set(posix.basename(path), entryOf(path, header)));
      if (header.type === 'directory' && !folders.has(path)) {
        folders.set(path, new Map());
      }
    }
  }
  return indexOf(folders);
}

function entryOf(path: string, header: TarHeader): FileEntry {
  const type = types[header.type];
  return {
    name: posix.basename(path),
    type,
    size: header.size,
    mode: header.mode & 0o7777,
    modified: header.mtime.getTime(),
    ...(type === 'link' && {
      linkTarget: posix.resolve(posix.dirname(path), header.linkname),
    }),
  };
}

function indexOf(folders: ReadonlyMap<string, ReadonlyMap<string, FileEntry>>): ArchiveIndex {
  const find = (path: string): FileEntry | undefined =>
    folders.get(posix.dirname(path))?.get(posix.basename(path));
  return {
    list(folder) {
      const followed = followLinks(folder, find);
      const entries = followed === undefined ? undefined : folders.get(followed);
      return (
        entries &&
        [...entries.values()].map((entry) => {
          const target =
            entry.linkTarget === undefined ? undefined : followLinks(entry.linkTarget, find);
          const targetType =
            target !== undefined && folders.has(target) ? 'folder' : target && find(target)?.type;
          return entry.type === 'link' && targetType ? { ...entry, targetType } : entry;
        })
      );
    },
  };
}

/** The path without links; undefined where they lead in a circle. */
function followLinks(
  path: string,
  find: (path: string) => FileEntry | undefined,
): string | undefined {
  let names = path.split('/').filter((name) => name !== '');
  let followed = '/';
  for (let links = 0; names.length > 0;) {
    const [name = '', ...rest] = names;
    const next = posix.join(followed, name);
    const target = find(next)?.linkTarget;
    if (target === undefined) {
      followed = next;
      names = rest;
    } else if (++links > 40) {
      return undefined;
    } else {
      followed = '/';
      names = [...target.split('/').filter((part) => part !== ''), ...rest];
    }
  }
  return followed;
}

const types: Readonly<Record<TarHeader['type'], PathType>> = {
  file: 'file',
  'contiguous-file': 'file',
  // A second name of a file.
  link: 'file',
  symlink: 'link',
  directory: 'folder',
  'block-device': 'device',
  'character-device': 'device',
  fifo: 'pipe',
};
