import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { isInMemory, parseMountInfo, type MountPoint } from '../domain/mountInfo';
import type { FileEntry } from '../domain/pathStat';
import type { Action } from './apiError';
import type { ContainerEngine } from './containerEngine';
import { EngineError } from './engineError';
import { archivedFiles } from './files/archivedFiles';
import { engineTransport, execTransport, type FileTransport } from './files/fileTransport';
import type { FileWays, ShellWays, WriteOptions } from './files/fileWays';
import { FolderIndexes } from './files/folderIndexes';
import { withRootFiles } from './files/rootFiles';
import { hasNoShell, onPath } from './files/runShell';
import { shellFiles } from './files/shellFiles';
import { firstHeader, renamedArchive } from './files/tarEntries';
import { runInContainer } from './runInContainer';
import { ShellHelpers } from './shellHelpers';

/** Who owns a file, as the container numbers them. */
export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/** A file or a folder of a container, which is given by its name. */
export interface ContainerFile {
  readonly container: string;
  readonly path: string;
}

/**
 * The files of an engine's containers. The container's shell is asked first: it is the quickest, and
 * it changes a file in place. Where there is none, because the container has stopped or its image has
 * no shell, the engine does what it can by archives, and a sentence says what it cannot.
 */
export class ContainerFiles {
  private readonly indexes: FolderIndexes;
  private readonly mountPoints = new Map<string, readonly MountPoint[]>();
  private readonly withoutShell = new Set<string>();

  constructor(
    private readonly engine: ContainerEngine,
    private readonly helpers = new ShellHelpers(engine, () => undefined),
  ) {
    this.indexes = new FolderIndexes(engine);
  }

  /** What is at a path; of a link also what it leads to. */
  async stat({ container, path }: ContainerFile, signal?: AbortSignal): Promise<FileEntry> {
    const transport = await this.transport({ container, path }, signal);
    const entry = await transport.stat(path, signal);
    if (entry.linkTarget === undefined) {
      return entry;
    }
    const target = await this.statIfThere({ container, path: entry.linkTarget }, signal);
    return target ? { ...entry, size: target.size, targetType: target.type } : entry;
  }

