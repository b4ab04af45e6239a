import { createWriteStream } from 'node:fs';
import { chmod, link, lstat, mkdir, rename, rm, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CancelledError, UserError } from '../../base/errors';
import { counted, fileError, type ReportBytes } from '../archiveFile';
import { pieceOfFile } from './hostEntry';
import { tarEntries, type TarEntry, type TarHeader } from './tarEntries';

/**
 * Writes a file or a folder that an engine sends to the host, under another name until all of it is
 * there; a failure removes it. What is at the place already goes only then. Resolves with the names
 * that a host cannot have: devices, pipes, and on Windows some links and characters.
 */
export async function unpackToHost(
  archive: Readable,
  hostPath: string,
  report: ReportBytes,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const partial = `${hostPath}.partial`;
  if (await isThere(partial)) {
    archive.destroy();
    throw new UserError(
      `"${partial}" is there already. Another window may be writing it; otherwise remove it.`,
    );
  }
  const unpacking = new Unpacking(partial);
  try {
    const bytes = counted(report);
    const fed = pipeline(archive, bytes);
    // Arrives at the entries, too.
    fed.catch(() => undefined);
    for await (const entry of tarEntries(bytes)) {
      await unpacking.add(entry);
    }
    await fed;
    await unpacking.finish();
    await rm(hostPath, { recursive: true, force: true });
    await rename(partial, hostPath);
    return unpacking.skipped;
  } catch (error) {
    archive.destroy();
    await rm(partial, { recursive: true, force: true });
    throw signal?.aborted ? new CancelledError() : fileError(error, hostPath);
  }
}

/** What is written of one archive. Only below folders that it made itself, so that no link leads out. */
class Unpacking {
  readonly skipped: string[] = [];
  private readonly folders = new Map<string, TarHeader>();
  private readonly files = new Set<string>();
  private root: string | undefined;

  constructor(private readonly hostPath: string) {}

  async add({ header, open, skip }: TarEntry): Promise<void> {
    this.root ??= withoutSlash(header.name);
    const path = this.pathIn(header.name);
    const hostPath = join(this.hostPath, path);
    if (!isNameOfHost(path)) {
      this.skipped.push(header.name);
      skip();
      return;
    }
    switch (header.type) {
      case 'file':
      case 'contiguous-file':
        await pipeline(
          open(),
          createWriteStream(hostPath, { flags: 'wx', highWaterMark: pieceOfFile }),
        );
        await setMode(hostPath, header);
        this.files.add(path);
        return;
      case 'directory':
        await mkdir(hostPath);
        this.folders.set(path, header);
        break;
      case 'symlink':
        await this.addLink(hostPath, header);
        break;
      case 'link':
        await this.addSecondName(hostPath, header);
        break;
      default:
        this.skipped.push(header.name);
    }
    skip();
  }

  /** A folder without the right to write in it would have taken nothing, so its mode comes last. */
  async finish(): Promise<void> {
    for (const [path, header] of [...this.folders].reverse()) {
      await setMode(join(this.hostPath, path), header);
    }
  }

  private async addLink(hostPath: string, { name, linkname }: TarHeader): Promise<void> {
    try {
      await symlink(linkname, hostPath);
    } catch (error) {
      if (process.platform !== 'win32') {
        throw error;
      }
      this.skipped.push(name);
    }
  }

  private async addSecondName(hostPath: string, { name, linkname }: TarHeader): Promise<void> {
    const target = this.pathIn(linkname);
    if (this.files.has(target)) {
      await link(join(this.hostPath, target), hostPath);
    } else {
      this.skipped.push(name);
    }
  }

  /** The path below what was asked for; empty for that itself. */
  private pathIn(name: string): string {
    const root = this.root ?? '';
    const path = withoutSlash(name).slice(root.length + 1);
    const isRoot = withoutSlash(name) === root;
    const isInside = isRoot || (name.startsWith(`${root}/`) && posix.normalize(path) === path);
    const parent = posix.dirname(path) === '.' ? '' : posix.dirname(path);
    if (!isInside || path.startsWith('..') || !(isRoot || this.folders.has(parent))) {
      throw new UserError(
        `The archive names "${name}", which lies outside of what was asked for. Nothing was written.`,
      );
    }
    return path;
  }
}

function withoutSlash(name: string): string {
  return name.replace(/\/$/, '');
}

/** Windows has names that are not allowed, and backslashes that would be folders. */
function isNameOfHost(path: string): boolean {
  return process.platform !== 'win32' || !/[<>:"\\|?*]/.test(path);
}

async function setMode(hostPath: string, { mode, mtime }: TarHeader): Promise<void> {
  if (process.platform !== 'win32') {
    await chmod(hostPath, mode & 0o777);
  }
  await utimes(hostPath, mtime, mtime);
}

async function isThere(hostPath: string): Promise<boolean> {
  return lstat(hostPath).then(
    () => true,
    () => false,
  );
}
