import type { DeviceRate, GpuRequest, PortBinding, RestartPolicy } from '../domain/containerSpec';
import type { LooseJson } from './looseJson';
import { given, some, someRecord, type Fields } from './specFields';

const defaultSharedMemory = 64 * 1024 ** 2;

/** What `HostConfig` says of a container, less the engine's own defaults. */
export function hostConfigFields(host: LooseJson): Fields {
  const text = (key: string): string | undefined => given(host.at(key).text);
  const texts = (key: string): readonly string[] | undefined => some(host.at(key).texts);
  const flag = (key: string): true | undefined => host.at(key).isTrue || undefined;
  const number = (key: string): number | undefined => host.at(key).number || undefined;
  const privileged = flag('Privileged');
  return {
    autoRemove: flag('AutoRemove'),
    ports: some(portsOf(host)),
    publishAll: flag('PublishAllPorts'),
    addHosts: texts('ExtraHosts'),
    dns: texts('Dns'),
    dnsOptions: texts('DnsOptions'),
    dnsSearch: texts('DnsSearch'),
    ...deviceRequestsOf(host),
    runtime: unless(text('Runtime'), 'runc'),
    devices: some(
      host.at('Devices').items.map((device) => ({
        hostPath: device.at('PathOnHost').text,
        containerPath: device.at('PathInContainer').text,
        permissions: device.at('CgroupPermissions').text,
      })),
    ),
    deviceCgroupRules: texts('DeviceCgroupRules'),
    capAdd: some(host.at('CapAdd').texts.map(capability)),
    capDrop: some(host.at('CapDrop').texts.map(capability)),
    securityOpt: some(securityOf(host, privileged === true)),
    privileged,
    groupAdd: texts('GroupAdd'),
    ipc: unless(unless(text('IpcMode'), 'private'), 'shareable'),
    pid: text('PidMode'),
    uts: text('UTSMode'),
    userns: text('UsernsMode'),
    cgroupns: unless(text('CgroupnsMode'), 'private'),
    cgroupParent: text('CgroupParent'),
    shmSize: unless(number('ShmSize'), defaultSharedMemory),
    ulimits: some(
      host.at('Ulimits').items.map((limit) => ({
        name: limit.at('Name').text,
        soft: limit.at('Soft').number,
        hard: limit.at('Hard').number,
      })),
    ),
    sysctls: someRecord(host.at('Sysctls').textRecord),
    tmpfs: someRecord(host.at('Tmpfs').textRecord),
    volumesFrom: texts('VolumesFrom'),
    volumeDriver: text('VolumeDriver'),
    readOnly: flag('ReadonlyRootfs'),
    ...limitsOf(host),
    storageOptions: someRecord(host.at('StorageOpt').textRecord),
    isolation: unless(text('Isolation'), 'default'),
    annotations: someRecord(host.at('Annotations').textRecord),
    init: host.at('Init').isPresent ? host.at('Init').isTrue : undefined,
    restart: restartOf(host.at('RestartPolicy')),
    logDriver: unless(given(host.at('LogConfig', 'Type').text), 'json-file'),
    logOptions: someRecord(host.at('LogConfig', 'Config').textRecord),
  };
}

