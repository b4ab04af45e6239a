import type { ContainerSummary, PublishedPort } from './container';
import { sortContainers, publishedPorts, portShort } from './containerList';
import type { NetworkSummary } from './network';
import { placeOn, sortNetworks } from './networkList';

/** Who reaches whom, as far as networks decide it: what the picture of an engine's networks shows. */
export interface ReachMap {
  readonly networks: readonly MappedNetwork[];
  readonly containers: readonly MappedContainer[];
}

export interface MappedNetwork {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly subnets: readonly string[];
  /** Cut off from the world outside. */
  readonly isInternal: boolean;
  /** Its containers find each other by name, which those on the engine's own bridge do not. */
  readonly hasNames: boolean;
  /** Its containers may speak with each other. */
  readonly isOpen: boolean;
}

export interface MappedContainer {
  readonly id: string;
  readonly name: string;
  readonly isRunning: boolean;
  readonly places: readonly MappedPlace[];
  /** Published ports, such as `8080→80`. */
  readonly ports: readonly string[];
}

interface MappedPlace {
  readonly network: string;
  /** Its address there, while it runs. */
  readonly address?: string;
  /** The names by which others on the network find it. */
  readonly names: readonly string[];
}

/** One way from a container to another one: over a network, by names or an address. */
export interface Way {
  readonly network: string;
  readonly names: readonly string[];
  readonly address?: string;
}

/** Draws up who is where. Networks that nobody is on come last; those of no container are left to the host. */
export function reachMap(
  networks: readonly NetworkSummary[],
  containers: readonly ContainerSummary[],
): ReachMap {
  const mapped = sortContainers(containers, 'name').map((container) =>
    mappedContainer(container, networks),
  );
  const isUsed = ({ id }: NetworkSummary): boolean =>
    mapped.some(({ places }) => places.some(({ network }) => network === id));
  const sorted = sortNetworks(networks).filter(({ driver }) => driver !== 'null');
  return {
    networks: [
      ...sorted.filter(isUsed),
      ...sorted.filter((network) => !isUsed(network) && !network.isPredefined),
    ].map(mappedNetwork),
    containers: mapped,
  };
}

/** The ways by which one container reaches another one; none when either does not run. */
export function waysTo(map: ReachMap, from: MappedContainer, to: MappedContainer): readonly Way[] {
  if (from.id === to.id || !from.isRunning || !to.isRunning) {
    return [];
  }
  return to.places.flatMap(({ network, names, address }): Way[] => {
    const shared = map.networks.find(({ id }) => id === network);
    const isThere = from.places.some((place) => place.network === network);
    if (!shared?.isOpen || !isThere) {
      return [];
    }
    const hasNames = shared.hasNames;
    return [
      { network: shared.name, names: hasNames ? names : [], ...(address ? { address } : {}) },
    ];
  });
}

/** Whether a container reaches the world outside of the engine's machine. */
export function reachesOutside(map: ReachMap, { isRunning, places }: MappedContainer): boolean {
  return (
    isRunning &&
    places.some(({ network }) =>
      map.networks.some(({ id, isInternal }) => id === network && !isInternal),
    )
  );
}

function mappedNetwork(network: NetworkSummary): MappedNetwork {
  const { id, name, driver, subnets, internal, options } = network;
  const isHost = driver === 'host';
  const isOpen = options['com.docker.network.bridge.enable_icc'] !== 'false';
  return {
    id,
    name,
    driver,
    subnets: subnets.map(({ subnet }) => subnet),
    isInternal: internal,
    // On the host's own network everybody is `localhost`.
    hasNames: !isHost && !(network.isPredefined && name === 'bridge'),
    isOpen,
  };
}

function mappedContainer(
  container: ContainerSummary,
  networks: readonly NetworkSummary[],
): MappedContainer {
  const isRunning = container.state === 'running' || container.state === 'paused';
  const places = networks.flatMap((network): MappedPlace[] => {
    const place = placeOn(network, container);
    if (!place || network.driver === 'null') {
      return [];
    }
    const isHost = network.driver === 'host';
    const address = isHost ? 'localhost' : (place.ipv4 ?? place.ipv6);
    // The engine adds the beginning of the id to the aliases.
    const aliases = place.aliases.filter((alias) => !container.id.startsWith(alias));
    return [
      {
        network: network.id,
        names: isHost ? [] : [...new Set([container.name, ...aliases])],
        ...(isRunning && address ? { address } : {}),
      },
    ];
  });
  return {
    id: container.id,
    name: container.name,
    isRunning,
    places,
    ports: publishedPorts(container).map((port: PublishedPort) => portShort(port)),
  };
}
