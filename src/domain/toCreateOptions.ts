import type {
  ContainerSpec,
  DeviceRate,
  GpuRequest,
  HealthCheck,
  Mount,
  PortBinding,
} from './containerSpec';
import type {
  CreateBody,
  CreateDeviceRequest,
  CreateEndpoint,
  CreateHealthCheck,
  CreateHostConfig,
  CreateMount,
  CreateOptions,
} from './createOptions';
import { isUserDefinedNetwork } from './networkMode';
import { portRange } from './portFlag';

/**
 * The Engine API's create request for a specification, with the meaning that `docker run` gives to
 * it. Environment, label and seccomp files are read before: see `readClientFiles`.
 */
export function toCreateOptions(spec: ContainerSpec): CreateOptions {
  return { ...named(spec), body: toBody(spec) };
}

function named(spec: ContainerSpec): Pick<CreateOptions, 'name' | 'platform'> {
  return { name: spec.name, platform: spec.platform };
}

function toBody(spec: ContainerSpec): CreateBody {
  const endpoint = toEndpoint(spec);
  return {
    Image: spec.image,
    Cmd: list(spec.command),
    Entrypoint: spec.entrypoint === undefined ? undefined : [spec.entrypoint],
    Hostname: spec.hostname,
    Domainname: spec.domainname,
    User: spec.user,
    ...toStreams(spec),
    Env: list(lastOfEach(spec.env)),
    WorkingDir: spec.workdir,
    Labels: map(spec.labels),
    MacAddress: spec.macAddress,
    ExposedPorts: toExposedPorts(spec),
    Volumes: toSet(spec.mounts?.flatMap(anonymousTarget)),
    StopSignal: spec.stopSignal,
    StopTimeout: spec.stopTimeout,
    Healthcheck: spec.health && toHealthCheck(spec.health),
    HostConfig: toHostConfig(spec),
    NetworkingConfig: endpoint && {
      EndpointsConfig: { [spec.network ?? 'default']: endpoint },
    },
  };
}

/** A detached container has no stream attached; otherwise `-a` decides, and `-i` adds stdin. */
function toStreams(spec: ContainerSpec): Partial<CreateBody> & {
  AttachStdin: boolean;
  AttachStdout: boolean;
  AttachStderr: boolean;
} {
  const attached = (stream: string): boolean =>
    spec.detach !== true && (spec.attach === undefined || spec.attach.includes(stream));
  const stdin =
    spec.detach !== true &&
    (spec.interactive === true || (spec.attach?.includes('stdin') ?? false));
  return {
    AttachStdin: stdin,
    AttachStdout: attached('stdout'),
    AttachStderr: attached('stderr'),
    Tty: spec.tty,
    OpenStdin: spec.interactive,
    StdinOnce: spec.interactive === true && stdin,
  };
}

