import type { Readable } from 'node:stream';
import type { Disposable } from '../base/disposable';
import type { FileEntry } from '../domain/pathStat';
import {
  fromVolumeFolder,
  inVolumeFolder,
  sentenceOfVolume,
  volumeOfPath,
} from '../domain/volumePath';
import { ContainerFiles, type ContainerFile, type FileOwner } from './containerFiles';
import type { ContainerEngine } from './containerEngine';
import { EngineError } from './engineError';
import type { WriteOptions } from './files/fileWays';
import { hasNoShell } from './files/runShell';
import type { BorrowedContainer, VolumeShells } from './volumeShells';

/** A file or a folder of a volume, which is given by its name. */
export interface VolumeFile {
  readonly volume: string;
  readonly path: string;
}

/** A file or a folder that an engine keeps. */
export type EngineFile = ContainerFile | VolumeFile;

/** What is done with a file where it can be reached. */
type Work<T> = (inner: ContainerFile, borrowed?: BorrowedContainer) => Promise<T>;

/** So many links of a folder are looked at for where they lead. */
const mostLinks = 100;

/**
 * The files of an engine's containers and volumes. Those of a volume are reached in a container that
 * is lent for it; nobody hears of that one.
 */
export class EngineFiles implements Disposable {
  private readonly containers: ContainerFiles;

  constructor(
    private readonly engine: ContainerEngine,
    private readonly volumes: VolumeShells,
  ) {
    this.containers = new ContainerFiles(engine, volumes.helpers);
  }

  /** What is at a path; of a link also what it leads to. */
  stat(file: EngineFile, signal?: AbortSignal): Promise<FileEntry> {
    return this.on(file, async (inner) => ofPlace(file, await this.containers.stat(inner, signal)));
  }

  /** The same, or undefined when nothing is there. */
  statIfThere(file: EngineFile, signal?: AbortSignal): Promise<FileEntry | undefined> {
    return this.on(file, async (inner) => {
      const entry = await this.containers.statIfThere(inner, signal);
      return entry && ofPlace(file, entry);
    });
  }

  /** What is in a folder. */
  list(folder: EngineFile, signal?: AbortSignal): Promise<readonly FileEntry[]> {
    return this.on(folder, async (inner) => {
      await this.refuseOutside(folder, inner, signal);
      const entries = await this.containers.list(inner, signal);
      return 'volume' in folder ? this.withinVolume(inner, entries, signal) : entries;
    });
  }

  /** The content of a file, also at the end of a link. */
  read(file: EngineFile, signal?: AbortSignal): Promise<Uint8Array> {
    return this.on(file, async (inner) => {
      await this.refuseOutside(file, inner, signal);
      return this.containers.read(inner, signal);
    });
  }

  /** Writes a file, following a link: see {@link ContainerFiles.write}. */
  write(
    file: EngineFile,
    content: Uint8Array,
    options: WriteOptions,
    signal?: AbortSignal,
  ): Promise<void> {
    return this.on(file, async (inner) => {
      await this.refuseOutside(file, inner, signal);
      await this.containers.write(inner, content, options, signal);
    });
  }

  /** Makes a folder, which belongs to the owner of the one that it is in. */
  makeFolder(folder: EngineFile, signal?: AbortSignal): Promise<void> {
    return this.on(folder, (inner) => this.containers.makeFolder(inner, signal));
  }

  /** Renames or moves a file or a folder within its container or volume. */
  rename(file: EngineFile, to: string, overwrite: boolean, signal?: AbortSignal): Promise<void> {
    return this.orInVolume(file, [file.path, to], (place, [path = '', target = '']) => {
      const from = { ...place, path };
      return this.on(from, (inner, borrowed) => {
        needShell(from, borrowed, 'rename');
        const innerTarget = 'volume' in from ? inVolumeFolder(target) : target;
        return this.containers.rename(inner, innerTarget, overwrite, signal);
      });
    });
  }

  /** Deletes a file, or a folder with all that is in it. */
  remove(file: EngineFile, signal?: AbortSignal): Promise<void> {
    return this.orInVolume(file, [file.path], (place, [path = '']) => {
      const target = { ...place, path };
      return this.on(target, (inner, borrowed) => {
        needShell(target, borrowed, 'delete');
        return this.containers.remove(inner, signal);
      });
    });
  }

  /** Copies a file or a folder, also into another container or volume, with owners and modes. */
  copy(from: EngineFile, to: EngineFile, overwrite: boolean, signal?: AbortSignal): Promise<void> {
    return this.on(from, (source) =>
      this.on(to, (target) => this.containers.copy(source, target, overwrite, signal)),
    );
  }

  /** An archive of a file or a folder with all below it, under its last name. */
  async archive(file: EngineFile, signal?: AbortSignal): Promise<Readable> {
    if ('container' in file) {
      return this.containers.archive(file, signal);
    }
    const borrowed = await this.volumes.borrow(file.volume);
    try {
      const archive = await this.containers.archive(innerFile(file, borrowed), signal);
      // Whoever reads it has what was asked for; a container that stays goes with the window.
      archive.once('close', () => void borrowed.giveBack().catch(() => undefined));
      return archive;
    } catch (error) {
      await borrowed.giveBack();
      throw inWordsOf(file, error);
    }
  }

