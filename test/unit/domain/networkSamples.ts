import type { ContainerNetwork, ContainerSummary } from '../../../src/domain/container';
import type { NetworkSummary } from '../../../src/domain/network';

/** A network of a user's, for the tests of pure rules. */
export function networkNamed(name: string, more: Partial<NetworkSummary> = {}): NetworkSummary {
  return {
    id: `id-${name}`,
    name,
    driver: 'bridge',
    scope: 'local',
    internal: false,
    attachable: false,
    ipv6: false,
    created: 0,
    subnets: [],
    options: {},
    labels: {},
    isPredefined: false,
    ...more,
  };
}

/** A running container on these networks. */
export function containerOn(
  name: string,
  networks: readonly ContainerNetwork[],
  more: Partial<ContainerSummary> = {},
): ContainerSummary {
  return {
    id: `id-${name}`,
    name,
    image: 'image',
    imageId: 'sha256:1',
    state: 'running',
    status: 'Up 1 minute',
    created: 0,
    command: 'sh',
    ports: [],
    labels: {},
    mounts: [],
    networks,
    ...more,
  };
}
