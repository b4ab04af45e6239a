import assert from 'node:assert/strict';
import { clangCommand } from '../../../../src/domain/intellisense/clangCommand';
import { parseCompilerFacts } from '../../../../src/domain/intellisense/compilerIncludes';
import { readCompileFlags } from '../../../../src/domain/intellisense/readCompileFlags';

const gcc = `Using built-in specs.
Target: x86_64-linux-gnu
ignoring nonexistent directory "/usr/local/include/x86_64-linux-gnu"
#include "..." search starts here:
#include <...> search starts here:
 /usr/include/c++/12
 /usr/include/x86_64-linux-gnu/c++/12
 /usr/lib/gcc/x86_64-linux-gnu/12/include
 /usr/local/include
 /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include
End of search list.
`;

const flagsOf = (line: string, file = '/w/a.cpp') =>
  readCompileFlags({ directory: '/w/build', file, command: line.split(' ') });

const toHost = (containerPath: string) =>
  containerPath.startsWith('/w/')
    ? containerPath.replace('/w', '/home/me/app')
    : `/mirror${containerPath}`;

suite('The command for clangd on the host', () => {
  test('has the headers of the container in their order, and nothing of the host', () => {
    const command = clangCommand({
      flags: flagsOf(
        'c++ -DX -I/w/include -isystem /opt/lib/include -include /w/build/pch.hxx -c /w/a.cpp',
      ),
      facts: parseCompilerFacts(gcc),
      toHost,
    });

    assert.deepEqual(command, [
      ...['clang++', '-x', 'c++', '-nostdlibinc', '--target=x86_64-linux-gnu', '-DX'],
      ...['-I', '/home/me/app/include', '-isystem', '/mirror/opt/lib/include'],
      ...['-isystem', '/mirror/usr/include/c++/12'],
      ...['-isystem', '/mirror/usr/include/x86_64-linux-gnu/c++/12'],
      ...['-idirafter', '/mirror/usr/local/include', '-idirafter', '/mirror/usr/include'],
      ...['-Xclang', '-include', '-Xclang', '/home/me/app/build/pch.hxx'],
      ...['-Wno-unknown-warning-option', '-Wno-ignored-optimization-argument'],
    ]);
  });

  test('speaks CUDA as clang does', () => {
    const command = clangCommand({
      flags: flagsOf(
        'nvcc --generate-code=arch=compute_75,code=[sm_75] -std=c++17 -x cu -c /w/k.cu',
        '/w/k.cu',
      ),
      facts: parseCompilerFacts(gcc),
      toHost,
      cudaHostPath: '/storage/cuda',
    });

    assert.deepEqual(command.slice(0, 10), [
      ...['clang++', '-x', 'cuda', '-std=c++17', '--cuda-host-only', '--cuda-path=/storage/cuda'],
      ...['-nocudalib', '--no-cuda-version-check', '-Wno-unknown-cuda-version'],
      '--cuda-gpu-arch=sm_75',
    ]);
  });
});

suite('What a compiler brings along', () => {
  test('is read from nvcc, too', () => {
    const output = `#$ _TARGET_DIR_=targets/x86_64-linux
#$ TOP=/usr/local/cuda-12.2/bin/..
#$ INCLUDES="-I/usr/local/cuda-12.2/bin/../targets/x86_64-linux/include"
#$ SYSTEM_INCLUDES="-isystem" "/usr/local/cuda-12.2/bin/../targets/x86_64-linux/include/cccl"
`;

    assert.deepEqual(parseCompilerFacts(output), {
      includeContainerPaths: [
        '/usr/local/cuda-12.2/targets/x86_64-linux/include',
        '/usr/local/cuda-12.2/targets/x86_64-linux/include/cccl',
      ],
    });
  });

  test('is nothing when it is not there', () => {
    assert.deepEqual(parseCompilerFacts('sh: 1: g++: not found'), { includeContainerPaths: [] });
  });
});
