import { isContainerName } from './containerName';
import type { ContainerSpec, DeviceRate, GpuRequest, HealthCheck } from './containerSpec';
import { composeMounts } from './composeMounts';
import { formatDuration } from './duration';
import { isUserDefinedNetwork } from './networkMode';
import { formatMemorySize } from './memorySize';
import { formatPortFlag } from './portFlag';
import { quoteArgv } from './shellQuote';
import { toDockerRun } from './toDockerRun';
import { toYaml, type YamlValue } from './yamlText';

/** A Compose file with one service, and what of the specification has no place in it. */
interface ComposeService {
  /** The text of a `compose.yaml`. */
  readonly text: string;
  /** As flags of `docker run`. */
  readonly unsupported: readonly string[];
}

type Fields = Readonly<Record<string, YamlValue | undefined>>;

/** Writes a specification as the one service of a Compose file. */
export function toComposeService(spec: ContainerSpec): ComposeService {
  const mounts = composeMounts(spec.mounts ?? []);
  const ownNetwork = isUserDefinedNetwork(spec.network) ? spec.network : undefined;
  const service: Fields = {
    image: spec.image,
    container_name: spec.name,
    pull_policy: pullPolicy(spec),
    platform: spec.platform,
    entrypoint:
      spec.entrypoint === undefined ? undefined : spec.entrypoint === '' ? [] : [spec.entrypoint],
    command: some(spec.command),
    tty: spec.tty,
    stdin_open: spec.interactive,
    init: spec.init,
    restart:
      spec.restart && [spec.restart.name, ...present(spec.restart.maximumRetryCount)].join(':'),
    user: spec.user,
    group_add: some(spec.groupAdd),
    working_dir: spec.workdir,
    environment: some(spec.env),
    env_file: some(spec.envFiles),
    volumes: some(mounts.entries),
    volumes_from: some(spec.volumesFrom?.map((name) => `container:${name}`)),
    tmpfs: some(
      Object.entries(spec.tmpfs ?? {}).map(([target, options]) =>
        options === '' ? target : `${target}:${options}`,
      ),
    ),
    read_only: spec.readOnly,
    ...networking(spec, ownNetwork),
    ...security(spec),
    ...limits(spec),
    deploy: spec.gpus && {
      resources: { reservations: { devices: spec.gpus.map(gpuReservation) } },
    },
    stop_signal: spec.stopSignal,
    stop_grace_period: spec.stopTimeout === undefined ? undefined : `${spec.stopTimeout}s`,
    healthcheck: spec.health && healthCheck(spec.health),
    logging:
      spec.logDriver === undefined && spec.logOptions === undefined
        ? undefined
        : { driver: spec.logDriver, options: spec.logOptions },
    labels: spec.labels,
    label_file: some(spec.labelFiles),
    annotations: spec.annotations,
  };
  return {
    text: toYaml({
      services: { [serviceName(spec)]: dollarsDoubled(service) },
      ...(ownNetwork !== undefined && { networks: { [ownNetwork]: { external: true } } }),
      ...(Object.keys(mounts.volumes).length > 0 && { volumes: dollarsDoubled(mounts.volumes) }),
    }),
    unsupported: [...mounts.unsupported, ...unsupportedFlags(spec, ownNetwork)],
  };
}

