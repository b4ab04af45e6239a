import assert from 'node:assert/strict';
import { engineFacts } from '../../../src/domain/engineFacts';
import type { EngineInfo, EngineMachine } from '../../../src/domain/engineInfo';

suite('what is told of an engine', () => {
  test('is version, system, machine, storage, runtimes and security', () => {
    const told = facts({
      name: 'host-1',
      operatingSystem: 'Debian GNU/Linux 12',
      kernel: '6.1',
      cpus: 16,
      memory: 24 * 2 ** 30,
      rootFolder: '/var/lib/docker',
      storageDriver: 'overlay2',
      cgroupVersion: 2,
      cgroupDriver: 'systemd',
      runtimes: ['io.containerd.runc.v2', 'runc'],
      defaultRuntime: 'runc',
      securityOptions: ['name=seccomp,profile=default', 'name=rootless'],
    });
    assert.deepEqual(told, {
      Version: 'Docker 20.10.24, API 1.41',
      Machine: 'host-1',
      System: 'Debian GNU/Linux 12, x86_64, kernel 6.1',
      Processors: '16',
      Memory: '24.0 GiB',
      GPUs: 'no runtime for them',
      Storage: 'overlay2, /var/lib/docker',
      Runtimes: 'io.containerd.runc.v2, runc (default)',
      'Control groups': 'version 2, systemd',
      Security: 'seccomp, rootless',
    });
  });

  test('leaves out what the engine does not say', () => {
    assert.deepEqual(facts({}), {
      Version: 'Docker 20.10.24, API 1.41',
      System: 'linux, x86_64',
      GPUs: 'no runtime for them',
    });
  });

  test('names how GPUs can be had', () => {
    assert.equal(facts({ cdiDevices: ['nvidia.com/gpu=0'] })['GPUs'], 'nvidia.com/gpu=0');
    assert.equal(facts({ runtimes: ['nvidia'] })['GPUs'], 'by the runtime "nvidia"');
    assert.equal(facts({ cdiFolders: ['/etc/cdi'] })['GPUs'], 'none in the CDI folders');
  });

  test('has the warnings of the engine in its own words', () => {
    const [last] = engineFacts(info({ warnings: ['WARNING: No swap limit support'] })).slice(-1);
    assert.deepEqual(last, { name: 'Warning', value: 'No swap limit support', isWarning: true });
  });
});

function facts(machine: Partial<EngineMachine>): Record<string, string> {
  return Object.fromEntries(engineFacts(info(machine)).map(({ name, value }) => [name, value]));
}

function info(machine: Partial<EngineMachine>): EngineInfo {
  return {
    product: 'Docker 20.10.24',
    apiVersion: '1.41',
    os: 'linux',
    architecture: 'x86_64',
    capabilities: {
      hostBindMounts: true,
      gpus: false,
      pause: true,
      userNamespaces: false,
      stats: true,
      limits: true,
      buildCache: true,
      buildKit: true,
      keepsInput: true,
    },
    machine: {
      name: '',
      operatingSystem: '',
      kernel: '',
      cpus: 0,
      memory: 0,
      rootFolder: '',
      storageDriver: '',
      cgroupVersion: 0,
      cgroupDriver: '',
      runtimes: [],
      defaultRuntime: '',
      cdiFolders: [],
      cdiDevices: [],
      securityOptions: [],
      warnings: [],
      ...machine,
    },
  };
}
