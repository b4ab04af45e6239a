import { ageText } from './age';
import type { ContainerNetwork, ContainerSummary } from './container';
import { sortContainers } from './containerList';
import { markdownCode, markdownTable } from './markdown';
import type { NetworkSummary } from './network';

/** The user's own by name, then those that come with the engine. */
export function sortNetworks(networks: readonly NetworkSummary[]): NetworkSummary[] {
  const byName = new Intl.Collator(undefined, { numeric: true });
  return [...networks].sort(
    (a, b) =>
      Number(a.isPredefined) - Number(b.isPredefined) ||
      byName.compare(a.name, b.name) ||
      byName.compare(a.id, b.id),
  );
}

/** The containers on a network, those that are on it from their next start included. */
export function containersOn(
  network: NetworkSummary,
  containers: readonly ContainerSummary[],
): ContainerSummary[] {
  return sortContainers(containers.filter((each) => placeOn(network, each) !== undefined));
}

/** How a container is on a network; undefined when it is not. */
export function placeOn(
  network: NetworkSummary,
  container: ContainerSummary,
): ContainerNetwork | undefined {
  // The engine gives a container that never ran the name alone.
  return container.networks.find(({ id, name }) =>
    id === '' ? name === network.name : id === network.id,
  );
}

/** One line beside the name: driver, subnets, what is special, who is on it. */
export function networkDescription(network: NetworkSummary, containers: number): string {
  return [
    network.driver,
    network.subnets.map(({ subnet }) => subnet).join(', '),
    network.internal ? 'internal' : '',
    containers > 0 ? `${containers} container${containers === 1 ? '' : 's'}` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** One line beside the name of a container on a network: its address, or why it has none. */
export function placeDescription(container: ContainerSummary, place: ContainerNetwork): string {
  const addresses = [place.ipv4, place.ipv6].filter((address) => address !== undefined);
  return addresses.length > 0 ? addresses.join(' · ') : container.state;
}

/** The details of a network as Markdown; whatever comes from the engine is escaped. */
export function networkTooltip(
  network: NetworkSummary,
  containers: readonly ContainerSummary[],
  now: number,
): string {
  const subnets = network.subnets.map(({ subnet, gateway }) =>
    gateway === undefined
      ? markdownCode(subnet)
      : `${markdownCode(subnet)} by ${markdownCode(gateway)}`,
  );
  const created = network.created === 0 ? '' : ageText(network.created, now);
  return `**${markdownCode(network.name)}**\n\n${markdownTable([
    ['Driver', markdownCode(network.driver)],
    ['Subnets', subnets.join(', ')],
    ['Reach', network.internal ? 'only its own containers' : ''],
    ['IPv6', network.ipv6 ? 'yes' : ''],
    ['Containers', containers.map(({ name }) => markdownCode(name)).join(', ')],
    ['Created', created === '' || created === 'just now' ? created : `${created} ago`],
    ['Id', markdownCode(network.id.slice(0, 12))],
  ])}`;
}