  /** The same, or undefined when nothing is there. */
  async statIfThere(file: ContainerFile, signal?: AbortSignal): Promise<FileEntry | undefined> {
    try {
      return await this.stat(file, signal);
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'pathMissing') {
        return undefined;
      }
      throw error;
    }
  }

  /** What is in a folder. */
  list(folder: ContainerFile, signal?: AbortSignal): Promise<readonly FileEntry[]> {
    return this.byBestWay(folder, signal, (ways) => ways.list(folder.path, signal));
  }

  /** The content of a file, also at the end of a link. */
  read(file: ContainerFile, signal?: AbortSignal): Promise<Uint8Array> {
    return this.byBestWay(file, signal, (ways) => ways.read(file.path, signal));
  }

  /**
   * Writes a file, following a link. One that is there keeps its owner and its mode; a new one belongs
   * to the owner of its folder.
   */
  write(
    file: ContainerFile,
    content: Uint8Array,
    options: WriteOptions,
    signal?: AbortSignal,
  ): Promise<void> {
    return this.byBestWay(file, signal, (ways) => ways.write(file.path, content, options, signal));
  }

  /** Makes a folder, which belongs to the owner of the one that it is in. */
  makeFolder(folder: ContainerFile, signal?: AbortSignal): Promise<void> {
    return this.byBestWay(folder, signal, (ways) => ways.makeFolder(folder.path, signal));
  }

  /** Renames or moves a file or a folder. Needs a container that runs. */
  async rename(
    file: ContainerFile,
    to: string,
    overwrite: boolean,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.stat(file, signal);
    if (file.path !== to) {
      await this.byShell(onPath('rename', file.path, file.container), file.container, (ways) =>
        ways.rename(file.path, to, overwrite, signal),
      );
    }
  }

  /** Deletes a file, or a folder with all that is in it. Needs a container that runs. */
  async remove(file: ContainerFile, signal?: AbortSignal): Promise<void> {
    await this.stat(file, signal);
    await this.byShell(onPath('delete', file.path, file.container), file.container, (ways) =>
      ways.remove(file.path, signal),
    );
  }

  /** Copies a file or a folder, also into another container of the engine, with owners and modes. */
  async copy(
    from: ContainerFile,
    to: ContainerFile,
    overwrite: boolean,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.stat(from, signal);
    if (from.container === to.container) {
      await this.byBestWay(from, signal, (ways) =>
        ways.copy(from.path, to.path, overwrite, signal),
      );
      return;
    }
    if (!overwrite && (await this.statIfThere(to, signal))) {
      const { subject } = onPath('replace', to.path, to.container);
      throw new EngineError('pathExists', `${subject} is there already.`);
    }
    const archive = renamedArchive(await this.archive(from, signal), posix.basename(to.path));
    await this.unpack({ ...to, path: posix.dirname(to.path) }, archive, signal);
  }

  /** An archive of a file or a folder with all below it, under its last name. */
  async archive(file: ContainerFile, signal?: AbortSignal): Promise<Readable> {
    return (await this.transport(file, signal)).get(file.path, signal);
  }

  /** Unpacks an archive in a folder. */
  async unpack(folder: ContainerFile, archive: Readable, signal?: AbortSignal): Promise<void> {
    await (await this.transport(folder, signal)).put(folder.path, archive, signal);
    this.indexes.forget(folder.container);
  }

  /** Who owns what is at a path. */
  async owner(file: ContainerFile, signal?: AbortSignal): Promise<FileOwner> {
    const { uid, gid } = await firstHeader(await this.archive(file, signal));
    return { uid, gid };
  }

  /** Has what was learnt of a container be asked for anew. */
  forget(container: string): void {
    this.indexes.forget(container);
    this.mountPoints.delete(container);
    this.withoutShell.delete(container);
  }

  /** By the shell, and where that cannot by the engine. */
  private async byBestWay<T>(
    file: ContainerFile,
    signal: AbortSignal | undefined,
    work: (ways: FileWays) => Promise<T>,
  ): Promise<T> {
    const { container } = file;
    if (!this.withoutShell.has(container)) {
      try {
        return await work(shellFiles(this.engine, container));
      } catch (error) {
        // The path may be hidden from the engine, which would find another file there.
        if (!mayEngineDoBetter(error) || (await this.isHidden(file, signal))) {
          throw error;
        }
        if (error.kind === 'commandNotFound') {
          this.withoutShell.add(container);
        }
      }
    }
    const look = (path: string): Promise<FileEntry | undefined> =>
      this.statIfThere({ container, path }, signal);
    const transport = engineTransport(this.engine, container);
    return work(archivedFiles(container, transport, this.indexes, look));
  }

  /**
   * Does what no engine can do by itself: by the container's shell, else by that of a helper, or says
   * what to do.
   */
  private async byShell(
    { what }: Action,
    container: string,
    work: (ways: Pick<ShellWays, 'rename' | 'remove'>) => Promise<void>,
  ): Promise<void> {
    try {
      await work(shellFiles(this.engine, container));
    } catch (error) {
      if (!hasNoShell(error)) {
        throw error;
      }
      const isDone =
        error.kind === 'commandNotFound' &&
        (await withRootFiles(this.engine, this.helpers, container, work)) !== undefined;
      if (isDone) {
        return;
      }
      const advice =
        error.kind === 'notRunning'
          ? 'Start the container first.'
          : 'The container has no shell, or not the programs for it, and none could be lent to it.';
      const message = `The engine cannot ${what} by itself. ${advice}`;
      throw new EngineError(error.kind, message, [], { cause: error });
    }
  }

  /** The engine's own way, or the container's where only its processes see the path. */
  private async transport(
    file: ContainerFile,
    signal: AbortSignal | undefined,
  ): Promise<FileTransport> {
    return (await this.isHidden(file, signal))
      ? execTransport(this.engine, file.container)
      : engineTransport(this.engine, file.container);
  }

  private async isHidden(
    { container, path }: ContainerFile,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    return isInMemory(path, await this.mountPointsOf(container, signal));
  }

  private async mountPointsOf(
    container: string,
    signal: AbortSignal | undefined,
  ): Promise<readonly MountPoint[]> {
    const known = this.mountPoints.get(container);
    if (known) {
      return known;
    }
    try {
      const request = { argv: ['cat', '/proc/self/mountinfo'], user: '0' };
      const { stdout } = await runInContainer(this.engine, container, request, signal);
      const points = parseMountInfo(stdout);
      this.mountPoints.set(container, points);
      return points;
    } catch (error) {
      if (!hasNoShell(error)) {
        throw error;
      }
      if (error.kind === 'commandNotFound') {
        this.mountPoints.set(container, []);
      }
      return [];
    }
  }
}

/** A root without its capabilities may less than the engine, and a program that runs cannot be overwritten in place. */
function mayEngineDoBetter(error: unknown): error is EngineError {
  return (
    hasNoShell(error) ||
    (error instanceof EngineError && (error.kind === 'accessDenied' || error.kind === 'pathBusy'))
  );
}
