import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, pack, type Header } from 'tar-stream';
import { errorMessage } from '../../base/errors';
import { chunksOf } from '../chunksOf';

/** What an archive says of a file. */
export type TarHeader = Header;

/** A file in an archive: the next one comes once its content was opened and read, or passed over. */
export interface TarEntry {
  readonly header: TarHeader;
  readonly open: () => Readable;
  /** Passes over the content. */
  readonly skip: () => void;
}

/** Reads an archive entry by entry, never more of it than a piece; leaving the loop closes it. */
export async function* tarEntries(archive: Readable): AsyncGenerator<TarEntry> {
  const reader = extract();
  const fed = pipeline(archive, reader);
  // Arrives below, when the entries end.
  fed.catch(() => undefined);
  try {
    for await (const source of reader) {
      yield {
        header: source.header,
        open: () => Readable.from(source, { objectMode: false }),
        skip: () => source.resume(),
      };
    }
    await fed;
  } finally {
    archive.destroy();
    reader.destroy();
  }
}

/** The first header of an archive, which is that of the path that was asked for. */
export async function firstHeader(archive: Readable): Promise<TarHeader> {
  for await (const { header } of tarEntries(archive)) {
    return header;
  }
  throw new Error('The archive is empty.');
}

/** The content of the first file in an archive. */
export function firstContent(archive: Readable): Readable {
  return Readable.from(
    (async function* () {
      for await (const { open } of tarEntries(archive)) {
        yield* chunksOf(open());
        return;
      }
    })(),
    { objectMode: false },
  );
}

/** An archive of one file. */
export function oneFile(
  header: Partial<Header> & Pick<Header, 'name'>,
  content: Uint8Array,
): Readable {
  const archive = pack();
  archive.entry({ ...header, type: 'file', size: content.length }, Buffer.from(content));
  archive.finalize();
  return Readable.from(archive, { objectMode: false });
}

/** The same archive with another name for the file or folder that it is of. */
export function renamedArchive(archive: Readable, name: string): Readable {
  const renamed = pack();
  const copy = async (): Promise<void> => {
    let oldName: string | undefined;
    for await (const { header, open } of tarEntries(archive)) {
      const root = (oldName ??= header.name.replace(/\/$/, ''));
      const moved = (path: string): string => name + path.slice(root.length);
      const entry = renamed.entry({
        ...header,
        // Its long name is the old one.
        pax: undefined,
        name: moved(header.name),
        ...(header.type === 'link' ? { linkname: moved(header.linkname) } : {}),
      });
      await pipeline(open(), entry);
    }
    renamed.finalize();
  };
  copy().catch((error: unknown) => {
    renamed.destroy(error instanceof Error ? error : new Error(errorMessage(error)));
  });
  return Readable.from(renamed, { objectMode: false });
}
