import { createReadStream, type Stats } from 'node:fs';
import { readlink } from 'node:fs/promises';
import { sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Header, Pack } from 'tar-stream';

/**
 * How much of a file of the host is read at once, and how much waits to be written to one. Of the usual
 * 64 and 16 KB each piece is a task of its own, and the engine waits for each.
 */
export const pieceOfFile = 512 * 1024;

/**
 * Adds a file, a folder (without what is in it) or a link of the host to an archive. Sockets, pipes
 * and devices are left out, as the docker CLI leaves them out.
 */
export async function addHostEntry(
  archive: Pack,
  hostPath: string,
  name: string,
  stats: Stats,
  owner: Partial<Pick<Header, 'uid' | 'gid'>> = {},
): Promise<void> {
  const header = {
    ...owner,
    name,
    // Windows knows no mode; the docker CLI sends everything as executable from there.
    mode: process.platform === 'win32' ? 0o755 : stats.mode & 0o7777,
    mtime: stats.mtime,
  };
  if (stats.isDirectory()) {
    archive.entry({ ...header, type: 'directory' });
  } else if (stats.isSymbolicLink()) {
    archive.entry({ ...header, type: 'symlink', linkname: withSlashes(await readlink(hostPath)) });
  } else if (stats.isFile()) {
    await addFile(archive, hostPath, { ...header, type: 'file', size: stats.size });
  }
}

/** A path of the host as archives write it. */
export function withSlashes(path: string): string {
  return path.split(sep).join('/');
}

async function addFile(
  archive: Pack,
  hostPath: string,
  header: Partial<Header> & Pick<Header, 'name' | 'size'>,
): Promise<void> {
  if (header.size === 0) {
    archive.entry(header, Buffer.alloc(0));
  } else {
    const options = { end: header.size - 1, highWaterMark: pieceOfFile };
    await pipeline(createReadStream(hostPath, options), archive.entry(header));
  }
}
