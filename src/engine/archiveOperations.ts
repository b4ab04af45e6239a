import type { Readable } from 'node:stream';
import type { PathStat } from '../domain/pathStat';

/**
 * Files of containers as tar archives: it works in stopped containers, and without a shell in the
 * image. What goes wrong with a path has the kinds `pathMissing`, `notAFolder`, `readOnly`,
 * `accessDenied` and `diskFull`.
 */
export interface ArchiveOperations {
  /** A link is not followed. */
  statPath(container: string, containerPath: string, signal?: AbortSignal): Promise<PathStat>;
  /** A tar archive of a file, or of a folder with all below it, under the path's last name. */
  getArchive(container: string, containerPath: string, signal?: AbortSignal): Promise<Readable>;
  /**
   * Unpacks a tar archive in a folder that is there, while it is read: nothing is kept in memory. An
   * archive that fails ends the call, and what was unpacked before stays.
   */
  putArchive(
    container: string,
    folderContainerPath: string,
    archive: Readable,
    options?: PutArchiveOptions,
    signal?: AbortSignal,
  ): Promise<void>;
}

interface PutArchiveOptions {
  /** Refuses to put a folder in the place of a file, or a file in the place of a folder. */
  readonly keepTypes?: boolean;
}
