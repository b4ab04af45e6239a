import type { ContainerSpec, DeviceRate, HealthCheck, Mount } from './containerSpec';
import { formatMemorySize } from './memorySize';
import {
  booleanFlag,
  bytesFlag,
  clientFlag,
  integerFlag,
  listFlag,
  mapFlag,
  numberFlag,
  ownFlag,
  present,
  presentDuration,
  readBoolean,
  readDuration,
  readInteger,
  textFlag,
  type DockerRunFlag,
  type SpecDraft,
} from './dockerRunFlag';
import type { Refuse } from './dockerRunError';
import {
  isCdiDevice,
  parseAddress,
  parseCpus,
  parseDevice,
  parseDeviceRate,
  parseEnvironmentEntry,
  parseExtraHost,
  parseRestart,
  parseSecurityOption,
  parseSysctl,
  parseUlimit,
  parseWeight,
  type RateUnit,
} from './dockerRunValues';
import { formatGpuFlag, parseGpuFlag } from './gpuFlag';
import { formatMountFlag, parseMountFlag } from './mountFlag';
import { networkFlags } from './networkFlags';
import { formatPortFlag, parseExposeFlag, parsePortFlag } from './portFlag';
import { formatVolumeFlag, parseVolumeFlag } from './volumeFlag';

/** Other names of flags that `docker run` still takes. */
export const flagAliases: Readonly<Record<string, string>> = {
  net: 'network',
  'net-alias': 'network-alias',
  'dns-opt': 'dns-option',
};

