import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ContainerSpec } from '../../../src/domain/containerSpec';
import { lintContainerSpec } from '../../../src/domain/lint/lintContainerSpec';
import {
  applySpecPatch,
  type SpecFacts,
  type SpecFinding,
} from '../../../src/domain/lint/specFinding';
import { specifications } from '../../support/specifications';

type Code = SpecFinding['code'];

/** A specification that nobody can find fault with. */
const sound: ContainerSpec = {
  image: 'debian:trixie',
  name: 'dev',
  command: ['/bin/sh'],
  interactive: true,
  tty: true,
  init: true,
  capAdd: ['SYS_PTRACE'],
  securityOpt: ['seccomp=unconfined'],
};

function find(changes: Partial<ContainerSpec>, code: Code, facts: SpecFacts = {}): SpecFinding {
  const findings = lintContainerSpec({ ...sound, ...changes }, facts);
  const found = findings.find((finding) => finding.code === code);
  assert.ok(found, `${code} among ${findings.map((finding) => finding.code).join()}`);
  return found;
}

function fixed(changes: Partial<ContainerSpec>, code: Code, facts: SpecFacts = {}): ContainerSpec {
  const { fix } = find(changes, code, facts);
  assert.ok(fix);
  const spec = applySpecPatch({ ...sound, ...changes }, fix.patch);
  assert.deepEqual(codes(spec, facts), []);
  return spec;
}

function codes(spec: ContainerSpec, facts: SpecFacts = {}): Code[] {
  return lintContainerSpec(spec, facts).map((finding) => finding.code);
}

function port(hostPort: string, hostIp?: string) {
  const address = hostIp === undefined ? {} : { hostIp };
  return { ...address, hostPort, containerPort: 80, protocol: 'tcp' as const };
}

const debianImage = { user: '', entrypoint: [], command: ['bash'], env: [] };
const cudaImage = { ...debianImage, env: ['CUDA_VERSION=12.3.2'] };

