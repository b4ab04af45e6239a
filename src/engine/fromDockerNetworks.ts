import type { NetworkDetails, NetworkMember, NetworkSummary, Subnet } from '../domain/network';
import type { VolumeSummary, VolumeUsage } from '../domain/volume';
import { momentOf, presentText } from './fromDocker';
import type { LooseJson } from './looseJson';

/** Reads the answer to `GET /networks`. */
export function networksFromList(json: LooseJson): readonly NetworkSummary[] {
  return json.items.map(networkFrom);
}

/** Reads the answer to `GET /networks/{id}`. */
export function networkFromInspect(json: LooseJson): NetworkDetails {
  const containers = json.at('Containers');
  return {
    ...networkFrom(json),
    members: containers.keys.map((id) => memberFrom(id, containers.at(id))),
  };
}

/** Reads the answer to `GET /volumes`. */
export function volumesFromList(json: LooseJson): readonly VolumeSummary[] {
  return json.at('Volumes').items.map(volumeFromInspect);
}

/** Reads the answer to `GET /volumes/{name}`. */
export function volumeFromInspect(json: LooseJson): VolumeSummary {
  const name = json.at('Name').text;
  return {
    name,
    driver: json.at('Driver').text,
    scope: json.at('Scope').text,
    mountpoint: json.at('Mountpoint').text,
    created: momentOf(json.at('CreatedAt')),
    labels: json.at('Labels').textRecord,
    options: json.at('Options').textRecord,
    isAnonymous: /^[0-9a-f]{64}$/.test(name),
  };
}

/** Reads the volumes in the answer to `GET /system/df`. */
export function volumeUsageFromDf(json: LooseJson): readonly VolumeUsage[] {
  return json.at('Volumes').items.map((item) => {
    const { Size: size, RefCount: users } = {
      Size: item.at('UsageData', 'Size'),
      RefCount: item.at('UsageData', 'RefCount'),
    };
    return {
      name: item.at('Name').text,
      // -1: the driver cannot say.
      ...(size.isPresent && size.number >= 0 ? { size: size.number } : {}),
      ...(users.isPresent && users.number >= 0 ? { users: users.number } : {}),
    };
  });
}

const predefined: ReadonlySet<string> = new Set(['bridge', 'host', 'none', 'podman']);

function networkFrom(json: LooseJson): NetworkSummary {
  const name = json.at('Name').text;
  return {
    id: json.at('Id').text,
    name,
    driver: json.at('Driver').text,
    scope: json.at('Scope').text,
    internal: json.at('Internal').isTrue,
    attachable: json.at('Attachable').isTrue,
    ipv6: json.at('EnableIPv6').isTrue,
    created: momentOf(json.at('Created')),
    subnets: json.at('IPAM', 'Config').items.map(subnetFrom),
    options: json.at('Options').textRecord,
    labels: json.at('Labels').textRecord,
    isPredefined: predefined.has(name),
  };
}

function subnetFrom(json: LooseJson): Subnet {
  return {
    subnet: json.at('Subnet').text,
    ...presentText('gateway', json.at('Gateway')),
    ...presentText('ipRange', json.at('IPRange')),
  };
}

function memberFrom(containerId: string, json: LooseJson): NetworkMember {
  return {
    containerId,
    name: json.at('Name').text,
    ...presentText('ipv4', json.at('IPv4Address')),
    ...presentText('ipv6', json.at('IPv6Address')),
    ...presentText('macAddress', json.at('MacAddress')),
  };
}
