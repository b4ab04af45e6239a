import type { ContainerMount, ContainerSummary } from '../../domain/container';
import type { VolumeSummary } from '../../domain/volume';
import { containersWith, mountsOf } from '../../domain/volumeList';
import type { EngineNode, ProblemNode } from '../engine/engineNodes';
import { idIn, type ShownEngine } from '../engine/engines';

/** What stands in the **Volumes** view. */
export type VolumesNode = EngineNode | ProblemNode | VolumeRow | VolumeUserRow;

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

/** A volume's row. */
export function volumeRow(engine: ShownEngine, volume: VolumeSummary): VolumeRow {
  const containers = containersWith(volume, engine.store.snapshot.containers);
  return { kind: 'volumeRow', id: idIn(engine, volume.name), engine, volume, containers };
}

/** The rows below a volume: the containers that mount it. */
export function volumeUserRows({ id, engine, volume, containers }: VolumeRow): VolumeUserRow[] {
  return containers.map((container) => ({
    kind: 'volumeUserRow',
    id: `${id}/${container.id}`,
    engine,
    volume,
    container,
    mounts: mountsOf(volume, container),
  }));
}
