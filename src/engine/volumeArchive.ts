import { volumeFolderContainerPath } from '../domain/volumePath';
import { openArchiveFile, writeArchiveFile, type ReportBytes } from './archiveFile';
import { archiveOfFolder, readArchiveRoot } from './archiveRoot';
import type { ContainerEngine } from './containerEngine';
import { withVolumeHelper } from './volumeHelper';

/** Writes all that is in a volume to a tar archive on this machine, with owners, modes and links. */
export function backUpVolume(
  engine: ContainerEngine,
  volume: string,
  hostPath: string,
  report: ReportBytes,
  signal?: AbortSignal,
): Promise<void> {
  return withVolumeHelper(
    engine,
    volume,
    async (container) => {
      // With the dot the names in the archive begin below the folder.
      const folder = `${volumeFolderContainerPath}/.`;
      const archive = await engine.getArchive(container, folder, signal);
      await writeArchiveFile(engine, archive, hostPath, report, signal);
    },
    signal,
  );
}

/**
 * Unpacks a tar archive, also a compressed one, in a volume that is there. Files of the same name are
 * replaced, others stay. The report gets the size of the archive, too.
 */
export async function restoreVolume(
  engine: ContainerEngine,
  volume: string,
  hostPath: string,
  report: (bytes: number, size: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  await withVolumeHelper(
    engine,
    volume,
    async (container) => {
      let size = 0;
      const opened = await openArchiveFile(hostPath, (bytes) => report(bytes, size));
      ({ size } = opened);
      await engine.putArchive(container, volumeFolderContainerPath, opened.archive, {}, signal);
      const root = await readArchiveRoot(hostPath);
      if (root) {
        const folder = archiveOfFolder(volumeFolderContainerPath.slice(1), root);
        await engine.putArchive(container, '/', folder, {}, signal);
      }
    },
    signal,
  );
}
