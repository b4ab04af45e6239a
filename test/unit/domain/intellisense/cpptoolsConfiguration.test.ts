import assert from 'node:assert/strict';
import { cpptoolsConfiguration } from '../../../../src/domain/intellisense/cpptoolsConfiguration';
import { readCompileFlags } from '../../../../src/domain/intellisense/readCompileFlags';

const configurationOf = (line: string) =>
  cpptoolsConfiguration(
    {
      directoryContainerPath: '/w/build',
      sourceContainerPath: '/w/a.cpp',
      flags: readCompileFlags({ directory: '/w/build', file: '/w/a.cpp', command: line }),
    },
    {
      factsOf: () => ({
        includeContainerPaths: ['/usr/include/c++/12', '/usr/lib/gcc/x86_64-linux-gnu/12/include'],
        target: 'x86_64-linux-gnu',
      }),
      toHost: (path) => `/host${path}`,
    },
  );

suite('What cpptools is told of a source', () => {
  test('is how the container compiles it, in paths of the host', () => {
    const line =
      'g++ -DA -DB=2 -DC -UC -I/w/include -include /w/pch.h -std=gnu++2a -mavx2 -c /w/a.cpp';

    assert.deepEqual(configurationOf(line), {
      includePath: ['/host/w/include', '/host/usr/include/c++/12'],
      defines: ['A=1', 'B=2'],
      forcedInclude: ['/host/w/pch.h'],
      intelliSenseMode: 'linux-gcc-x64',
      standard: 'gnu++20',
      compilerPath: '',
      compilerArgs: ['-mavx2'],
    });
  });

  test('names the compiler and the processor', () => {
    assert.equal(configurationOf('clang++-14 -m32 -c a.cpp').intelliSenseMode, 'linux-clang-x86');
  });
});
