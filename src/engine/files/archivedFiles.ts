import { posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { followedType, type FileEntry } from '../../domain/pathStat';
import { archiveOfFolder } from '../archiveRoot';
import { EngineError } from '../engineError';
import type { FileTransport } from './fileTransport';
import type { FileWays } from './fileWays';
import type { FolderIndexes } from './folderIndexes';
import { onPath } from './runShell';
import { firstContent, firstHeader, oneFile, renamedArchive } from './tarEntries';

/** Looks at a path, following a link; undefined when nothing is there. */
type Look = (containerPath: string, signal?: AbortSignal) => Promise<FileEntry | undefined>;

/**
 * Files by archives: in a container that has stopped, and in one without a shell.
 */
export function archivedFiles(
  container: string,
  transport: FileTransport,
  indexes: FolderIndexes,
  look: Look,
): FileWays {
  const error = (kind: 'pathMissing' | 'pathExists' | 'isAFolder', path: string): EngineError => {
    const words = {
      pathMissing: 'does not exist.',
      pathExists: 'is there already.',
      isAFolder: 'is a folder.',
    };
    return new EngineError(kind, `${onPath('', path, container).subject} ${words[kind]}`);
  };
  const put: FileTransport['put'] = async (folder, archive, signal) => {
    await transport.put(folder, archive, signal);
    indexes.forget(container);
  };

  return {
    list: (folder, signal) => indexes.list(container, folder, signal),

    async read(path, signal) {
      const entry = await look(path, signal);
      if (!entry) {
        throw error('pathMissing', path);
      }
      if (followedType(entry) === 'folder') {
        throw error('isAFolder', path);
      }
      return buffer(firstContent(await transport.get(entry.linkTarget ?? path, signal)));
    },

    async write(path, content, { create, overwrite }, signal) {
      const entry = await look(path, signal);
      if (!entry && !create) {
        throw error('pathMissing', path);
      }
      if (entry && !overwrite) {
        throw error('pathExists', path);
      }
      if (entry && followedType(entry) === 'folder') {
        throw error('isAFolder', path);
      }
      const target = entry?.linkTarget ?? path;
      const folder = posix.dirname(target);
      const isThere = entry !== undefined && followedType(entry) !== 'link';
      const { uid, gid, mode } = await firstHeader(
        await transport.get(isThere ? target : folder, signal),
      );
      const header = { uid, gid, mode: isThere ? mode : 0o644, mtime: new Date() };
      await put(folder, oneFile({ ...header, name: posix.basename(target) }, content), signal);
    },

    async makeFolder(path, signal) {
      if (await look(path, signal)) {
        throw error('pathExists', path);
      }
      const folder = posix.dirname(path);
      const { uid, gid } = await firstHeader(await transport.get(folder, signal));
      const header = { uid, gid, mode: 0o755, mtime: new Date() };
      await put(folder, archiveOfFolder(posix.basename(path), header), signal);
    },

    async copy(from, to, overwrite, signal) {
      if (!overwrite && (await look(to, signal))) {
        throw error('pathExists', to);
      }
      const archive = renamedArchive(await transport.get(from, signal), posix.basename(to));
      await put(posix.dirname(to), archive, signal);
    },
  };
}
