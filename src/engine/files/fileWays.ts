import type { FileEntry } from '../../domain/pathStat';

/** What may be done at a path where something is already, or where nothing is. */
export interface WriteOptions {
  readonly create: boolean;
  readonly overwrite: boolean;
}

/**
 * One way to do things with the files of a container. What is in the way has the kinds
 * `pathMissing`, `pathExists`, `isAFolder`, `notAFolder`, `readOnly`, `accessDenied` and `diskFull`.
 */
export interface FileWays {
  list(folderContainerPath: string, signal?: AbortSignal): Promise<readonly FileEntry[]>;
  /** The content of a file, also at the end of a link. */
  read(containerPath: string, signal?: AbortSignal): Promise<Uint8Array>;
  /**
   * Writes a file, following a link. One that is there keeps its owner and its mode; a new one belongs
   * to the owner of its folder.
   */
  write(
    containerPath: string,
    content: Uint8Array,
    options: WriteOptions,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Makes a folder, which belongs to the owner of the one that it is in. */
  makeFolder(containerPath: string, signal?: AbortSignal): Promise<void>;
  /** Copies a file or a folder with owners and modes. */
  copy(from: string, to: string, overwrite: boolean, signal?: AbortSignal): Promise<void>;
}

/** What no engine can do by itself. */
export interface ShellWays extends FileWays {
  /** Renames or moves a file or a folder, also to another file system. */
  rename(from: string, to: string, overwrite: boolean, signal?: AbortSignal): Promise<void>;
  /** Deletes a file, or a folder with all that is in it. */
  remove(containerPath: string, signal?: AbortSignal): Promise<void>;
}