/** Every flag of `docker run`, in the order in which a line is written. */
export const dockerRunFlags: readonly DockerRunFlag[] = [
  booleanFlag(['detach', 'd'], 'detach'),
  booleanFlag(['interactive', 'i'], 'interactive'),
  booleanFlag(['tty', 't'], 'tty'),
  listFlag(['attach', 'a'], 'attach', stream),
  booleanFlag(['rm'], 'autoRemove'),
  textFlag(['name'], 'name'),
  {
    name: 'init',
    isBoolean: true,
    read: (draft, value, { refuse }) => (draft.init = readBoolean(value, refuse)),
    write: (spec) => present(spec.init).map((on) => (on ? '--init' : '--init=false')),
  },
  textFlag(['platform'], 'platform'),
  textFlag(['runtime'], 'runtime'),
  ownFlag(
    ['gpus'],
    (value, { refuse }) => parseGpuFlag(value, refuse),
    (draft, gpu) => (draft.gpus = [...(draft.gpus ?? []), gpu]),
    (spec) => (spec.gpus ?? []).map(formatGpuFlag),
  ),
  booleanFlag(['privileged'], 'privileged'),
  listFlag(['cap-add'], 'capAdd'),
  listFlag(['cap-drop'], 'capDrop'),
  listFlag(['security-opt'], 'securityOpt', parseSecurityOption),
  {
    name: 'volume',
    short: 'v',
    isBoolean: false,
    read: (draft, value, { cwd, refuse }) => addMount(draft, parseVolumeFlag(value, cwd, refuse)),
    // Writes both forms, so that the mounts keep their order.
    write: (spec) =>
      (spec.mounts ?? []).flatMap((mount) =>
        mount.kind === 'volumeFlag'
          ? ['-v', formatVolumeFlag(mount)]
          : ['--mount', formatMountFlag(mount)],
      ),
  },
  {
    name: 'mount',
    isBoolean: false,
    read: (draft, value, { cwd, refuse }) => addMount(draft, parseMountFlag(value, cwd, refuse)),
    write: () => [],
  },
  listFlag(['volumes-from'], 'volumesFrom'),
  textFlag(['volume-driver'], 'volumeDriver'),
  mapFlag(['tmpfs'], 'tmpfs', ':'),
  mapFlag(['storage-opt'], 'storageOptions'),
  booleanFlag(['read-only'], 'readOnly'),
  textFlag(['workdir', 'w'], 'workdir'),
  textFlag(['user', 'u'], 'user'),
  listFlag(['group-add'], 'groupAdd'),
  textFlag(['userns'], 'userns'),
  listFlag(['env', 'e'], 'env', parseEnvironmentEntry),
  listFlag(['env-file'], 'envFiles'),
  ownFlag(
    ['publish', 'p'],
    (value, { refuse }) => parsePortFlag(value, refuse),
    (draft, ports) => (draft.ports = [...(draft.ports ?? []), ...ports]),
    (spec) => (spec.ports ?? []).map(formatPortFlag),
  ),
  booleanFlag(['publish-all', 'P'], 'publishAll'),
  listFlag(['expose'], 'expose', parseExposeFlag),
  ...networkFlags,
  textFlag(['hostname', 'h'], 'hostname'),
  textFlag(['domainname'], 'domainname'),
  listFlag(['add-host'], 'addHosts', parseExtraHost),
  listFlag(['dns'], 'dns', parseAddress),
  listFlag(['dns-option'], 'dnsOptions'),
  listFlag(['dns-search'], 'dnsSearch'),
  ownFlag(
    ['device'],
    (value, { refuse }) => (isCdiDevice(value) ? value : parseDevice(value, refuse)),
    (draft, device) => {
      if (typeof device === 'string') {
        draft.cdiDevices = [...(draft.cdiDevices ?? []), device];
      } else {
        draft.devices = [...(draft.devices ?? []), device];
      }
    },
    (spec) => [
      ...(spec.devices ?? []).map((device) =>
        device.hostPath === device.containerPath && device.permissions === 'rwm'
          ? device.hostPath
          : `${device.hostPath}:${device.containerPath}:${device.permissions}`,
      ),
      ...(spec.cdiDevices ?? []),
    ],
  ),
  listFlag(['device-cgroup-rule'], 'deviceCgroupRules', deviceCgroupRule),
  textFlag(['ipc'], 'ipc'),
  textFlag(['pid'], 'pid', mode(/^(?:host|container:.+)$/, 'host and container:name')),
  textFlag(['uts'], 'uts', mode(/^host$/, 'host')),
  textFlag(['cgroupns'], 'cgroupns', mode(/^(?:host|private)$/, 'host and private')),
  textFlag(['cgroup-parent'], 'cgroupParent'),
  textFlag(['isolation'], 'isolation'),
  bytesFlag(['shm-size'], 'shmSize'),
  ownFlag(
    ['ulimit'],
    (value, { refuse }) => parseUlimit(value, refuse),
    (draft, limit) =>
      (draft.ulimits = [...(draft.ulimits ?? []).filter(({ name }) => name !== limit.name), limit]),
    (spec) => (spec.ulimits ?? []).map(({ name, soft, hard }) => `${name}=${soft}:${hard}`),
  ),
  mapFlag(['sysctl'], 'sysctls', '=', parseSysctl),
  bytesFlag(['memory', 'm'], 'memory'),
  bytesFlag(['memory-swap'], 'memorySwap', 'unlimited'),
  bytesFlag(['memory-reservation'], 'memoryReservation'),
  bytesFlag(['kernel-memory'], 'kernelMemory'),
  numberFlag(['memory-swappiness'], 'memorySwappiness', swappiness, String),
  numberFlag(['cpus'], 'cpus', parseCpus, String),
  integerFlag(['cpu-shares', 'c'], 'cpuShares'),
  integerFlag(['cpu-period'], 'cpuPeriod'),
  integerFlag(['cpu-quota'], 'cpuQuota'),
  integerFlag(['cpu-rt-period'], 'cpuRealtimePeriod'),
  integerFlag(['cpu-rt-runtime'], 'cpuRealtimeRuntime'),
  textFlag(['cpuset-cpus'], 'cpusetCpus'),
  textFlag(['cpuset-mems'], 'cpusetMems'),
  integerFlag(['pids-limit'], 'pidsLimit'),
  booleanFlag(['oom-kill-disable'], 'oomKillDisable'),
  integerFlag(['oom-score-adj'], 'oomScoreAdj'),
  numberFlag(['blkio-weight'], 'blkioWeight', parseWeight, String),
  deviceRates('blkio-weight-device', 'blkioWeightDevices', 'weight'),
  deviceRates('device-read-bps', 'deviceReadBps', 'bytes'),
  deviceRates('device-write-bps', 'deviceWriteBps', 'bytes'),
  deviceRates('device-read-iops', 'deviceReadIops', 'number'),
  deviceRates('device-write-iops', 'deviceWriteIops', 'number'),
  ownFlag(
    ['restart'],
    (value, { refuse }) => (value === '' ? undefined : parseRestart(value, refuse)),
    (draft, policy) => {
      delete draft.restart;
      if (policy) {
        draft.restart = policy;
      }
    },
    (spec) =>
      present(spec.restart).map(({ name, maximumRetryCount }) =>
        [name, ...present(maximumRetryCount)].join(':'),
      ),
  ),
  textFlag(['stop-signal'], 'stopSignal'),
  integerFlag(['stop-timeout'], 'stopTimeout'),
  ...healthFlags(),
  textFlag(['log-driver'], 'logDriver'),
  mapFlag(['log-opt'], 'logOptions'),
  mapFlag(['label', 'l'], 'labels'),
  listFlag(['label-file'], 'labelFiles'),
  mapFlag(['annotation'], 'annotations'),
  ownFlag(
    ['entrypoint'],
    (value) => value,
    (draft, value) => (draft.entrypoint = value),
    (spec) => present(spec.entrypoint),
  ),
  clientFlag(['cidfile']),
  clientFlag(['detach-keys']),
  clientFlag(['disable-content-trust'], true),
  clientFlag(['pull'], false, mode(/^(?:always|missing|never|)$/, 'always, missing and never')),
  clientFlag(['quiet', 'q'], true),
  clientFlag(['sig-proxy'], true),
  clientFlag(['use-api-socket'], true),
];

