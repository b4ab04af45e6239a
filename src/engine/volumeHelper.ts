import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { throwIfCancelled } from '../base/errors';
import type { ContainerSpec } from '../domain/containerSpec';
import { volumeFolderContainerPath } from '../domain/volumePath';
import type { ContainerEngine } from './containerEngine';
import { EngineError } from './engineError';

/**
 * The label of containers that Drydock makes to reach a volume, whose name is its value, or the files
 * of a container, as `container:ID`.
 */
export const volumeHelperLabel = 'drydock.volumeHelper';

/**
 * Runs work on a container that has the volume and is never started: the engine reads and writes
 * archives of stopped containers as well. It is removed afterwards, whatever happens.
 */
export async function withVolumeHelper<T>(
  engine: ContainerEngine,
  volume: string,
  work: (container: string) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const helper = await openVolumeHelper(engine, volume, signal);
  try {
    throwIfCancelled(signal);
    return await work(helper.id);
  } finally {
    await helper.remove();
  }
}

/** The same container for whoever knows better when it has done its service. */
export async function openVolumeHelper(
  engine: ContainerEngine,
  volume: string,
  signal?: AbortSignal,
): Promise<{ readonly id: string; readonly remove: () => Promise<void> }> {
  // A volume that has gone would be made anew with the container.
  await engine.inspectVolume(volume, signal);
  const image = await smallestImage(engine, signal);
  const forgetImage = async (): Promise<void> => {
    if (image.isOurs) {
      await removeUnlessUsed(engine, image.id);
    }
  };
  try {
    const { id } = await engine.createContainer({
      image: image.id,
      // Never run; an image without a command of its own needs one.
      command: ['true'],
      ...helperSpec(volume),
    });
    return {
      id,
      remove: async () => {
        try {
          // With the volumes that its image declares; not with the one that it was made for.
          await engine.removeContainer(id, { force: true, volumes: true });
        } finally {
          await forgetImage();
        }
      },
    };
  } catch (error) {
    await forgetImage();
    throw error;
  }
}

/** What containers that reach a volume have in common. */
export function helperSpec(volume: string): Pick<ContainerSpec, 'network' | 'labels' | 'mounts'> {
  return {
    network: 'none',
    labels: { [volumeHelperLabel]: volume },
    mounts: [
      { kind: 'volume', source: volume, target: volumeFolderContainerPath, volumeNoCopy: true },
    ],
  };
}

/** Any image will do; where the engine has none, an empty one. */
async function smallestImage(
  engine: ContainerEngine,
  signal?: AbortSignal,
): Promise<{ readonly id: string; readonly isOurs: boolean }> {
  const [smallest] = [...(await engine.listImages(signal))].sort((a, b) => a.size - b.size);
  if (smallest) {
    return { id: smallest.id, isOurs: false };
  }
  const archive = pack();
  archive.finalize();
  const id = await engine.importImage(Readable.from(archive, { objectMode: false }), {}, signal);
  return { id, isOurs: true };
}

/** Another window may have taken the empty image meanwhile. */
async function removeUnlessUsed(engine: ContainerEngine, image: string): Promise<void> {
  try {
    await engine.removeImage(image, { force: false });
  } catch (error) {
    if (!(error instanceof EngineError) || !['inUse', 'imageMissing'].includes(error.kind)) {
      throw error;
    }
  }
}