function toHostConfig(spec: ContainerSpec): CreateHostConfig {
  const noMaskedPaths = spec.securityOpt?.includes('systempaths=unconfined') ?? false;
  return {
    Annotations: map(spec.annotations),
    AutoRemove: spec.autoRemove,
    Binds: list(spec.mounts?.flatMap(toBind)),
    BlkioDeviceReadBps: spec.deviceReadBps?.map(toThrottle),
    BlkioDeviceReadIOps: spec.deviceReadIops?.map(toThrottle),
    BlkioDeviceWriteBps: spec.deviceWriteBps?.map(toThrottle),
    BlkioDeviceWriteIOps: spec.deviceWriteIops?.map(toThrottle),
    BlkioWeight: spec.blkioWeight,
    BlkioWeightDevice: spec.blkioWeightDevices?.map(({ hostPath, rate }) => ({
      Path: hostPath,
      Weight: rate,
    })),
    CapAdd: list(spec.capAdd?.map(toCapability)),
    CapDrop: list(spec.capDrop?.map(toCapability)),
    CgroupParent: spec.cgroupParent,
    CgroupnsMode: spec.cgroupns,
    CpuPeriod: spec.cpuPeriod,
    CpuQuota: spec.cpuQuota,
    CpuRealtimePeriod: spec.cpuRealtimePeriod,
    CpuRealtimeRuntime: spec.cpuRealtimeRuntime,
    CpuShares: spec.cpuShares,
    CpusetCpus: spec.cpusetCpus,
    CpusetMems: spec.cpusetMems,
    DeviceCgroupRules: list(spec.deviceCgroupRules),
    DeviceRequests: toDeviceRequests(spec),
    Devices: spec.devices?.map(({ hostPath, containerPath, permissions }) => ({
      PathOnHost: hostPath,
      PathInContainer: containerPath,
      CgroupPermissions: permissions,
    })),
    Dns: list(spec.dns),
    DnsOptions: list(spec.dnsOptions),
    DnsSearch: list(spec.dnsSearch),
    ExtraHosts: list(spec.addHosts),
    GroupAdd: list(spec.groupAdd),
    Init: spec.init,
    IpcMode: spec.ipc,
    Isolation: spec.isolation,
    KernelMemory: spec.kernelMemory,
    Links: list(spec.links),
    LogConfig:
      spec.logDriver === undefined && spec.logOptions === undefined
        ? undefined
        : { Type: spec.logDriver ?? '', Config: { ...spec.logOptions } },
    MaskedPaths: noMaskedPaths ? [] : undefined,
    Memory: spec.memory,
    MemoryReservation: spec.memoryReservation,
    MemorySwap: spec.memorySwap,
    MemorySwappiness: spec.memorySwappiness,
    Mounts: toMounts(spec.mounts),
    NanoCpus: spec.cpus === undefined ? undefined : Math.round(spec.cpus * 1e9),
    NetworkMode: spec.network,
    OomKillDisable: spec.oomKillDisable,
    OomScoreAdj: spec.oomScoreAdj,
    PidMode: spec.pid,
    PidsLimit: spec.pidsLimit,
    PortBindings: toPortBindings(spec.ports),
    Privileged: spec.privileged,
    PublishAllPorts: spec.publishAll,
    ReadonlyPaths: noMaskedPaths ? [] : undefined,
    ReadonlyRootfs: spec.readOnly,
    RestartPolicy: spec.restart && {
      Name: spec.restart.name,
      MaximumRetryCount: spec.restart.maximumRetryCount,
    },
    Runtime: spec.runtime,
    SecurityOpt: list(spec.securityOpt?.filter((option) => option !== 'systempaths=unconfined')),
    ShmSize: spec.shmSize,
    StorageOpt: map(spec.storageOptions),
    Sysctls: map(spec.sysctls),
    Tmpfs: map(spec.tmpfs),
    UTSMode: spec.uts,
    Ulimits: spec.ulimits?.map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard })),
    UsernsMode: spec.userns,
    VolumeDriver: spec.volumeDriver,
    VolumesFrom: list(spec.volumesFrom),
  };
}

function toDeviceRequests(spec: ContainerSpec): CreateDeviceRequest[] | undefined {
  const requests = (spec.gpus ?? []).map(toGpuRequest);
  if (spec.cdiDevices !== undefined) {
    requests.push({ Driver: 'cdi', Count: 0, DeviceIDs: [...spec.cdiDevices] });
  }
  return requests.length > 0 ? requests : undefined;
}

function toGpuRequest(gpu: GpuRequest): CreateDeviceRequest {
  return {
    Driver: gpu.driver ?? '',
    Count: gpu.count ?? 0,
    DeviceIDs: list(gpu.deviceIds),
    Capabilities: [[...(gpu.capabilities ?? []), 'gpu']],
    Options: { ...gpu.options },
  };
}

function toMounts(mounts: readonly Mount[] = []): CreateMount[] | undefined {
  const own = mounts.flatMap((mount) => (mount.kind === 'volumeFlag' ? [] : [toMount(mount)]));
  return own.length > 0 ? own : undefined;
}

function toMount(mount: Exclude<Mount, { kind: 'volumeFlag' }>): CreateMount {
  const { bindPropagation, bindNonRecursive, tmpfsSize, tmpfsMode } = mount;
  return {
    Type: mount.kind,
    Source: mount.source,
    Target: mount.target,
    ReadOnly: mount.readOnly,
    Consistency: mount.consistency,
    BindOptions: whenAny(
      { Propagation: bindPropagation, NonRecursive: bindNonRecursive },
      bindPropagation,
      bindNonRecursive,
    ),
    VolumeOptions: toVolumeOptions(mount),
    TmpfsOptions: whenAny({ SizeBytes: tmpfsSize, Mode: tmpfsMode }, tmpfsSize, tmpfsMode),
  };
}

