import type { ContainerState, ContainerSummary } from './container';
import type { ImageSummary } from './image';
import type { NetworkSummary } from './network';
import type { VolumeSummary } from './volume';

const stoppedStates: ReadonlySet<ContainerState> = new Set<ContainerState>([
  'created',
  'exited',
  'dead',
]);

/** The containers that do not run and have not been asked to run again. */
export function stoppedContainers(
  containers: readonly ContainerSummary[],
): readonly ContainerSummary[] {
  return containers.filter(({ state }) => stoppedStates.has(state));
}

/** The images that no container, running or not, was made of: those without a tag, or all of them. */
export function unusedImages(
  images: readonly ImageSummary[],
  containers: readonly ContainerSummary[],
  { tagged }: { readonly tagged: boolean },
): readonly ImageSummary[] {
  const used = new Set(containers.map(({ imageId }) => imageId));
  return images.filter(({ id, tags }) => !used.has(id) && (tagged || tags.length === 0));
}

/** The networks of the user's that no container is on. One that is stopped needs its network at its next start. */
export function unusedNetworks(
  networks: readonly NetworkSummary[],
  containers: readonly ContainerSummary[],
): readonly NetworkSummary[] {
  const used = new Set(containers.flatMap((each) => each.networks.map(({ name }) => name)));
  return networks.filter(({ name, isPredefined }) => !isPredefined && !used.has(name));
}

/** The volumes that no container mounts, running or not: those without a name, or all of them. */
export function unusedVolumes(
  volumes: readonly VolumeSummary[],
  containers: readonly ContainerSummary[],
  { named }: { readonly named: boolean },
): readonly VolumeSummary[] {
  const used = new Set(containers.flatMap((each) => each.mounts.map(({ name }) => name)));
  return volumes.filter(({ name, isAnonymous }) => !used.has(name) && (named || isAnonymous));
}
