import type { VolumeSpec, VolumeSummary, VolumeUsage } from '../domain/volume';

/** What an engine does with volumes. */
export interface VolumeOperations {
  listVolumes(signal?: AbortSignal): Promise<readonly VolumeSummary[]>;
  /** What each takes on the disk. Slow: the engine walks all their files. */
  volumeUsage(signal?: AbortSignal): Promise<readonly VolumeUsage[]>;
  inspectVolume(volume: string, signal?: AbortSignal): Promise<VolumeSummary>;
  /** The engine's own JSON, for a person to read. */
  inspectVolumeJson(volume: string, signal?: AbortSignal): Promise<string>;
  /** Resolves with its name. A name that is taken is refused with the kind `nameTaken`. */
  createVolume(spec: VolumeSpec, signal?: AbortSignal): Promise<string>;
  /** One that a container mounts, running or not, is refused with the kind `inUse`. */
  removeVolume(volume: string, signal?: AbortSignal): Promise<void>;
}