function toVolumeOptions(
  mount: Exclude<Mount, { kind: 'volumeFlag' }>,
): CreateMount['VolumeOptions'] {
  const { volumeNoCopy, volumeSubpath, volumeLabels, volumeDriver, volumeOptions } = mount;
  const driver = whenAny(
    { Name: volumeDriver, Options: map(volumeOptions) },
    volumeDriver,
    volumeOptions,
  );
  return whenAny(
    {
      NoCopy: volumeNoCopy,
      Subpath: volumeSubpath,
      Labels: map(volumeLabels),
      DriverConfig: driver,
    },
    volumeNoCopy,
    volumeSubpath,
    volumeLabels,
    driver,
  );
}

/** `-v` with a source is a `Binds` entry; without one it is an anonymous volume. */
function toBind(mount: Mount): string[] {
  return mount.kind === 'volumeFlag' && mount.source !== undefined
    ? [[mount.source, mount.target, ...optional(mount.options)].join(':')]
    : [];
}

function anonymousTarget(mount: Mount): string[] {
  return mount.kind === 'volumeFlag' && mount.source === undefined ? [mount.target] : [];
}

function toExposedPorts(spec: ContainerSpec): CreateBody['ExposedPorts'] {
  return toSet([
    ...(spec.ports ?? []).map(portKey),
    ...(spec.expose ?? []).flatMap((exposed) => {
      const [range = '', protocol = 'tcp'] = exposed.split('/');
      return portRange(range).map((port) => `${port}/${protocol}`);
    }),
  ]);
}

function toPortBindings(ports: readonly PortBinding[] = []): CreateHostConfig['PortBindings'] {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const port of ports) {
    (bindings[portKey(port)] ??= []).push({
      HostIp: port.hostIp ?? '',
      HostPort: port.hostPort ?? '',
    });
  }
  return ports.length > 0 ? bindings : undefined;
}

function portKey(port: PortBinding): string {
  return `${port.containerPort}/${port.protocol}`;
}

function toEndpoint(spec: ContainerSpec): CreateEndpoint | undefined {
  const { ip, ip6, linkLocalIps, networkAliases, macAddress } = spec;
  const links = isUserDefinedNetwork(spec.network) ? spec.links : undefined;
  return whenAny(
    {
      IPAMConfig: whenAny(
        { IPv4Address: ip, IPv6Address: ip6, LinkLocalIPs: list(linkLocalIps) },
        ip,
        ip6,
        linkLocalIps,
      ),
      Links: list(links),
      Aliases: list(networkAliases),
      MacAddress: macAddress,
    },
    ip,
    ip6,
    linkLocalIps,
    links,
    networkAliases,
    macAddress,
  );
}

function toHealthCheck(health: HealthCheck): CreateHealthCheck {
  return {
    Test: health.disabled
      ? ['NONE']
      : health.command === undefined
        ? undefined
        : ['CMD-SHELL', health.command],
    Interval: health.interval,
    Timeout: health.timeout,
    StartPeriod: health.startPeriod,
    StartInterval: health.startInterval,
    Retries: health.retries,
  };
}

function toThrottle({ hostPath, rate }: DeviceRate): { Path: string; Rate: number } {
  return { Path: hostPath, Rate: rate };
}

/** The engine wants `CAP_SYS_PTRACE`; people write `sys_ptrace`. */
function toCapability(capability: string): string {
  const name = capability.trim().toUpperCase();
  return name === 'ALL' || name.startsWith('CAP_') ? name : `CAP_${name}`;
}

/** The last assignment of each variable, as the command line's later `-e` wins. */
function lastOfEach(env: readonly string[] = []): string[] {
  const byName = new Map(env.map((entry) => [entry.split('=', 1)[0] ?? '', entry]));
  return [...byName.values()];
}

function list(values: readonly string[] | undefined): string[] | undefined {
  return values && values.length > 0 ? [...values] : undefined;
}

function map(
  values: Readonly<Record<string, string>> | undefined,
): Record<string, string> | undefined {
  return values && { ...values };
}

function toSet(keys: readonly string[] = []): Record<string, Record<string, never>> | undefined {
  return keys.length > 0 ? Object.fromEntries(keys.map((key) => [key, {}])) : undefined;
}

function optional(value: string | undefined): string[] {
  return value === undefined ? [] : [value];
}

/** The object when any of the values is there, else nothing: the API tells `{}` from "not given". */
function whenAny<T>(object: T, ...values: unknown[]): T | undefined {
  return values.some((value) => value !== undefined) ? object : undefined;
}
