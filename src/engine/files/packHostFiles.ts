import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import { errorMessage } from '../../base/errors';
import { counted, fileError, type ReportBytes } from '../archiveFile';
import type { FileOwner } from '../containerFiles';
import { addHostEntry } from './hostEntry';

/** The bytes of the archive that {@link packHostFiles} makes, nearly: some headers are longer. */
export async function packedSize(hostPaths: readonly string[]): Promise<number> {
  let size = 0;
  for (const hostPath of hostPaths) {
    const stats = await statOf(hostPath);
    size += 512 + (stats.isFile() ? Math.ceil(stats.size / 512) * 512 : 0);
    if (stats.isDirectory()) {
      const names = await readdir(hostPath);
      size += await packedSize(names.map((name) => join(hostPath, name)));
    }
  }
  return size;
}

/**
 * An archive of files and folders of the host, each under its own name, with all that is in them. It
 * is read while it is sent. A container knows no owners of the host, so all of it gets one of its own.
 */
export function packHostFiles(
  hostPaths: readonly string[],
  owner: FileOwner,
  report: ReportBytes,
): Readable {
  const archive = pack();
  const add = async (): Promise<void> => {
    for (const hostPath of hostPaths) {
      await addAll(archive, hostPath, basename(hostPath), owner);
    }
    archive.finalize();
  };
  add().catch((error: unknown) => {
    archive.destroy(error instanceof Error ? error : new Error(errorMessage(error)));
  });
  const sent = counted(report);
  // What breaks the archive arrives at its reader, and the other way round.
  pipeline(archive, sent).catch(() => undefined);
  return sent;
}

async function addAll(
  archive: Pack,
  hostPath: string,
  name: string,
  owner: FileOwner,
): Promise<void> {
  const stats = await statOf(hostPath);
  try {
    await addHostEntry(archive, hostPath, name, stats, owner);
  } catch (error) {
    throw fileError(error, hostPath);
  }
  if (stats.isDirectory()) {
    for (const child of (await readdir(hostPath)).sort()) {
      await addAll(archive, join(hostPath, child), `${name}/${child}`, owner);
    }
  }
}

async function statOf(hostPath: string): Promise<Stats> {
  try {
    return await lstat(hostPath);
  } catch (error) {
    throw fileError(error, hostPath);
  }
}
