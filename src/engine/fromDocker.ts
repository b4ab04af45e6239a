import type {
  ContainerDetails,
  ContainerMount,
  ContainerState,
  ContainerSummary,
  PublishedPort,
} from '../domain/container';
import type { ImageDetails, ImageSummary } from '../domain/image';
import type { EngineInfo } from './containerEngine';
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
    state: containerState(json.at('State', 'Status').text),
    exitCode: json.at('State', 'ExitCode').number,
    stateError: json.at('State', 'Error').text,
    labels: json.at('Config', 'Labels').textRecord,
    mounts: json.at('Mounts').items.map(mountFromDocker),
    user: json.at('Config', 'User').text,
    workdir: json.at('Config', 'WorkingDir').text,
    env: json.at('Config', 'Env').texts,
  };
}

/** Reads the answer to `GET /images/json`. */
export function imagesFromList(json: LooseJson): readonly ImageSummary[] {
  return json.items.map((item) => ({
    id: item.at('Id').text,
    tags: item.at('RepoTags').texts.filter((tag) => tag !== '<none>:<none>'),
    size: item.at('Size').number,
    created: item.at('Created').number * 1000,
    labels: item.at('Labels').textRecord,
  }));
}

/** Reads the answer to `GET /images/{name}/json`. */
export function imageFromInspect(json: LooseJson): ImageDetails {
  return {
    id: json.at('Id').text,
    user: json.at('Config', 'User').text,
    workdir: json.at('Config', 'WorkingDir').text,
    env: json.at('Config', 'Env').texts,
    entrypoint: json.at('Config', 'Entrypoint').texts,
    command: json.at('Config', 'Cmd').texts,
    architecture: json.at('Architecture').text,
    os: json.at('Os').text,
  };
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
  };
}

/** A linked container has more names (`/other/alias`); its own is the one with a single slash. */
function containerName(names: readonly string[]): string {
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
  const ports = new Map<string, PublishedPort>();
  for (const item of items) {
    const hostIp = item.at('IP').text;
    const port: PublishedPort = {
      containerPort: item.at('PrivatePort').number,
      protocol: item.at('Type').text,
      ...(hostIp ? { hostIp } : {}),
      ...(item.at('PublicPort').isPresent ? { hostPort: item.at('PublicPort').number } : {}),
    };
    const address = hostIp === '::' ? '0.0.0.0' : hostIp;
    const key = `${address}|${port.hostPort ?? ''}|${port.containerPort}/${port.protocol}`;
    if (!ports.has(key)) {
      ports.set(key, port);
    }
  }
  return [...ports.values()].sort((a, b) => a.containerPort - b.containerPort);
}

function mountFromDocker(item: LooseJson): ContainerMount {
  return {
    type: item.at('Type').text,
    source: item.at('Source').text,
    destination: item.at('Destination').text,
    writable: item.at('RW').isTrue,
  };
}

/** Reads the answers to `GET /version` and `GET /info`. */
export function engineInfoFromDocker(
  version: LooseJson,
  info: LooseJson,
  isLocal: boolean,
): EngineInfo {
  const isPodman = version
    .at('Components')
    .items.some((component) => component.at('Name').text.startsWith('Podman'));
  const securityOptions = info.at('SecurityOptions').texts;
  const isRootless = securityOptions.some((option) => option.startsWith('name=rootless'));
  return {
    product: `${isPodman ? 'Podman' : 'Docker'} ${version.at('Version').text}`,
    apiVersion: version.at('ApiVersion').text,
    os: version.at('Os').text,
    architecture: version.at('Arch').text,
    capabilities: {
      hostBindMounts: isLocal,
      gpus: hasGpus(info),
      // Freezing needs a cgroup that the engine may write: cgroup v1 gives a rootless one none.
      pause: !(isRootless && info.at('CgroupVersion').text === '1'),
      userNamespaces:
        isRootless || securityOptions.some((option) => option.startsWith('name=userns')),
    },
  };
}

/** The list of CDI folders says nothing: it is there by default. Found devices do (API 1.50). */
function hasGpus(info: LooseJson): boolean {
  return (
    info.at('Runtimes', 'nvidia').isPresent ||
    info
      .at('DiscoveredDevices')
      .items.some((device) => device.at('ID').text.startsWith('nvidia.com/gpu'))
  );
}

/** What an event of the engine makes out of date. */
export function changeFromEvent(event: LooseJson): 'containers' | 'images' | undefined {
  switch (event.at('Type').text) {
    case 'container':
      return 'containers';
    case 'image':
      return 'images';
    default:
      return undefined;
  }
}
