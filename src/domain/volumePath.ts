import { posix } from 'node:path';

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
