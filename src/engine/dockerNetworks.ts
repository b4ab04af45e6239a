import type { NetworkEndpoint, NetworkSpec } from '../domain/network';
import { onThing, slowCall, type DriverContext } from './driverContext';
import { networkFromInspect, networksFromList } from './fromDockerNetworks';
import { namedThings } from './namedThings';
import type { NetworkOperations } from './networkOperations';

/** Networks by Docker's API. */
export function dockerNetworks({ client, names }: DriverContext): NetworkOperations {
  const things = namedThings(client, 'network');
  return {
    async listNetworks(signal) {
      return networksFromList(
        await client.json(
          { method: 'GET', path: '/networks' },
          { what: 'list the networks', subject: 'The list of networks' },
          signal,
        ),
      );
    },

    async inspectNetwork(network, signal) {
      return networkFromInspect(await things.inspect(network, signal));
    },

    inspectNetworkJson: (network, signal) => things.inspectText(network, signal),

    async createNetwork(spec, signal) {
      const created = await client.json(
        { method: 'POST', path: '/networks/create', body: toNetworkBody(spec), timeout: slowCall },
        onThing('create', 'network', spec.name),
        signal,
      );
      const warning = created.at('Warning').text;
      return { id: created.at('Id').text, warnings: warning ? [warning] : [] };
    },

    async connectNetwork(network, container, endpoint = {}, signal) {
      await client.text(
        {
          method: 'POST',
          path: `${things.path(network)}/connect`,
          body: { Container: container, EndpointConfig: toEndpointBody(endpoint) },
          timeout: slowCall,
        },
        {
          what: `connect the container "${names.of(container)}" to the network "${network}"`,
          subject: `The network "${network}" or the container "${names.of(container)}"`,
          about: 'network',
        },
        signal,
      );
    },

    async disconnectNetwork(network, container, { force }, signal) {
      await client.text(
        {
          method: 'POST',
          path: `${things.path(network)}/disconnect`,
          body: { Container: container, Force: force },
          timeout: slowCall,
        },
        {
          what: `disconnect the container "${names.of(container)}" from the network "${network}"`,
          subject: `The network "${network}" or the container "${names.of(container)}"`,
          about: 'network',
        },
        signal,
      );
    },

    removeNetwork: (network, signal) => things.remove(network, signal),
  };
}

function toNetworkBody(spec: NetworkSpec): object {
  return {
    Name: spec.name,
    // An engine that has no such wish of its own would make a second network of the same name.
    CheckDuplicate: true,
    Driver: spec.driver,
    Internal: spec.internal ?? false,
    Attachable: spec.attachable ?? false,
    EnableIPv6: spec.ipv6 ?? false,
    Options: { ...spec.options },
    Labels: { ...spec.labels },
    IPAM: spec.subnets && {
      Driver: 'default',
      Config: spec.subnets.map(({ subnet, gateway, ipRange }) => ({
        Subnet: subnet,
        Gateway: gateway,
        IPRange: ipRange,
      })),
    },
  };
}

function toEndpointBody({ aliases, ipv4, ipv6, links }: NetworkEndpoint): object {
  return {
    Aliases: aliases,
    Links: links,
    IPAMConfig:
      ipv4 === undefined && ipv6 === undefined
        ? undefined
        : { IPv4Address: ipv4, IPv6Address: ipv6 },
  };
}
