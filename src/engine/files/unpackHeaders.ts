import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { errorMessage } from '../../base/errors';
import { tarEntries } from './tarEntries';

/** A link in a container, by where it is and where it leads. */
export interface ContainerLink {
  readonly containerPath: string;
  readonly targetContainerPath: string;
}

/** What is written of an archive at most. */
export interface HeaderLimits {
  readonly files: number;
  readonly bytes: number;
}

/** What was written of an archive. */
export interface UnpackedHeaders {
  readonly files: number;
  readonly bytes: number;
  /** Not made here: only who knows all folders knows where they lead on the host. */
  readonly links: readonly ContainerLink[];
  /** The limits were reached: the rest is missing. */
  readonly isCut: boolean;
}

/**
 * Writes the headers out of an archive of a container's folder or file below a folder of the host that
 * stands for the container's root. What no compiler includes, such as libraries, is left out.
 */
export async function unpackHeaders(
  archive: Readable,
  containerPath: string,
  rootHostPath: string,
  limits: HeaderLimits,
): Promise<UnpackedHeaders> {
  const links: ContainerLink[] = [];
  const writing = new Set<Promise<void>>();
  const folders = new Set<string>();
  let archiveRoot: string | undefined;
  let failed: Error | undefined;
  let files = 0;
  let bytes = 0;
  let isCut = false;
  for await (const { header, open, skip } of tarEntries(archive)) {
    archiveRoot ??= header.name.replace(/\/$/, '');
    const path = pathOf(header.name, archiveRoot, containerPath);
    if (path !== undefined && header.type === 'symlink') {
      const target = posix.resolve(posix.dirname(path), header.linkname);
      links.push({ containerPath: path, targetContainerPath: target });
    } else if (path !== undefined && header.type === 'link') {
      const target = pathOf(header.linkname, archiveRoot, containerPath);
      links.push(...(target ? [{ containerPath: path, targetContainerPath: target }] : []));
    }
    if (path === undefined || header.type !== 'file' || !isHeader(path, header.size)) {
      skip();
      continue;
    }
    if (files >= limits.files || bytes + header.size > limits.bytes) {
      isCut = true;
      break;
    }
    files += 1;
    bytes += header.size;
    const hostPath = join(rootHostPath, ...path.split('/'));
    const folder = dirname(hostPath);
    if (!folders.has(folder)) {
      await mkdir(folder, { recursive: true });
      folders.add(folder);
    }
    if (header.size > largeFile) {
      await pipeline(open(), createWriteStream(hostPath, { mode: readOnly }));
      continue;
    }
    const content = await buffer(open());
    // A few at a time: each alone waits for the disk, all at once would fill the memory.
    const write = writeFile(hostPath, content, { mode: readOnly })
      .catch(
        (error: unknown) =>
          (failed ??= error instanceof Error ? error : new Error(errorMessage(error))),
      )
      .then(() => void writing.delete(write));
    writing.add(write);
    if (writing.size >= 16) {
      await Promise.race(writing);
    }
  }
  await Promise.all(writing);
  if (failed) {
    throw failed;
  }
  return { files, bytes, links, isCut };
}

/** Nobody is to edit a copy. */
const readOnly = 0o444;

const largeFile = 1024 ** 2;

/** Of an archive's entry; undefined where its name leads out of what was asked for. */
function pathOf(name: string, archiveRoot: string, containerPath: string): string | undefined {
  const path = name.replace(/\/$/, '');
  if (path !== archiveRoot && !path.startsWith(`${archiveRoot}/`)) {
    return undefined;
  }
  const below = posix.join(containerPath, path.slice(archiveRoot.length));
  return below === containerPath || below.startsWith(`${containerPath.replace(/\/$/, '')}/`)
    ? below
    : undefined;
}

/** Most headers end in one of many ways, and those of C++ in none, so what is none is told. */
function isHeader(path: string, size: number): boolean {
  const name = posix.basename(path);
  const isOther =
    /\.(?:so(?:\.[\d.]+)?|a|o|la|lo|pc|pyc?|pyi|cmake|txt|md|html?|js|css|svg|png|gz|xz|zst|bz2|zip|jar|json|xml|gch|pch|mod|dll|exe|bin|log)$/.test(
      name,
    );
  return !isOther && size <= 16 * 1024 ** 2 && (name.includes('.') || size <= 1024 ** 2);
}
