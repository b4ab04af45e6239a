import { posix } from 'node:path';
import type { ContainerMount } from './container';

/** Where a container that Drydock makes to reach a volume has it: a folder that no image has. */
export const volumeFolderContainerPath = '/drydock-volume';

/** The path of a file of a volume in such a container. */
export function inVolumeFolder(pathInVolume: string): string {
  const path = posix.join('/', pathInVolume);
  return path === '/' ? volumeFolderContainerPath : volumeFolderContainerPath + path;
}

/** The path in the volume of a path in such a container; undefined when it lies outside. */
export function fromVolumeFolder(containerPath: string): string | undefined {
  const path = posix.normalize(containerPath);
  if (path === volumeFolderContainerPath) {
    return '/';
  }
  const isInside = path.startsWith(`${volumeFolderContainerPath}/`);
  return isInside ? path.slice(volumeFolderContainerPath.length) : undefined;
}

/** The volume in which a path of a container lies, below the place where it is mounted. */
export function volumeOfPath(
  containerPath: string,
  mounts: readonly ContainerMount[],
): { readonly volume: string; readonly path: string } | undefined {
  const [deepest] = mounts
    .filter(({ destination }) => containerPath.startsWith(`${destination.replace(/\/$/, '')}/`))
    .sort((a, b) => b.destination.length - a.destination.length);
  if (deepest?.type !== 'volume' || deepest.name === undefined || !deepest.writable) {
    return undefined;
  }
  return {
    volume: deepest.name,
    path: containerPath.slice(deepest.destination.replace(/\/$/, '').length),
  };
}

/** A sentence about a path in such a container as one about the volume, which is what a person knows. */
export function sentenceOfVolume(sentence: string, volume: string): string {
  return sentence.replace(
    /"([^"\n]*)" in the container "[^"\n]*"/g,
    (words, containerPath: string) => {
      const path = fromVolumeFolder(containerPath);
      return path === undefined ? words : `"${path}" in the volume "${volume}"`;
    },
  );
}