function healthFlags(): DockerRunFlag[] {
  const set = (draft: SpecDraft, health: HealthCheck): void => {
    draft.health = { ...draft.health, ...health };
  };
  type Duration = 'interval' | 'timeout' | 'startPeriod' | 'startInterval';
  const duration = (name: string, field: Duration): DockerRunFlag =>
    ownFlag(
      [name],
      (value, { refuse }) => readDuration(value, refuse),
      (draft, value) => set(draft, { [field]: value }),
      (spec) => presentDuration(spec.health?.[field]),
    );
  return [
    {
      name: 'no-healthcheck',
      isBoolean: true,
      read: (draft, value, { refuse }) => {
        if (readBoolean(value, refuse)) {
          set(draft, { disabled: true });
        }
      },
      write: (spec) => (spec.health?.disabled === true ? ['--no-healthcheck'] : []),
    },
    ownFlag(
      ['health-cmd'],
      (value) => value,
      (draft, command) => {
        if (command !== '') {
          set(draft, { command });
        }
      },
      (spec) => present(spec.health?.command),
    ),
    duration('health-interval', 'interval'),
    duration('health-timeout', 'timeout'),
    duration('health-start-period', 'startPeriod'),
    duration('health-start-interval', 'startInterval'),
    ownFlag(
      ['health-retries'],
      (value, { refuse }) => readInteger(value, refuse),
      (draft, retries) => set(draft, { retries }),
      (spec) => present(spec.health?.retries).map(String),
    ),
  ];
}

function deviceRates(
  name: string,
  field:
    | 'blkioWeightDevices'
    | 'deviceReadBps'
    | 'deviceWriteBps'
    | 'deviceReadIops'
    | 'deviceWriteIops',
  unit: RateUnit,
): DockerRunFlag {
  const parse = parseDeviceRate(unit);
  const format = unit === 'bytes' ? formatMemorySize : String;
  return ownFlag<DeviceRate>(
    [name],
    (value, { refuse }) => parse(value, refuse),
    (draft, rate) => (draft[field] = [...(draft[field] ?? []), rate]),
    (spec: ContainerSpec) =>
      (spec[field] ?? []).map(({ hostPath, rate }) => `${hostPath}:${format(rate)}`),
  );
}

function addMount(draft: SpecDraft, mount: Mount): void {
  draft.mounts = [...(draft.mounts ?? []), mount];
}

function stream(value: string, refuse: Refuse): string {
  const name = value.toLowerCase();
  if (!['stdin', 'stdout', 'stderr'].includes(name)) {
    throw refuse('it takes stdin, stdout or stderr');
  }
  return name;
}

function deviceCgroupRule(value: string, refuse: Refuse): string {
  if (!/^[acb] (?:\d+|\*):(?:\d+|\*) [rwm]{1,3}$/.test(value)) {
    throw refuse('it takes a rule such as "c 1:3 mr"');
  }
  return value;
}

function swappiness(value: string, refuse: Refuse): number {
  const number = readInteger(value, refuse);
  if (number < -1 || number > 100) {
    throw refuse('it lies between 0 and 100');
  }
  return number;
}

function mode(pattern: RegExp, known: string) {
  return (value: string, refuse: Refuse): string => {
    if (!pattern.test(value)) {
      throw refuse(`"${value}" is not one of its values: ${known}`);
    }
    return value;
  };
}
