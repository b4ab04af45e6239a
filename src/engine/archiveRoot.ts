import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract, pack, type Header } from 'tar-stream';

/** Owner, mode and time of the folder that an archive was made of. */
export type ArchiveRoot = Pick<Header, 'uid' | 'gid' | 'mode' | 'mtime'>;

/**
 * What a tar archive, also one that is compressed by gzip, says of the folder that it was made of: its
 * first entry, `./`. Engines pass over it when they unpack. Undefined when it says nothing.
 */
export async function readArchiveRoot(hostPath: string): Promise<ArchiveRoot | undefined> {
  const file = createReadStream(hostPath);
  const plain = (await isGzip(hostPath)) ? file.pipe(createGunzip()) : file;
  const entries = plain.pipe(extract());
  const fail = (error: Error): void => {
    entries.destroy(error);
  };
  file.once('error', fail);
  plain.once('error', fail);
  try {
    for await (const { header } of entries) {
      const isRoot = header.type === 'directory' && /^\.?\/?$/.test(header.name);
      return isRoot ? header : undefined;
    }
    return undefined;
  } finally {
    file.destroy();
    plain.destroy();
  }
}

/** An archive of nothing but a folder, for unpacking where the folder stands. */
export function archiveOfFolder(name: string, { uid, gid, mode, mtime }: ArchiveRoot): Readable {
  const archive = pack();
  archive.entry({ name, type: 'directory', uid, gid, mode, mtime });
  archive.finalize();
  return Readable.from(archive, { objectMode: false });
}

async function isGzip(hostPath: string): Promise<boolean> {
  const file = await open(hostPath);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.equals(Buffer.from([0x1f, 0x8b]));
  } finally {
    await file.close();
  }
}
