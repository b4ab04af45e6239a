import { ageText } from './age';
import { byteSize } from './byteSize';
import type { ContainerMount, ContainerSummary } from './container';
import { sortContainers } from './containerList';
import { markdownCode, markdownTable } from './markdown';
import type { VolumeSummary } from './volume';

/** Those with a name by name, then those that have only a number, the newest first. */
export function sortVolumes(volumes: readonly VolumeSummary[]): VolumeSummary[] {
  const byName = new Intl.Collator(undefined, { numeric: true });
  return [...volumes].sort((a, b) => {
    if (a.isAnonymous !== b.isAnonymous) {
      return a.isAnonymous ? 1 : -1;
    }
    return (a.isAnonymous ? b.created - a.created : 0) || byName.compare(a.name, b.name);
  });
}

/** The name, or the start of the number that an anonymous one has instead. */
export function volumeLabel({ name, isAnonymous }: VolumeSummary): string {
  return isAnonymous ? name.slice(0, 12) : name;
}

/** The containers that mount a volume, running or not. */
export function containersWith(
  volume: VolumeSummary,
  containers: readonly ContainerSummary[],
): ContainerSummary[] {
  return sortContainers(containers.filter((each) => mountsOf(volume, each).length > 0));
}

/** Where a container has a volume. */
export function mountsOf(volume: VolumeSummary, container: ContainerSummary): ContainerMount[] {
  return container.mounts.filter(({ type, name }) => type === 'volume' && name === volume.name);
}

/** One line beside the name: no name of its own, its driver where it is not the usual one, size, use. */
export function volumeDescription(
  volume: VolumeSummary,
  users: number,
  size: number | undefined,
): string {
  return [
    volume.isAnonymous ? 'anonymous' : '',
    volume.driver === 'local' ? '' : volume.driver,
    size === undefined ? '' : byteSize(size),
    users > 0 ? `${users} container${users === 1 ? '' : 's'}` : 'unused',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** One line beside the name of a container with a volume: where it has it. */
export function mountDescription(mounts: readonly ContainerMount[], state: string): string {
  const places = mounts.map(({ destination, writable }) =>
    writable ? destination : `${destination} (read-only)`,
  );
  return [...places, state].join(' · ');
}

/** The details of a volume as Markdown; whatever comes from the engine is escaped. */
export function volumeTooltip(
  volume: VolumeSummary,
  containers: readonly ContainerSummary[],
  size: number | undefined,
  now: number,
): string {
  const created = volume.created === 0 ? '' : ageText(volume.created, now);
  const options = Object.entries(volume.options).map(([key, value]) =>
    markdownCode(`${key}=${value}`),
  );
  return `**${markdownCode(volume.name)}**\n\n${markdownTable([
    ['Driver', markdownCode(volume.driver)],
    ['Options', options.join(', ')],
    ['Size', size === undefined ? '' : byteSize(size)],
    ['On the engine', markdownCode(volume.mountpoint)],
    ['Used by', containers.map(({ name }) => markdownCode(name)).join(', ')],
    ['Created', created === '' || created === 'just now' ? created : `${created} ago`],
  ])}`;
}