function serviceName({ name, image }: ContainerSpec): string {
  const base = image.replace(/[@:][^/]*$/, '').replace(/^.*\//, '');
  return [name ?? base, base].find(isContainerName) ?? 'app';
}

function networking(spec: ContainerSpec, ownNetwork: string | undefined): Fields {
  const isMode =
    ownNetwork === undefined && spec.network !== undefined && spec.network !== 'default';
  return {
    hostname: spec.hostname,
    domainname: spec.domainname,
    mac_address: spec.macAddress,
    network_mode: isMode ? spec.network : undefined,
    networks:
      ownNetwork === undefined
        ? undefined
        : {
            [ownNetwork]: {
              aliases: some(spec.networkAliases),
              ipv4_address: spec.ip,
              ipv6_address: spec.ip6,
              link_local_ips: some(spec.linkLocalIps),
            },
          },
    external_links: some(spec.links),
    ports: some(spec.ports?.map(formatPortFlag)),
    expose: some(spec.expose),
    extra_hosts: some(spec.addHosts),
    dns: some(spec.dns),
    dns_opt: some(spec.dnsOptions),
    dns_search: some(spec.dnsSearch),
  };
}

function security(spec: ContainerSpec): Fields {
  return {
    runtime: spec.runtime,
    devices: some([
      ...(spec.devices ?? []).map((device) =>
        [device.hostPath, device.containerPath, device.permissions].join(':'),
      ),
      ...(spec.cdiDevices ?? []),
    ]),
    device_cgroup_rules: some(spec.deviceCgroupRules),
    privileged: spec.privileged,
    cap_add: some(spec.capAdd),
    cap_drop: some(spec.capDrop),
    security_opt: some(spec.securityOpt),
    ipc: spec.ipc,
    pid: spec.pid,
    uts: spec.uts,
    userns_mode: spec.userns,
    cgroup: spec.cgroupns,
    cgroup_parent: spec.cgroupParent,
    isolation: spec.isolation,
    sysctls: spec.sysctls,
  };
}

function limits(spec: ContainerSpec): Fields {
  const ulimits = spec.ulimits?.map(({ name, soft, hard }): [string, YamlValue] => [
    name,
    soft === hard ? soft : { soft, hard },
  ]);
  return {
    shm_size: size(spec.shmSize),
    ulimits: ulimits && Object.fromEntries(ulimits),
    mem_limit: size(spec.memory),
    memswap_limit: size(spec.memorySwap),
    mem_reservation: size(spec.memoryReservation),
    mem_swappiness: spec.memorySwappiness,
    cpus: spec.cpus,
    cpu_shares: spec.cpuShares,
    cpu_period: spec.cpuPeriod,
    cpu_quota: spec.cpuQuota,
    cpu_rt_period: spec.cpuRealtimePeriod,
    cpu_rt_runtime: spec.cpuRealtimeRuntime,
    cpuset: spec.cpusetCpus,
    pids_limit: spec.pidsLimit,
    oom_kill_disable: spec.oomKillDisable,
    oom_score_adj: spec.oomScoreAdj,
    blkio_config: blockDevices(spec),
    storage_opt: spec.storageOptions,
  };
}

function blockDevices(spec: ContainerSpec): YamlValue | undefined {
  const rates = (devices: readonly DeviceRate[] | undefined): YamlValue | undefined =>
    some(devices?.map(({ hostPath, rate }) => ({ path: hostPath, rate })));
  const config = {
    weight: spec.blkioWeight,
    weight_device: some(
      spec.blkioWeightDevices?.map(({ hostPath, rate }) => ({ path: hostPath, weight: rate })),
    ),
    device_read_bps: rates(spec.deviceReadBps),
    device_write_bps: rates(spec.deviceWriteBps),
    device_read_iops: rates(spec.deviceReadIops),
    device_write_iops: rates(spec.deviceWriteIops),
  };
  return Object.values(config).some((value) => value !== undefined) ? config : undefined;
}

function gpuReservation(gpu: GpuRequest): YamlValue {
  return {
    driver: gpu.driver ?? 'nvidia',
    count: gpu.count === -1 ? 'all' : gpu.count,
    device_ids: some(gpu.deviceIds),
    capabilities: [...new Set(['gpu', ...(gpu.capabilities ?? [])])],
    options: gpu.options,
  };
}

function healthCheck(health: HealthCheck): YamlValue {
  const duration = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : formatDuration(value);
  return {
    disable: health.disabled,
    test: health.command === undefined ? undefined : ['CMD-SHELL', health.command],
    interval: duration(health.interval),
    timeout: duration(health.timeout),
    start_period: duration(health.startPeriod),
    start_interval: duration(health.startInterval),
    retries: health.retries,
  };
}

const pullFlag = /^--pull=(always|missing|never)$/;

function pullPolicy({ clientFlags = [] }: ContainerSpec): string | undefined {
  return clientFlags.map((flag) => pullFlag.exec(flag)?.[1]).findLast((policy) => policy);
}

/** Compose has no key for these, or cannot mean the same by it. */
const withoutKey: readonly (keyof ContainerSpec)[] = [
  'attach',
  'autoRemove',
  'cpusetMems',
  'kernelMemory',
  'publishAll',
  'volumeDriver',
];

function unsupportedFlags(spec: ContainerSpec, ownNetwork: string | undefined): string[] {
  const ofNetwork = ['ip', 'ip6', 'linkLocalIps', 'networkAliases'] as const;
  const fields = [...withoutKey, ...(ownNetwork === undefined ? ofNetwork : [])];
  return [
    ...fields
      .map((field) => toDockerRun({ image: '', [field]: spec[field] }).slice(2, -1))
      .filter((words) => words.length > 0)
      .map(quoteArgv),
    ...(spec.clientFlags ?? []).filter((flag) => !pullFlag.test(flag)),
  ];
}

/** Compose puts variables in place of `$NAME`; `$$` is the sign itself. */
function dollarsDoubled(value: YamlValue): YamlValue {
  if (typeof value === 'string') {
    return value.replaceAll('$', '$$$$');
  }
  if (Array.isArray(value)) {
    return value.map(dollarsDoubled);
  }
  return typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value).flatMap(([key, field]) =>
          field === undefined ? [] : [[key, dollarsDoubled(field)]],
        ),
      )
    : value;
}

function size(bytes: number | undefined): YamlValue | undefined {
  return bytes === undefined ? undefined : bytes < 0 ? bytes : formatMemorySize(bytes);
}

function some<T extends YamlValue>(values: readonly T[] | undefined): readonly T[] | undefined {
  return values && values.length > 0 ? values : undefined;
}

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