  /** Unpacks an archive in a folder. */
  unpack(folder: EngineFile, archive: Readable, signal?: AbortSignal): Promise<void> {
    const work = (inner: ContainerFile): Promise<void> =>
      this.containers.unpack(inner, archive, signal);
    // An archive can be read only once.
    return 'container' in folder ? work(folder) : this.inVolume(folder, work);
  }

  /** Who owns what is at a path. */
  owner(file: EngineFile, signal?: AbortSignal): Promise<FileOwner> {
    return this.on(file, (inner) => this.containers.owner(inner, signal));
  }

  /** Has what was learnt of a container be asked for anew. */
  forget(container: string): void {
    this.containers.forget(container);
  }

  /** Gives up what was lent for a volume, so that the volume can be removed. */
  leaveVolume(volume: string): Promise<void> {
    return this.volumes.leave(volume);
  }

  /** The same for all volumes. */
  leaveAllVolumes(): Promise<void> {
    return this.volumes.leaveAll();
  }

  dispose(): void {
    this.volumes.dispose();
  }

  /** Where the container itself has no shell for it, what lies in a volume of it is reached there. */
  private async orInVolume(
    place: EngineFile,
    paths: readonly string[],
    work: (place: EngineFile, paths: readonly string[]) => Promise<void>,
  ): Promise<void> {
    try {
      await work(place, paths);
    } catch (error) {
      if ('volume' in place || !hasNoShell(error)) {
        throw error;
      }
      const { mounts } = await this.engine.inspectContainer(place.container);
      const inVolumes = paths.flatMap((path) => volumeOfPath(path, mounts) ?? []);
      const [first] = inVolumes;
      const areTogether =
        inVolumes.length === paths.length &&
        inVolumes.every(({ volume }) => volume === first?.volume);
      if (!first || !areTogether) {
        throw error;
      }
      await work(
        first,
        inVolumes.map(({ path }) => path),
      );
      // A listing of a container that has stopped is kept.
      this.containers.forget(place.container);
    }
  }

  private async on<T>(file: EngineFile, work: Work<T>): Promise<T> {
    if ('container' in file) {
      return work(file);
    }
    try {
      return await this.inVolume(file, work);
    } catch (error) {
      const isLost =
        error instanceof EngineError && ['notFound', 'notRunning'].includes(error.kind);
      if (!isLost) {
        throw error;
      }
      // Somebody may have removed the container; where the volume has gone, that is said.
      await this.volumes.leave(file.volume);
      return this.inVolume(file, work);
    }
  }

  private async inVolume<T>(file: VolumeFile, work: Work<T>): Promise<T> {
    const borrowed = await this.volumes.borrow(file.volume);
    try {
      return await work(innerFile(file, borrowed), borrowed);
    } catch (error) {
      throw inWordsOf(file, error);
    } finally {
      await borrowed.giveBack();
    }
  }

  /** The container has files of its own besides the volume, to which a link may lead. */
  private async refuseOutside(
    file: EngineFile,
    inner: ContainerFile,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    if ('container' in file) {
      return;
    }
    const target = (await this.containers.statIfThere(inner, signal))?.linkTarget;
    if (target !== undefined && fromVolumeFolder(target) === undefined) {
      throw new EngineError(
        'pathMissing',
        `"${file.path}" in the volume "${file.volume}" is a link that leads out of the volume. Look at it in a container that mounts the volume.`,
      );
    }
  }

  private async withinVolume(
    { container, path }: ContainerFile,
    entries: readonly FileEntry[],
    signal: AbortSignal | undefined,
  ): Promise<readonly FileEntry[]> {
    let links = 0;
    return Promise.all(
      entries.map(async (entry) => {
        if (entry.targetType === undefined) {
          return entry;
        }
        links += 1;
        const { linkTarget } =
          links > mostLinks
            ? { linkTarget: undefined }
            : await this.engine.statPath(container, `${path}/${entry.name}`, signal);
        return ofVolume({ ...entry, ...(linkTarget && { linkTarget }) });
      }),
    );
  }
}

function innerFile({ path }: VolumeFile, { container }: BorrowedContainer): ContainerFile {
  return { container, path: inVolumeFolder(path) };
}

function ofPlace(file: EngineFile, entry: FileEntry): FileEntry {
  return 'container' in file ? entry : ofVolume(entry);
}

/** As one sees it who has only the volume: what a link leads to outside is not there. */
function ofVolume({ linkTarget, targetType, ...entry }: FileEntry): FileEntry {
  const target = linkTarget === undefined ? undefined : fromVolumeFolder(linkTarget);
  return target === undefined || targetType === undefined
    ? entry
    : { ...entry, linkTarget: target, targetType };
}

function needShell(
  file: EngineFile,
  borrowed: BorrowedContainer | undefined,
  verb: 'rename' | 'delete',
): void {
  if ('volume' in file && borrowed?.hasShell === false) {
    throw new EngineError(
      'commandNotFound',
      `The engine cannot ${verb} "${file.path}" in the volume "${file.volume}" by itself, and none of its images has a shell that could. Pull one that has, such as "busybox".`,
    );
  }
}

function inWordsOf({ volume }: VolumeFile, error: unknown): unknown {
  if (!(error instanceof EngineError)) {
    return error;
  }
  const message = sentenceOfVolume(error.message, volume);
  return message === error.message
    ? error
    : new EngineError(error.kind, message, error.nextSteps, { cause: error });
}
