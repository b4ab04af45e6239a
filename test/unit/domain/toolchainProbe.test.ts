import assert from 'node:assert/strict';
import { isAtLeast } from '../../../src/domain/toolchain';
import { parseToolchainProbe } from '../../../src/domain/toolchainProbe';

const complete = [
  'osId\tdebian',
  'osName\t"Debian GNU/Linux 12 (bookworm)"',
  'architecture\tx86_64',
  'uid\t1000',
  'gid\t1001',
  'capEff\t00000000a80c25fb',
  'seccomp\t2',
  'cpus\t16',
  'cpuMax\t250000 100000',
  'packages\tapt-get',
  'tool\tcmake\t/usr/bin/cmake\tcmake version 3.25.1',
  'tool\tninja\t/usr/bin/ninja\t1.11.1',
  'tool\tg++\t/usr/bin/g++\tg++ (Debian 12.2.0-14+deb12u1) 12.2.0',
  'tool\tgdb\t/usr/bin/gdb\tGNU gdb (Debian 13.1-3) 13.1',
  'tool\tnvcc\t/usr/local/cuda/bin/nvcc\tCuda compilation tools, release 13.0, V13.0.88',
  'gpu\tGPU 0: NVIDIA H200 (UUID: GPU-1)',
].join('\n');

suite('the toolchain probe', () => {
  test('reads what there is', () => {
    const toolchain = parseToolchainProbe(complete);

    assert.deepEqual(toolchain.os, { id: 'debian', name: 'Debian GNU/Linux 12 (bookworm)' });
    assert.deepEqual([toolchain.uid, toolchain.gid], [1000, 1001]);
    assert.equal(toolchain.tools.cmake?.version, '3.25.1');
    assert.equal(toolchain.tools.ninja?.version, '1.11.1');
    assert.equal(toolchain.tools['g++']?.version, '12.2.0');
    assert.equal(toolchain.tools.gdb?.version, '13.1');
    assert.equal(toolchain.tools.nvcc?.version, '13.0');
    assert.deepEqual(toolchain.gpus, ['GPU 0: NVIDIA H200 (UUID: GPU-1)']);
    assert.deepEqual(toolchain.missing, []);
    assert.equal(toolchain.installCommand, undefined);
  });

  test('a quota of two and a half processors keeps three busy', () => {
    assert.equal(parseToolchainProbe(complete).cpus, 3);
    assert.equal(parseToolchainProbe('cpus\t4\ncpuMax\tmax 100000').cpus, 4);
    assert.equal(parseToolchainProbe('cpus\t4\ncpuMax\t-1 100000').cpus, 4);
    assert.equal(parseToolchainProbe('').cpus, 1);
  });

  test('SYS_PTRACE is a bit of the effective capabilities', () => {
    assert.equal(parseToolchainProbe(complete).sysPtrace, true);
    assert.equal(parseToolchainProbe('capEff\t00000000a80425fb').sysPtrace, false);
  });

  for (const [manager, expected] of [
    [
      'apt-get',
      'apt-get update && apt-get install -y --no-install-recommends g++ cmake ninja-build gdb',
    ],
    ['dnf', 'dnf install -y gcc-c++ cmake ninja-build gdb'],
    ['apk', 'apk add g++ musl-dev cmake ninja gdb'],
    ['pacman', 'pacman -Sy --noconfirm gcc cmake ninja gdb'],
  ] as const) {
    test(`an empty image with ${manager} gets the line that fills it`, () => {
      const toolchain = parseToolchainProbe(`packages\t${manager}`);

      assert.equal(toolchain.installCommand, expected);
      assert.deepEqual(
        toolchain.missing.map((one) => one.name),
        ['g++', 'cmake', 'ninja', 'gdb'],
      );
    });
  }

  test('clang and make count as a compiler and a build tool', () => {
    const toolchain = parseToolchainProbe(
      'packages\tapt-get\ntool\tclang++\t/usr/bin/clang++\tx\ntool\tmake\t/usr/bin/make\tGNU Make 4.3',
    );

    assert.deepEqual(
      toolchain.missing.map((one) => one.installCommand),
      [
        'apt-get update && apt-get install -y --no-install-recommends cmake',
        'apt-get update && apt-get install -y --no-install-recommends gdb',
      ],
    );
  });

  test('without a package manager there is no line to offer', () => {
    assert.equal(parseToolchainProbe('').installCommand, undefined);
  });

  test('versions compare by number', () => {
    assert.equal(isAtLeast('3.9.6', '3.14'), false);
    assert.equal(isAtLeast('3.14', '3.14'), true);
    assert.equal(isAtLeast('4.0.1', '3.14'), true);
    assert.equal(isAtLeast(undefined, '3.14'), false);
  });
});
