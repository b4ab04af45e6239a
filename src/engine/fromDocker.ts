import type {
  ContainerDetails,
  ContainerLimits,
  ContainerMount,
  ContainerNetwork,
  ContainerSize,
  ContainerState,
  ContainerSummary,
  PublishedPort,
} from '../domain/container';
import type { ContainerChange } from '../domain/containerChange';
import type { RestartPolicy } from '../domain/containerSpec';
import type { LooseJson } from './looseJson';

/** Reads the answer to `GET /containers/json`. */
export function containersFromList(json: LooseJson): readonly ContainerSummary[] {
  return json.items.map(containerFromListItem);
}

/** Reads the answer to `GET /containers/{id}/json`. */
export function containerFromInspect(json: LooseJson): ContainerDetails {
  return {
    id: json.at('Id').text,
    name: withoutSlash(json.at('Name').text),
    image: json.at('Config', 'Image').text,
    imageId: json.at('Image').text,
    state: containerState(json.at('State', 'Status').text),
    exitCode: json.at('State', 'ExitCode').number,
    stateError: json.at('State', 'Error').text,
    labels: json.at('Config', 'Labels').textRecord,
    mounts: json.at('Mounts').items.map(mountFromDocker),
    networks: networksFrom(json),
    user: json.at('Config', 'User').text,
    workdir: json.at('Config', 'WorkingDir').text,
    env: json.at('Config', 'Env').texts,
    tty: json.at('Config', 'Tty').isTrue,
    openStdin: json.at('Config', 'OpenStdin').isTrue,
    stdinOnce: json.at('Config', 'StdinOnce').isTrue,
    pid: json.at('State', 'Pid').number,
    pidMode: json.at('HostConfig', 'PidMode').text,
    oomKilled: json.at('State', 'OOMKilled').isTrue,
    restartCount: json.at('RestartCount').number,
    created: momentOf(json.at('Created')),
    started: momentOf(json.at('State', 'StartedAt')),
    finished: momentOf(json.at('State', 'FinishedAt')),
    limits: limitsFrom(json.at('HostConfig')),
  };
}

/** Reads the answer to `GET /containers/json?size=1`. */
export function sizesFromList(json: LooseJson): readonly ContainerSize[] {
  return json.items.map((item) => ({
    id: item.at('Id').text,
    writable: item.at('SizeRw').number,
    total: item.at('SizeRootFs').number,
  }));
}

/** Reads the answer to `GET /containers/{id}/changes`. */
export function changesFromDocker(json: LooseJson): readonly ContainerChange[] {
  const kinds = ['changed', 'added', 'deleted'] as const;
  return json.items.map((item) => ({
    kind: kinds[item.at('Kind').number] ?? 'changed',
    containerPath: item.at('Path').text,
  }));
}

/** A moment that the engine writes down; its zero is the year 1. */
export function momentOf(json: LooseJson): number {
  return Math.max(Date.parse(json.text) || 0, 0);
}

/** A field that is left out when it is empty. */
export function presentText<K extends string>(key: K, json: LooseJson): Partial<Record<K, string>> {
  const record: Partial<Record<string, string>> = json.text === '' ? {} : { [key]: json.text };
  return record;
}

function containerFromListItem(item: LooseJson): ContainerSummary {
  const status = item.at('Status').text;
  const health = healthOf(status);
  return {
    id: item.at('Id').text,
    name: containerName(item.at('Names').texts),
    image: item.at('Image').text,
    imageId: item.at('ImageID').text,
    state: containerState(item.at('State').text),
    ...(health ? { health } : {}),
    status,
    created: item.at('Created').number * 1000,
    command: item.at('Command').text,
    ports: publishedPorts(item.at('Ports').items),
    labels: item.at('Labels').textRecord,
    mounts: item.at('Mounts').items.map(mountFromDocker),
    networks: networksFrom(item),
  };
}