suite('a container specification is looked through', () => {
  test('nothing is found where all is well', () => {
    assert.deepEqual(codes(sound), []);
    assert.deepEqual(
      codes(sound, { image: debianImage, names: ['other'], gpus: false, ptraceScope: 1 }),
      [],
    );
  });

  test('without an image there is nothing to make', () => {
    assert.equal(find({ image: '' }, 'noImage').field, 'image');
  });

  test('a name that is taken gets a number', () => {
    assert.equal(fixed({}, 'nameTaken', { names: ['dev', 'dev-2'] }).name, 'dev-3');
    assert.match(find({}, 'nameTaken', { names: ['dev'] }).message, /"dev"/);
  });

  test('a name that no engine takes is made one', () => {
    assert.equal(fixed({ name: 'my project' }, 'invalidName').name, 'my-project');
    assert.equal(fixed({ name: 'x' }, 'invalidName').name, 'x-container');
  });

  test('a shell without input ends at once', () => {
    const { command, interactive, tty, ...silent } = sound;
    assert.deepEqual([command, interactive, tty], [['/bin/sh'], true, true]);
    assert.deepEqual(codes(silent), []);
    assert.deepEqual(codes(silent, { image: debianImage }), ['endsAtOnce']);
    assert.deepEqual(codes({ ...silent, command: ['bash', '-l'] }), ['endsAtOnce']);
    assert.deepEqual(codes({ ...silent, command: ['bash', '-c', 'make'] }), []);
    assert.deepEqual(codes({ ...silent, tty: true }, { image: debianImage }), []);
    const { fix } = lintContainerSpec(silent, { image: debianImage })[0] ?? {};
    assert.deepEqual(fix?.patch, { interactive: true, tty: true });
  });

  test('an image without a command needs one', () => {
    const image = { ...debianImage, command: [] };
    assert.deepEqual(fixed({ command: [] }, 'noCommand', { image }).command, ['/bin/sh']);
    assert.equal(find({ command: [], entrypoint: '' }, 'noCommand').severity, 'error');
  });

  test('what a removed container loses is said', () => {
    assert.equal(fixed({ autoRemove: true }, 'autoRemoveLosesState').autoRemove, undefined);
  });

  test('flags that exclude each other are found in a form as well', () => {
    const both = { restart: { name: 'always' as const }, autoRemove: true };
    assert.equal(fixed(both, 'conflict').autoRemove, undefined);
    assert.equal(fixed({ networkAliases: ['db'] }, 'conflict').networkAliases, undefined);
  });

  test('files of a bind mount would belong to root', () => {
    const facts = { image: debianImage, hostUser: '1000:1000' };
    const mounts = [{ kind: 'bind' as const, source: '/home/me', target: '/src' }];
    assert.equal(fixed({ mounts }, 'rootOwnedFiles', facts).user, '1000:1000');
    assert.equal(find({ mounts, user: 'root' }, 'rootOwnedFiles', facts).field, 'user');
    const spec = { ...sound, mounts };
    assert.deepEqual(codes({ ...spec, user: '33' }, facts), []);
    assert.deepEqual(codes(spec, { ...facts, hostUser: '0:0' }), []);
    assert.deepEqual(codes(spec, { image: debianImage }), []);
    assert.deepEqual(codes(spec, { ...facts, image: { ...debianImage, user: 'dev' } }), []);
    assert.deepEqual(
      codes(
        { ...sound, mounts: [{ kind: 'volumeFlag', source: '/a', target: '/b', options: 'ro' }] },
        facts,
      ),
      [],
    );
  });

  test('a source that is missing is refused, or made by the engine', () => {
    const facts = { missingHostPaths: ['/data'] };
    const strict = { mounts: [{ kind: 'bind' as const, source: '/data', target: '/data' }] };
    const loose = { mounts: [{ kind: 'volumeFlag' as const, source: '/data', target: '/data' }] };
    assert.equal(find(strict, 'mountSourceMissing', facts).severity, 'error');
    assert.equal(find(loose, 'mountSourceMissing', facts).severity, 'warning');
    assert.equal(fixed(strict, 'mountSourceMissing', facts).mounts, undefined);
  });

  test('relative paths are made absolute', () => {
    const source = { mounts: [{ kind: 'volumeFlag' as const, source: 'a/b', target: '/b' }] };
    assert.match(find(source, 'relativeMountSource').message, /write "\.\/a\/b"/);
    assert.equal(
      fixed(source, 'relativeMountSource', { cwd: '/home/me' }).mounts?.[0]?.source,
      '/home/me/a/b',
    );
    const target = {
      mounts: [{ kind: 'volume' as const, source: 'cache', target: 'root/.cache' }],
    };
    assert.equal(fixed(target, 'relativeMountTarget').mounts?.[0]?.target, '/root/.cache');
  });

  test('two mounts on one target are one too many', () => {
    const mounts = ['/a', '/b'].map((source) => ({ kind: 'bind' as const, source, target: '/x' }));
    assert.equal(find({ mounts }, 'mountTargetTwice').index, 1);
    assert.deepEqual(fixed({ mounts }, 'mountTargetTwice').mounts, mounts.slice(0, 1));
    const tmpfs = { '/x/': '' };
    assert.equal(
      fixed({ mounts: mounts.slice(0, 1), tmpfs }, 'mountTargetTwice').mounts,
      undefined,
    );
  });

  test('a port that is taken is moved to the next free one', () => {
    const usedPorts = [
      { port: 8080, protocol: 'tcp', owner: 'web' },
      { port: 8081, protocol: 'tcp', owner: 'web', hostIp: '127.0.0.1' },
    ];
    const { message } = find({ ports: [port('8080')] }, 'portInUse', { usedPorts });
    assert.match(message, /8080 .* "web"/);
    assert.equal(
      fixed({ ports: [port('8080')] }, 'portInUse', { usedPorts }).ports?.[0]?.hostPort,
      '8082',
    );
    const free = [port('8081', '192.168.0.1'), { ...port('8080'), protocol: 'udp' as const }];
    assert.deepEqual(codes({ ...sound, ports: free }, { usedPorts }), []);
    assert.deepEqual(codes({ ...sound, ports: [port('8080-8090')] }, { usedPorts }), []);
    assert.deepEqual(codes({ ...sound, ports: [port('8080-8081')] }, { usedPorts }), ['portInUse']);
  });

  test('a port that is given twice is moved too', () => {
    const ports = [port('80'), port('80')];
    assert.deepEqual(fixed({ ports }, 'portTwice').ports?.[1]?.hostPort, '81');
    assert.deepEqual(
      codes({ ...sound, ports: [port('80', '10.0.0.1'), port('80', '10.0.0.2')] }),
      [],
    );
  });

  test('the network of the host publishes nothing', () => {
    assert.equal(
      fixed({ network: 'host', ports: [port('80')] }, 'hostNetworkPorts').ports,
      undefined,
    );
  });

  test('GPUs that the engine has not are left out', () => {
    const asked = { gpus: [{ count: -1 }], runtime: 'nvidia', shmSize: 2 ** 33 };
    const spec = fixed(asked, 'gpuUnavailable', { gpus: false });
    assert.deepEqual([spec.gpus, spec.runtime], [undefined, undefined]);
    assert.deepEqual(codes({ ...sound, ...asked }, { gpus: true }), []);
  });

  test('an image for GPUs gets them', () => {
    const facts = { gpus: true, image: cudaImage };
    assert.deepEqual(fixed({ shmSize: 2 ** 33 }, 'gpuNotAsked', facts).gpus, [{ count: -1 }]);
    assert.equal(
      find({ image: 'nvidia/cuda:12.3.2' }, 'gpuNotAsked', { gpus: true }).field,
      'gpus',
    );
  });

  test('a list of GPUs that was read as a count is put together', () => {
    const gpus = [{ deviceIds: ['0'], count: 2 }];
    assert.deepEqual(fixed({ gpus, ipc: 'host' }, 'gpuListSplit').gpus, [
      { deviceIds: ['0', '2'] },
    ]);
  });

  test('64 MB of shared memory are too little for NCCL', () => {
    assert.equal(fixed({ gpus: [{ count: -1 }] }, 'sharedMemoryTooSmall').shmSize, 2 ** 33);
    assert.match(find({ image: 'pytorch/pytorch' }, 'sharedMemoryTooSmall').message, /64MB/);
    assert.deepEqual(codes({ ...sound, gpus: [{ count: 1 }], ipc: 'host' }), []);
  });

  test('memory for compiling is not small', () => {
    const limits = { memory: 2 ** 29, memorySwap: 2 ** 30 };
    const spec = fixed(limits, 'memoryTooSmall');
    assert.deepEqual([spec.memory, spec.memorySwap], [2 ** 32, 2 ** 32]);
    assert.match(find(limits, 'memoryTooSmall').message, /512m/);
  });

  test('attaching needs a capability only where the host restricts it', () => {
    assert.deepEqual(fixed({ capAdd: [] }, 'ptraceDenied', { ptraceScope: 1 }).capAdd, [
      'SYS_PTRACE',
    ]);
    assert.equal(find({ capAdd: [] }, 'ptraceDenied', { ptraceScope: 1 }).severity, 'warning');
    assert.equal(find({ capAdd: [] }, 'ptraceDenied').severity, 'information');
    assert.deepEqual(codes({ ...sound, capAdd: [] }, { ptraceScope: 0 }), []);
    assert.equal(find({}, 'debuggerDenied', { ptraceScope: 3 }).fix, undefined);
  });

  test('the profile of the engine is said to be in the way', () => {
    assert.deepEqual(fixed({ securityOpt: ['no-new-privileges'] }, 'seccompFilters').securityOpt, [
      'no-new-privileges',
      'seccomp=unconfined',
    ]);
  });

  test('a privileged container is more than a debugger needs', () => {
    const spec = fixed({ privileged: true, capAdd: ['NET_ADMIN'], securityOpt: [] }, 'privileged');
    assert.deepEqual(spec.capAdd, ['NET_ADMIN', 'SYS_PTRACE']);
    assert.equal(spec.privileged, undefined);
  });

  test('zombies are reaped', () => {
    assert.equal(fixed({ init: false }, 'noInit').init, true);
  });

  test('the worst comes first', () => {
    assert.deepEqual(codes({ ...sound, init: false, autoRemove: true }, { names: ['dev'] }), [
      'nameTaken',
      'autoRemoveLosesState',
      'noInit',
    ]);
  });

  test('every fix does away with what it is for', () => {
    const facts: SpecFacts = {
      image: cudaImage,
      names: ['dev'],
      gpus: false,
      cwd: '/home/me',
      hostUser: '1000:1000',
      ptraceScope: 1,
      usedPorts: [{ port: 8080, protocol: 'tcp', owner: 'web' }],
    };
    fc.assert(
      fc.property(specifications('grapheme-ascii'), (spec) => {
        const findings = lintContainerSpec(spec, facts);
        for (const { code, fix } of findings) {
          const left = codes(applySpecPatch(spec, fix?.patch ?? {}), facts).length;
          assert.equal(left < findings.length, fix !== undefined, code);
        }
      }),
    );
  });
});
