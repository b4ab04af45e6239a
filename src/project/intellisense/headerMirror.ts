import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { copyFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { throwIfCancelled } from '../../base/errors';
import type { Logger } from '../../base/logger';
import {
  folderContains,
  foldersOfTargets,
  outermostFolders,
} from '../../domain/intellisense/headerFolders';
import type { ContainerEngine } from '../../engine/containerEngine';
import { EngineError } from '../../engine/engineError';
import { unpackHeaders, type ContainerLink } from '../../engine/files/unpackHeaders';
import { fingerprintFolders } from './fingerprintFolders';

/** A copy of the headers that only an image has. */
export interface MirroredHeaders {
  /** Stands for the container's root. */
  readonly rootHostPath: string;
  /** What was fetched this time, in container paths; nothing when all was there already. */
  readonly fetched: readonly string[];
  /** Folders of which only a part is there, because they hold too much. */
  readonly cut: readonly string[];
}

/** What is known of a mirror, kept beside it. */
interface Manifest {
  readonly image: string;
  /** By folder what its listing came to when it was fetched. */
  readonly folders: Readonly<
    Record<string, { readonly fingerprint: string; readonly cut: boolean }>
  >;
}

const limits = { files: 60_000, bytes: 1024 ** 3 };

/** Links out of a folder lead to others, and those may have links; nobody nests them deeper. */
const rounds = 4;

/** Copies of the headers of images, for the editor on the host. One folder for each image. */
export class HeaderMirror {
  constructor(
    private readonly engine: ContainerEngine,
    /** Holds nothing else. */
    private readonly storageHostPath: string,
    private readonly log: Logger,
  ) {}

  /** Where the headers of an image are, or will be. */
  rootOf(imageId: string): string {
    return join(this.folderOf(imageId), 'root');
  }

  /**
   * Sees to it that folders of a running container are there as they are in it now; those that have
   * not changed since are not fetched again.
   */
  async ensure(
    { container, imageId }: { readonly container: string; readonly imageId: string },
    folderContainerPaths: readonly string[],
    signal?: AbortSignal,
  ): Promise<MirroredHeaders> {
    const rootHostPath = this.rootOf(imageId);
    await this.markUsed(imageId);
    const manifest = await this.readManifest(imageId);
    const known = new Map(Object.entries(manifest.folders));
    const fetched: string[] = [];
    const links: ContainerLink[] = [];
    const looked: string[] = [];
    let wanted = outermostFolders(folderContainerPaths);
    for (let round = 0; wanted.length > 0 && round < rounds; round += 1) {
      const found = await fingerprintFolders(this.engine, container, wanted, signal);
      const outside: string[] = [];
      for (const { containerPath, realContainerPath, fingerprint } of found) {
        throwIfCancelled(signal);
        looked.push(containerPath);
        if (realContainerPath !== containerPath) {
          links.push({ containerPath, targetContainerPath: realContainerPath });
          outside.push(realContainerPath);
        } else if (known.get(containerPath)?.fingerprint !== fingerprint) {
          const unpacked = await this.fetch(container, imageId, containerPath, signal);
          known.set(containerPath, { fingerprint, cut: unpacked.isCut });
          fetched.push(containerPath);
          links.push(...unpacked.links);
          outside.push(...unpacked.links.map((link) => link.targetContainerPath));
        }
      }
      wanted = foldersOfTargets(outside).filter(
        (path) => !looked.some((folder) => folderContains(folder, path)),
      );
    }
    await this.makeLinks(rootHostPath, links);
    await this.writeManifest(imageId, { image: imageId, folders: Object.fromEntries(known) });
    const cut = [...known].flatMap(([path, folder]) => (folder.cut ? [path] : []));
    return { rootHostPath, fetched, cut };
  }

  /**
   * Removes the mirrors that nobody has used for long, and the oldest ones of too many; none that another
   * window has used, or begun to fetch, within a day.
   */
  async clean({
    maxMirrors,
    maxAgeDays,
  }: {
    maxMirrors: number;
    maxAgeDays: number;
  }): Promise<void> {
    const names = await readdir(this.storageHostPath).catch(() => []);
    const dated = await Promise.all(
      names.map(async (name) => ({ name, used: await this.lastUse(name) })),
    );
    const oldest = Date.now() - maxAgeDays * millisecondsOfDay;
    const stale = dated
      .sort((a, b) => b.used - a.used)
      .filter(({ used }, i) => i >= maxMirrors || used < oldest);
    for (const { name } of stale) {
      // Asked again: another window may have come to it while the others were removed.
      if ((await this.lastUse(name)) < Date.now() - millisecondsOfDay) {
        const hostPath = join(this.storageHostPath, name);
        this.log.info(`The headers of an image in "${hostPath}" are removed.`);
        await rm(hostPath, { recursive: true, force: true });
      }
    }
  }

  /** In milliseconds; 0 of what is no mirror. */
  private async lastUse(name: string): Promise<number> {
    const marks = await Promise.all(
      [usedName, manifestName].map((mark) =>
        stat(join(this.storageHostPath, name, mark)).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      ),
    );
    return Math.max(...marks);
  }

  private async markUsed(imageId: string): Promise<void> {
    await mkdir(this.folderOf(imageId), { recursive: true });
    await writeFile(join(this.folderOf(imageId), usedName), '');
  }

  private folderOf(imageId: string): string {
    const key = createHash('sha256').update(imageId).digest('hex').slice(0, 16);
    return join(this.storageHostPath, key);
  }

  /** The folder is there only when all of it is. */
  private async fetch(
    container: string,
    imageId: string,
    containerPath: string,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly links: readonly ContainerLink[]; readonly isCut: boolean }> {
    const partial = join(this.folderOf(imageId), `partial-${randomUUID().slice(0, 8)}`);
    const place = join(this.rootOf(imageId), ...containerPath.split('/'));
    try {
      const archive = await this.engine.getArchive(container, containerPath, signal);
      const unpacked = await unpackHeaders(archive, containerPath, partial, limits);
      throwIfCancelled(signal);
      await mkdir(dirname(place), { recursive: true });
      await rm(place, { recursive: true, force: true });
      const made = join(partial, ...containerPath.split('/'));
      await rename(made, place).catch((error: unknown) => {
        // Nothing in it was a header.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
          throw error;
        }
      });
      this.log.info(
        `${unpacked.files} headers of "${containerPath}" in the container "${container}" are in "${place}".`,
      );
      return unpacked;
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'pathMissing') {
        return { links: [], isCut: false };
      }
      throw error;
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }

  /** Windows makes links of files only for administrators, so there the file is copied. */
  private async makeLinks(rootHostPath: string, links: readonly ContainerLink[]): Promise<void> {
    const hostPathOf = (containerPath: string): string =>
      join(rootHostPath, ...containerPath.split('/'));
    for (const { containerPath, targetContainerPath } of links) {
      const place = hostPathOf(containerPath);
      const target = hostPathOf(targetContainerPath);
      const found = await stat(target).catch(() => undefined);
      if (found !== undefined && !folderContains(containerPath, targetContainerPath)) {
        await mkdir(dirname(place), { recursive: true });
        await rm(place, { recursive: true, force: true });
        if (process.platform !== 'win32') {
          await symlink(relative(dirname(place), target), place);
        } else if (found.isDirectory()) {
          await symlink(target, place, 'junction');
        } else {
          await copyFile(target, place);
        }
      }
    }
  }

  private async readManifest(imageId: string): Promise<Manifest> {
    try {
      const text = await readFile(join(this.folderOf(imageId), manifestName), 'utf8');
      const { folders } = JSON.parse(text) as Partial<Manifest>;
      return { image: imageId, folders: folders ?? {} };
    } catch {
      // None yet, or one that a crash cut: all is fetched.
      return { image: imageId, folders: {} };
    }
  }

  private async writeManifest(imageId: string, manifest: Manifest): Promise<void> {
    await writeFile(join(this.folderOf(imageId), manifestName), JSON.stringify(manifest));
  }
}

const manifestName = 'manifest.json';

/** Written when a window begins to use a mirror, before there is anything else of it. */
const usedName = 'used';

const millisecondsOfDay = 86_400_000;
