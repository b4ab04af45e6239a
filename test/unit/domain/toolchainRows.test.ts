import assert from 'node:assert/strict';
import type { Toolchain } from '../../../src/domain/toolchain';
import { toolchainSummary, toolRows } from '../../../src/domain/toolchainRows';

function toolchain(tools: Toolchain['tools']): Toolchain {
  return {
    os: { id: 'debian', name: 'Debian' },
    architecture: 'x86_64',
    uid: 0,
    gid: 0,
    cpus: 1,
    tools,
    missing: [],
    gpus: [],
    sysPtrace: true,
    seccomp: false,
  };
}

suite('toolchainRows', () => {
  test('compilers come before CMake, and CMake before the debugger', () => {
    const rows = toolRows(
      toolchain({
        gdb: { containerPath: '/usr/bin/gdb' },
        cmake: { containerPath: '/usr/bin/cmake' },
        'g++': { containerPath: '/usr/bin/g++' },
        rsync: { containerPath: '/usr/bin/rsync' },
      }),
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['g++', 'cmake', 'gdb'],
    );
  });

  test('a C compiler is named where there is none for C++', () => {
    const rows = toolRows(toolchain({ gcc: { containerPath: '/usr/bin/gcc' } }));
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['gcc'],
    );
  });

  test('the summary has one tool of each kind, with its version', () => {
    const summary = toolchainSummary(
      toolchain({
        'g++': { containerPath: '/usr/bin/g++', version: '12.2.0' },
        'clang++': { containerPath: '/usr/bin/clang++', version: '14.0.6' },
        cmake: { containerPath: '/usr/bin/cmake', version: '3.25.1' },
        gdb: { containerPath: '/usr/bin/gdb' },
      }),
    );
    assert.equal(summary, 'g++ 12.2.0 · cmake 3.25.1 · gdb');
  });
});