function networksFrom(container: LooseJson): readonly ContainerNetwork[] {
  const networks = container.at('NetworkSettings', 'Networks');
  return networks.keys.map((name) => {
    const endpoint = networks.at(name);
    return {
      id: endpoint.at('NetworkID').text,
      name,
      aliases: endpoint.at('Aliases').texts,
      ...presentText('ipv4', endpoint.at('IPAddress')),
      ...presentText('ipv6', endpoint.at('GlobalIPv6Address')),
      ...presentText('macAddress', endpoint.at('MacAddress')),
    };
  });
}

function limitsFrom(hostConfig: LooseJson): ContainerLimits {
  const quota = hostConfig.at('CpuQuota').number;
  const period = hostConfig.at('CpuPeriod').number || 100_000;
  return {
    memory: hostConfig.at('Memory').number,
    memoryReservation: hostConfig.at('MemoryReservation').number,
    memorySwap: hostConfig.at('MemorySwap').number,
    cpus: hostConfig.at('NanoCpus').number / 1e9 || Math.max(quota, 0) / period,
    cpuShares: hostConfig.at('CpuShares').number,
    cpusetCpus: hostConfig.at('CpusetCpus').text,
    // -1 and nothing mean the same.
    pids: Math.max(hostConfig.at('PidsLimit').number, 0),
    restart: restartFrom(hostConfig.at('RestartPolicy')),
  };
}

function restartFrom(policy: LooseJson): RestartPolicy {
  const names = ['always', 'unless-stopped', 'on-failure'] as const;
  const name = names.find((known) => known === policy.at('Name').text) ?? 'no';
  const maximumRetryCount = policy.at('MaximumRetryCount').number;
  return { name, ...(maximumRetryCount > 0 ? { maximumRetryCount } : {}) };
}

/** A linked container has more names (`/other/alias`); its own is the one with a single slash. */
export function containerName(names: readonly string[]): string {
  return withoutSlash(names.find((name) => !name.slice(1).includes('/')) ?? names[0] ?? '');
}

function withoutSlash(name: string): string {
  return name.replace(/^\//, '');
}

function containerState(text: string): ContainerState {
  switch (text) {
    case 'running':
    case 'paused':
    case 'restarting':
    case 'removing':
    case 'exited':
    case 'dead':
      return text;
    case 'stopped': // Podman
      return 'exited';
    default: // Also "configured" and "initialized" of Podman.
      return 'created';
  }
}

/** A list says of health only what stands in its status text. */
function healthOf(status: string): ContainerSummary['health'] {
  if (status.includes('(health: starting)')) {
    return 'starting';
  }
  if (status.includes('(unhealthy)')) {
    return 'unhealthy';
  }
  return status.includes('(healthy)') ? 'healthy' : undefined;
}

/** A port published on 0.0.0.0 and on :: comes twice; one of them is enough for a person. */
function publishedPorts(items: readonly LooseJson[]): readonly PublishedPort[] {
  if (items.length < 2) {
    return items.map(publishedPort);
  }
  const ports = new Map<string, PublishedPort>();
  for (const port of items.map(publishedPort)) {
    const { hostIp = '' } = port;
    const address = hostIp === '::' ? '0.0.0.0' : hostIp;
    const key = `${address}|${port.hostPort ?? ''}|${port.containerPort}/${port.protocol}`;
    if (!ports.has(key)) {
      ports.set(key, port);
    }
  }
  return [...ports.values()].sort((a, b) => a.containerPort - b.containerPort);
}

function publishedPort(item: LooseJson): PublishedPort {
  const hostIp = item.at('IP').text;
  const hostPort = item.at('PublicPort');
  return {
    containerPort: item.at('PrivatePort').number,
    protocol: item.at('Type').text,
    ...(hostIp ? { hostIp } : {}),
    ...(hostPort.isPresent ? { hostPort: hostPort.number } : {}),
  };
}

function mountFromDocker(item: LooseJson): ContainerMount {
  return {
    type: item.at('Type').text,
    ...presentText('name', item.at('Name')),
    source: item.at('Source').text,
    destination: item.at('Destination').text,
    writable: item.at('RW').isTrue,
  };
}
