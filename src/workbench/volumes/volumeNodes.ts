import type { ContainerMount, ContainerSummary } from '../../domain/container';
import type { VolumeSummary } from '../../domain/volume';
import { containersWith, mountsOf } from '../../domain/volumeList';
import type { FileEntry } from '../../domain/pathStat';
import type { NoteNode } from '../containers/containerNodes';
import type { EngineNode, ProblemNode } from '../engine/engineNodes';
import { idIn, type ShownEngine } from '../engine/engines';

/** What stands in the **Volumes** view. */
export type VolumesNode =
  EngineNode | ProblemNode | NoteNode | VolumeRow | VolumeUserRow | VolumeFilesRow | VolumeFileRow;

/** A volume and where it is: what every command on a volume is for. */
export interface EngineVolume {
  readonly engine: ShownEngine;
  readonly volume: VolumeSummary;
}

export interface VolumeRow extends EngineVolume {
  readonly kind: 'volumeRow';
  readonly id: string;
  readonly containers: readonly ContainerSummary[];
}

/** A container below a volume that it mounts. */
interface VolumeUserRow extends EngineVolume {
  readonly kind: 'volumeUserRow';
  readonly id: string;
  readonly container: ContainerSummary;
  readonly mounts: readonly ContainerMount[];
}

/** **Files** below a volume: its root folder. */
export interface VolumeFilesRow extends EngineVolume {
  readonly kind: 'volumeFiles';
  readonly id: string;
}

/** A file or a folder of a volume. */
export interface VolumeFileRow extends EngineVolume {
  readonly kind: 'volumeFile';
  readonly id: string;
  readonly path: string;
  readonly entry: FileEntry;
}

/** A volume's row. */
export function volumeRow(engine: ShownEngine, volume: VolumeSummary): VolumeRow {
  const containers = containersWith(volume, engine.store.snapshot.containers);
  return { kind: 'volumeRow', id: idIn(engine, volume.name), engine, volume, containers };
}

/** The rows below a volume: its files, and the containers that mount it. */
export function volumeChildren({
  id,
  engine,
  volume,
  containers,
}: VolumeRow): (VolumeFilesRow | VolumeUserRow)[] {
  return [
    { kind: 'volumeFiles', id: filesId(engine, volume.name), engine, volume },
    ...containers.map((container): VolumeUserRow => ({
      kind: 'volumeUserRow',
      id: `${id}/${container.id}`,
      engine,
      volume,
      container,
      mounts: mountsOf(volume, container),
    })),
  ];
}

/** The id of **Files** below a volume; the path of a file below it follows. */
export function filesId(engine: ShownEngine, volume: string): string {
  return `${idIn(engine, volume)}/files`;
}
