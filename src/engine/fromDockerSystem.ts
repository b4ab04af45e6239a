import type { DiskUsage, DiskUsageItem, DiskUsageOfKind } from '../domain/diskUsage';
import type { EngineInfo, EngineMachine } from '../domain/engineInfo';
import type { ResourceKind } from './containerEngine';
import { containerName } from './fromDocker';
import { isOlder } from './apiVersion';
import type { LooseJson } from './looseJson';

/** What an engine says of itself: its answers to `GET /version`, `GET /info` and `HEAD /_ping`. */
export interface EngineAnswers {
  readonly version: LooseJson;
  readonly info: LooseJson;
  /** The header `Builder-Version`, which old engines leave out. */
  readonly builderVersion: string | undefined;
}

/** Reads what an engine says of itself. */
export function engineInfoFromDocker(
  { version, info, builderVersion }: EngineAnswers,
  isLocal: boolean,
): EngineInfo {
  const isPodman = version
    .at('Components')
    .items.some((component) => component.at('Name').text.startsWith('Podman'));
  const securityOptions = info.at('SecurityOptions').texts;
  const isRootless = securityOptions.some((option) => option.startsWith('name=rootless'));
  // cgroup v1 gives a rootless engine none that it may write, so it can neither freeze nor limit.
  const hasCgroups = !(isRootless && info.at('CgroupVersion').text === '1');
  return {
    product: `${isPodman ? 'Podman' : 'Docker'} ${version.at('Version').text}`,
    apiVersion: version.at('ApiVersion').text,
    os: version.at('Os').text,
    architecture: version.at('Arch').text,
    capabilities: {
      hostBindMounts: isLocal,
      gpus: hasGpus(info),
      pause: hasCgroups,
      userNamespaces:
        isRootless || securityOptions.some((option) => option.startsWith('name=userns')),
      stats: hasCgroups,
      limits: hasCgroups,
      buildCache: !isPodman,
      // Docker has it since 18.09, but not for containers of Windows; "1" is the classic builder, which
      // the engine's settings may prefer.
      buildKit:
        !isPodman &&
        builderVersion !== '1' &&
        version.at('Os').text === 'linux' &&
        !isOlder(version.at('ApiVersion').text, '1.39'),
      keepsInput: !isPodman,
    },
    machine: machineFromInfo(info),
  };
}

function machineFromInfo(info: LooseJson): EngineMachine {
  return {
    name: info.at('Name').text,
    operatingSystem: info.at('OperatingSystem').text,
    kernel: info.at('KernelVersion').text,
    cpus: info.at('NCPU').number,
    memory: info.at('MemTotal').number,
    rootFolder: info.at('DockerRootDir').text,
    storageDriver: info.at('Driver').text,
    cgroupVersion: Number(info.at('CgroupVersion').text) || 1,
    cgroupDriver: info.at('CgroupDriver').text,
    runtimes: info.at('Runtimes').keys,
    defaultRuntime: info.at('DefaultRuntime').text,
    cdiFolders: info.at('CDISpecDirs').texts,
    cdiDevices: info
      .at('DiscoveredDevices')
      .items.filter((device) => device.at('Source').text === 'cdi')
      .map((device) => device.at('ID').text),
    securityOptions: info.at('SecurityOptions').texts,
    warnings: info.at('Warnings').texts,
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
export function changesFromEvent(event: LooseJson): readonly ResourceKind[] {
  switch (event.at('Type').text) {
    case 'container':
      return ['containers'];
    case 'image':
      return ['images'];
    case 'network':
      // Containers tell which networks they are on.
      return ['connect', 'disconnect'].includes(event.at('Action').text)
        ? ['networks', 'containers']
        : ['networks'];
    case 'volume':
      return ['volumes'];
    default:
      return [];
  }
}

/** Reads the answer to `GET /system/df`. */
export function diskUsageFromDf(json: LooseJson): DiskUsage {
  const images = json.at('Images').items.map(imageItem);
  return {
    images: {
      ...usageOf(images),
      // The layers of all images, each once.
      size: json.at('LayersSize').number || usageOf(images).size,
    },
    containers: usageOf(json.at('Containers').items.map(containerItem)),
    volumes: usageOf(json.at('Volumes').items.map(volumeItem)),
    buildCache: usageOf(json.at('BuildCache').items.map(cacheItem)),
  };
}

function usageOf(items: readonly DiskUsageItem[]): DiskUsageOfKind {
  const sum = (of: readonly DiskUsageItem[]): number =>
    of.reduce((total, { size, shared }) => total + size - shared, 0);
  return { items, size: sum(items), reclaimable: sum(items.filter(({ isInUse }) => !isInUse)) };
}

function imageItem(json: LooseJson): DiskUsageItem {
  const id = json.at('Id').text;
  // Podman gives the tag without the name here.
  const tag = json
    .at('RepoTags')
    .texts.find((text) => text !== '<none>:<none>' && text.includes(':'));
  return {
    id,
    name: tag ?? id.replace(/^sha256:/, '').slice(0, 12),
    size: json.at('Size').number,
    shared: Math.max(json.at('SharedSize').number, 0),
    isInUse: json.at('Containers').number > 0,
  };
}

function containerItem(json: LooseJson): DiskUsageItem {
  return {
    id: json.at('Id').text,
    name: containerName(json.at('Names').texts),
    size: json.at('SizeRw').number,
    shared: 0,
    isInUse: ['running', 'paused', 'restarting'].includes(json.at('State').text),
  };
}

function volumeItem(json: LooseJson): DiskUsageItem {
  const name = json.at('Name').text;
  return {
    id: name,
    name,
    size: Math.max(json.at('UsageData', 'Size').number, 0),
    shared: 0,
    isInUse: json.at('UsageData', 'RefCount').number !== 0,
  };
}

function cacheItem(json: LooseJson): DiskUsageItem {
  return {
    id: json.at('ID').text,
    name: json.at('Description').text || json.at('Type').text,
    size: json.at('Size').number,
    // A shared record is a layer of an image as well.
    shared: json.at('Shared').isTrue ? json.at('Size').number : 0,
    isInUse: json.at('InUse').isTrue,
  };
}
