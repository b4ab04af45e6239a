import type { EngineInfo } from './engineInfo';

/** One thing that is told of an engine. */
export interface EngineFact {
  readonly name: string;
  readonly value: string;
  readonly isWarning: boolean;
}

/** What is told of an engine, the most asked for first. What the engine does not say is left out. */
export function engineFacts({ machine, ...info }: EngineInfo): readonly EngineFact[] {
  const system = [machine.operatingSystem || info.os, info.architecture];
  const rows: readonly (readonly [string, string])[] = [
    ['Version', `${info.product}, API ${info.apiVersion}`],
    ['Machine', machine.name],
    ['System', joined([...system, machine.kernel === '' ? '' : `kernel ${machine.kernel}`])],
    ['Processors', machine.cpus > 0 ? String(machine.cpus) : ''],
    ['Memory', machine.memory > 0 ? `${(machine.memory / 2 ** 30).toFixed(1)} GiB` : ''],
    ['GPUs', gpuFact({ machine, ...info })],
    ['Storage', joined([machine.storageDriver, machine.rootFolder])],
    ['Runtimes', runtimesFact(machine)],
    ['Control groups', controlGroups(machine)],
    ['Security', machine.securityOptions.map(securityName).join(', ')],
  ];
  return [
    ...rows
      .filter(([, value]) => value !== '')
      .map(([name, value]) => ({ name, value, isWarning: false })),
    ...machine.warnings.map((text) => {
      return { name: 'Warning', value: text.replace(/^WARNING:\s*/i, ''), isWarning: true };
    }),
  ];
}

function gpuFact({ machine, capabilities }: EngineInfo): string {
  const { cdiDevices, cdiFolders, runtimes } = machine;
  if (cdiDevices.length > 0) {
    return cdiDevices.join(', ');
  }
  if (runtimes.includes('nvidia')) {
    return 'by the runtime "nvidia"';
  }
  if (capabilities.gpus) {
    return 'can be asked for';
  }
  return cdiFolders.length > 0 ? 'none in the CDI folders' : 'no runtime for them';
}

function runtimesFact({ runtimes, defaultRuntime }: EngineInfo['machine']): string {
  return runtimes
    .map((runtime) => (runtime === defaultRuntime ? `${runtime} (default)` : runtime))
    .join(', ');
}

function controlGroups({ cgroupVersion, cgroupDriver }: EngineInfo['machine']): string {
  return joined([cgroupVersion > 0 ? `version ${cgroupVersion}` : '', cgroupDriver]);
}

/** `name=seccomp,profile=default` is called `seccomp`. */
function securityName(option: string): string {
  return /(?:^|,)name=([^,]+)/.exec(option)?.[1] ?? option;
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
