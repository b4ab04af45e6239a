import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CancelledError } from '../base/errors';
import type { LayerEntry } from '../domain/layerFiles';
import { counted, type ReportBytes } from './archiveFile';
import { chunksOf } from './chunksOf';
import type { ContainerEngine } from './containerEngine';
import { EngineError } from './engineError';
import { tarEntries, type TarHeader } from './files/tarEntries';
import { LooseJson } from './looseJson';

/** A layer as the archive of its image has it. */
export interface SavedLayer {
  /** The name of its archive in that of the image. */
  readonly archive: string;
  readonly entries: readonly LayerEntry[];
}

/** More is not remembered of an image. */
const mostEntries = 2_000_000;
/** A file that is larger is not opened in an editor. */
const largestFile = 20 * 1024 ** 2;

/**
 * Reads what is in each layer of an image, the lowest first, out of the archive in which engines save
 * it. That is the whole image, which is read piece by piece; only the names are kept.
 */
export async function readImageLayers(
  engine: Pick<ContainerEngine, 'saveImages'>,
  image: string,
  report: ReportBytes,
  signal?: AbortSignal,
): Promise<readonly SavedLayer[]> {
  const archives = new Map<string, readonly LayerEntry[]>();
  const links = new Map<string, string>();
  let manifest: readonly string[] | undefined;
  let count = 0;
  await readSaved(engine, image, report, signal, async (header, content, isText) => {
    if (header.type === 'symlink') {
      links.set(header.name, posix.join(posix.dirname(header.name), header.linkname));
    } else if (header.name === 'manifest.json') {
      manifest = layersOfManifest((await buffer(content)).toString('utf8'));
    } else if (isText) {
      content.resume();
    } else {
      const entries: LayerEntry[] = [];
      for await (const { header: inner, skip } of tarEntries(content)) {
        skip();
        count += 1;
        if (count > mostEntries) {
          throw new EngineError('failed', `The image "${image}" has too many files to list them.`);
        }
        entries.push(entryOf(inner));
      }
      archives.set(header.name, entries);
    }
    return true;
  });
  if (!manifest) {
    throw new EngineError('failed', `The engine saves the image "${image}" in an unknown format.`);
  }
  return manifest.map((archive) => ({
    archive,
    entries: archives.get(archive) ?? archives.get(links.get(archive) ?? '') ?? [],
  }));
}

/** The content of a file as one layer has it; undefined when it has gone or is too large for an editor. */
export async function readLayerFile(
  engine: Pick<ContainerEngine, 'saveImages'>,
  image: string,
  { archive, path }: { readonly archive: string; readonly path: string },
  report: ReportBytes,
  signal?: AbortSignal,
): Promise<Buffer | undefined> {
  let found: Buffer | undefined;
  let wanted = archive;
  await readSaved(engine, image, report, signal, async (header, content) => {
    if (header.type === 'symlink' && header.name === wanted) {
      wanted = posix.join(posix.dirname(header.name), header.linkname);
    }
    if (header.name !== wanted || header.type !== 'file') {
      content.resume();
      return true;
    }
    for await (const { header: inner, open, skip } of tarEntries(content)) {
      if (entryOf(inner).path === path && inner.type === 'file' && inner.size <= largestFile) {
        found = await buffer(open());
        return false;
      }
      skip();
    }
    return true;
  });
  return found;
}

/** Goes through the archive of an image until the visitor has seen enough. */
async function readSaved(
  engine: Pick<ContainerEngine, 'saveImages'>,
  image: string,
  report: ReportBytes,
  signal: AbortSignal | undefined,
  visit: (header: TarHeader, content: Readable, isText: boolean) => Promise<boolean>,
): Promise<void> {
  const archive = await engine.saveImages([image], signal);
  const bytes = counted(report);
  const fed = pipeline(archive, bytes);
  // Arrives at the entries, too.
  fed.catch(() => undefined);
  try {
    for await (const { header, open, skip } of tarEntries(bytes)) {
      const isFile = header.type === 'file';
      if (!isFile) {
        skip();
      }
      const { content, isText } = isFile ? await opened(open(), image) : nothing();
      if (!(await visit(header, content, isText))) {
        return;
      }
    }
    await fed;
  } catch (error) {
    throw signal?.aborted ? new CancelledError() : error;
  } finally {
    archive.destroy();
  }
}

/** What a folder and a link hold in the archive. */
function nothing(): OpenedEntry {
  return { content: Readable.from([]), isText: true };
}

interface OpenedEntry {
  readonly content: Readable;
  /** One of the texts that describe the image. */
  readonly isText: boolean;
}

/** The plain bytes of what may be compressed. */
async function opened(source: Readable, image: string): Promise<OpenedEntry> {
  const chunks = chunksOf(source)[Symbol.asyncIterator]();
  const start = await startOf(chunks);
  const content = Readable.from(
    (async function* () {
      yield start;
      yield* { [Symbol.asyncIterator]: () => chunks };
    })(),
    { objectMode: false },
  );
  if (start.subarray(0, 4).equals(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]))) {
    throw new EngineError(
      'unsupported',
      `The layers of the image "${image}" are compressed by zstd, which Drydock cannot read.`,
    );
  }
  if (start.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) {
    const plain = createGunzip();
    // What breaks one of them arrives at the reader of the other.
    pipeline(content, plain).catch(() => undefined);
    return { content: plain, isText: false };
  }
  // A tar archive has a name of a file there, or nothing at all.
  return { content, isText: start.length < 512 || '{['.includes(start.toString('latin1', 0, 1)) };
}

/** What can be told by; the first chunk ends wherever the engine's answer was cut. */
async function startOf(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let start = Buffer.alloc(0);
  while (start.length < 512) {
    const next = await chunks.next();
    if (next.done) {
      break;
    }
    start = Buffer.concat([start, next.value]);
  }
  return start;
}

function entryOf({ name, type, size }: TarHeader): LayerEntry {
  const path = posix.join('/', name).replace(/\/$/, '').slice(1);
  return { path, isFolder: type === 'directory', size };
}

function layersOfManifest(text: string): readonly string[] {
  return LooseJson.parse(text).items[0]?.at('Layers').texts ?? [];
}