function limitsOf(host: LooseJson): Fields {
  const number = (key: string): number | undefined => host.at(key).number || undefined;
  const memory = number('Memory');
  const swappiness = host.at('MemorySwappiness');
  return {
    memory,
    // Without a word about it, the engine allows as much swap as memory.
    memorySwap:
      memory === undefined ? number('MemorySwap') : unless(number('MemorySwap'), 2 * memory),
    memoryReservation: number('MemoryReservation'),
    kernelMemory: number('KernelMemory'),
    memorySwappiness:
      swappiness.isPresent && swappiness.number !== -1 ? swappiness.number : undefined,
    cpus: host.at('NanoCpus').number === 0 ? undefined : host.at('NanoCpus').number / 1e9,
    cpuShares: number('CpuShares'),
    cpuPeriod: number('CpuPeriod'),
    cpuQuota: number('CpuQuota'),
    cpuRealtimePeriod: number('CpuRealtimePeriod'),
    cpuRealtimeRuntime: number('CpuRealtimeRuntime'),
    cpusetCpus: given(host.at('CpusetCpus').text),
    cpusetMems: given(host.at('CpusetMems').text),
    pidsLimit: number('PidsLimit'),
    oomKillDisable: host.at('OomKillDisable').isTrue || undefined,
    oomScoreAdj: number('OomScoreAdj'),
    blkioWeight: number('BlkioWeight'),
    blkioWeightDevices: ratesOf(host.at('BlkioWeightDevice'), 'Weight'),
    deviceReadBps: ratesOf(host.at('BlkioDeviceReadBps'), 'Rate'),
    deviceWriteBps: ratesOf(host.at('BlkioDeviceWriteBps'), 'Rate'),
    deviceReadIops: ratesOf(host.at('BlkioDeviceReadIOps'), 'Rate'),
    deviceWriteIops: ratesOf(host.at('BlkioDeviceWriteIOps'), 'Rate'),
  };
}

function ratesOf(json: LooseJson, key: 'Weight' | 'Rate'): readonly DeviceRate[] | undefined {
  return some(
    json.items.map((item) => ({ hostPath: item.at('Path').text, rate: item.at(key).number })),
  );
}

function portsOf(host: LooseJson): PortBinding[] {
  const bindings = host.at('PortBindings');
  return bindings.keys.flatMap((key) => {
    const [port, name] = key.split('/');
    const protocol = (['udp', 'sctp'] as const).find((one) => one === name) ?? 'tcp';
    return bindings.at(key).items.map((binding) => {
      const hostIp = given(binding.at('HostIp').text);
      const hostPort = given(binding.at('HostPort').text);
      return {
        ...(hostIp !== undefined && { hostIp }),
        ...(hostPort !== undefined && { hostPort }),
        containerPort: Number(port),
        protocol,
      };
    });
  });
}

function deviceRequestsOf(host: LooseJson): Fields<'gpus' | 'cdiDevices'> {
  const requests = host.at('DeviceRequests').items;
  const isCdi = (request: LooseJson): boolean => request.at('Driver').text === 'cdi';
  return {
    gpus: some(requests.filter((request) => !isCdi(request)).map(gpuOf)),
    cdiDevices: some(requests.filter(isCdi).flatMap((request) => request.at('DeviceIDs').texts)),
  };
}

function gpuOf(request: LooseJson): GpuRequest {
  const driver = given(request.at('Driver').text);
  const count = request.at('Count').number;
  const deviceIds = some(request.at('DeviceIDs').texts);
  const [all] = request.at('Capabilities').items;
  const capabilities = some(all?.texts.filter((name) => name !== 'gpu') ?? []);
  const options = someRecord(request.at('Options').textRecord);
  return {
    ...(driver !== undefined && { driver }),
    ...((count !== 0 || deviceIds === undefined) && { count }),
    ...(deviceIds && { deviceIds }),
    ...(capabilities && { capabilities }),
    ...(options && { options }),
  };
}

/** A privileged container has no label; one whose masks are empty was made with all paths open. */
function securityOf(host: LooseJson, isPrivileged: boolean): string[] {
  const options = host.at('SecurityOpt').texts;
  const masked = host.at('MaskedPaths');
  const isOpen = !isPrivileged && masked.isPresent && masked.items.length === 0;
  return [
    ...options.filter((option) => !isPrivileged || option !== 'label=disable'),
    ...(isOpen ? ['systempaths=unconfined'] : []),
  ];
}

function restartOf(policy: LooseJson): RestartPolicy | undefined {
  const name = (['always', 'unless-stopped', 'on-failure'] as const).find(
    (one) => one === policy.at('Name').text,
  );
  const count = policy.at('MaximumRetryCount').number;
  return name && { name, ...(count > 0 && { maximumRetryCount: count }) };
}

function capability(name: string): string {
  return name.replace(/^CAP_/, '');
}

function unless<T>(value: T | undefined, usual: T): T | undefined {
  return value === usual ? undefined : value;
}
