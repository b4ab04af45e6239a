import { isIP } from 'node:net';
import { parseMemorySize } from './memorySize';
import type { DeviceMapping, DeviceRate, RestartPolicy, Ulimit } from './containerSpec';
import type { Refuse } from './dockerRunError';

const ulimitNames =
  'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(
    ' ',
  );

const restartNames: readonly RestartPolicy['name'][] = [
  'no',
  'always',
  'unless-stopped',
  'on-failure',
];

/** The sysctls that belong to a container's own namespaces, beside those under `net.` and `fs.mqueue.`. */
const sysctls =
  'kernel.msgmax kernel.msgmnb kernel.msgmni kernel.sem kernel.shmall kernel.shmmax kernel.shmmni kernel.shm_rmid_forced'.split(
    ' ',
  );

/** Reads `--ulimit`: `nofile=1024` or `nofile=1024:4096`; -1 means without limit. */
export function parseUlimit(value: string, refuse: Refuse): Ulimit {
  const match = /^([^=]*)=(-?\d+)(?::(-?\d+))?$/.exec(value);
  const name = match?.[1] ?? '';
  if (!match) {
    throw refuse('it takes a name and a limit, such as nofile=1024:4096');
  }
  if (!ulimitNames.includes(name)) {
    throw refuse(`"${name}" is not a limit; ${ulimitNames.join(', ')} are`);
  }
  const soft = Number(match[2]);
  const hard = Number(match[3] ?? match[2]);
  if (hard !== -1 && (soft === -1 || soft > hard)) {
    throw refuse('the soft limit is above the hard one');
  }
  return { name, soft, hard };
}

/** Reads `--device` for a device file: `host[:container][:rwm]`. */
export function parseDevice(value: string, refuse: Refuse): DeviceMapping {
  const [hostPath = '', second, third, ...rest] = value.split(':');
  const secondIsMode = third === undefined && second !== undefined && isDeviceMode(second);
  const containerPath = second === undefined || secondIsMode ? hostPath : second;
  const permissions = secondIsMode ? second : (third ?? 'rwm');
  if (hostPath === '' || containerPath === '' || rest.length > 0) {
    throw refuse('it takes host:container:permissions, or the host path alone');
  }
  if (!containerPath.startsWith('/')) {
    throw refuse(`"${containerPath}" is not an absolute path`);
  }
  if (!isDeviceMode(permissions)) {
    throw refuse(`"${permissions}" is not a subset of rwm`);
  }
  return { hostPath, containerPath, permissions };
}

/** Whether `--device` names a CDI device, such as `nvidia.com/gpu=all`, and no file. */
export function isCdiDevice(value: string): boolean {
  return /^[a-z][\w.-]*\/[a-z][\w-]*=[\w.:-]+$/i.test(value);
}

/** What follows the device in a limit of a block device. */
export type RateUnit = 'bytes' | 'number' | 'weight';

/** Reads a device and its weight, rate or number of bytes: `/dev/sda:1mb`. */
export function parseDeviceRate(unit: RateUnit) {
  return (value: string, refuse: Refuse): DeviceRate => {
    const [hostPath = '', text = '', ...rest] = value.split(':');
    const rate =
      unit === 'bytes' ? parseMemorySize(text) : /^\d+$/.test(text) ? Number(text) : undefined;
    if (!hostPath.startsWith('/dev/') || rate === undefined || rest.length > 0) {
      throw refuse(
        `it takes a device and a number, such as /dev/sda:${unit === 'bytes' ? '1mb' : '100'}`,
      );
    }
    return { hostPath, rate: unit === 'weight' ? parseWeight(text, refuse) : rate };
  };
}

/** Reads a weight of block devices: 10 to 1000, or 0 for none. */
export function parseWeight(value: string, refuse: Refuse): number {
  const weight = Number(value);
  if (!/^\d+$/.test(value) || (weight !== 0 && (weight < 10 || weight > 1000))) {
    throw refuse('a weight lies between 10 and 1000, or is 0');
  }
  return weight;
}

/** Reads `--restart`. */
export function parseRestart(value: string, refuse: Refuse): RestartPolicy {
  const [text = '', count, ...rest] = value.split(':');
  const name = restartNames.find((candidate) => candidate === text);
  if (!name) {
    throw refuse(`"${text}" is not a restart policy; ${restartNames.join(', ')} are`);
  }
  if (count === undefined) {
    return { name };
  }
  if (!/^\d+$/.test(count) || rest.length > 0) {
    throw refuse(`"${count}" is not a number of restarts`);
  }
  return { name, maximumRetryCount: Number(count) };
}

/** Checks `--add-host` and gives it the form `name:address`. */
export function parseExtraHost(value: string, refuse: Refuse): string {
  const match = /^([^=:]+)[=:](.+)$/.exec(value);
  const name = match?.[1];
  const address = match?.[2]?.replace(/^\[(.*)\]$/, '$1');
  if (name === undefined || address === undefined) {
    throw refuse('it takes name:address');
  }
  if (address !== 'host-gateway' && isIP(address) === 0) {
    throw refuse(`"${address}" is not an IP address`);
  }
  return `${name}:${address}`;
}

/** Checks an address of `--dns`. */
export function parseAddress(value: string, refuse: Refuse): string {
  const address = value.trim();
  if (isIP(address) === 0) {
    throw refuse(`"${value}" is not an IP address`);
  }
  return address;
}

/** Checks `--sysctl`: only what belongs to the container's own namespaces may be set. */
export function parseSysctl(value: string, refuse: Refuse): string {
  const [name = ''] = value.split('=');
  if (!value.includes('=') || !(sysctls.includes(name) || /^(?:net|fs\.mqueue)\./.test(name))) {
    throw refuse(`"${name}" is not a setting of a container's own`);
  }
  return value;
}

/** Checks `--security-opt`: `key=value`, `key:value` or `no-new-privileges`. */
export function parseSecurityOption(value: string, refuse: Refuse): string {
  if (value !== 'no-new-privileges' && !/^[^=:]+[=:]./s.test(value)) {
    throw refuse('it takes key=value or no-new-privileges');
  }
  return value;
}

/** Checks an entry of the environment: a name, with a value or without. */
export function parseEnvironmentEntry(value: string, refuse: Refuse): string {
  if (value === '' || value.startsWith('=')) {
    throw refuse('the name of the variable is missing');
  }
  return value;
}

/** Reads a number of CPUs, such as `1.5` or `1/2`; the engine counts in billionths. */
export function parseCpus(value: string, refuse: Refuse): number {
  const [, count, divisor = '1'] =
    /^(-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?:\/(\d+))?$/i.exec(value) ?? [];
  if (count === undefined || Number(divisor) === 0) {
    throw refuse(`"${value}" is not a number of CPUs`);
  }
  const cpus = Number(count) / Number(divisor);
  if (Number(cpus.toFixed(9)) !== cpus) {
    throw refuse(`"${value}" is more precise than a billionth of a CPU`);
  }
  return cpus;
}

function isDeviceMode(text: string): boolean {
  return /^[rwm]+$/.test(text) && new Set(text).size === text.length;
}
