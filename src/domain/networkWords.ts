import type { NetworkEndpoint, NetworkSpec } from './network';

/** The words of the `docker` command that makes a network. */
export function createNetworkWords(spec: NetworkSpec): string[] {
  return [
    'network',
    'create',
    ...(spec.driver === undefined ? [] : ['--driver', spec.driver]),
    ...(spec.internal ? ['--internal'] : []),
    ...(spec.subnets ?? []).flatMap(({ subnet }) => ['--subnet', subnet]),
    spec.name,
  ];
}

/** The words of the `docker` command that connects a container to a network. */
export function connectNetworkWords(
  network: string,
  container: string,
  endpoint: NetworkEndpoint,
): string[] {
  return [
    'network',
    'connect',
    ...(endpoint.ipv4 === undefined ? [] : ['--ip', endpoint.ipv4]),
    ...(endpoint.ipv6 === undefined ? [] : ['--ip6', endpoint.ipv6]),
    ...(endpoint.aliases ?? []).flatMap((alias) => ['--alias', alias]),
    network,
    container,
  ];
}
