import assert from 'node:assert/strict';
import { readCompileFlags } from '../../../../src/domain/intellisense/readCompileFlags';

const read = (line: string, file = 'a.cpp', files: Readonly<Record<string, string>> = {}) =>
  readCompileFlags(
    { directory: '/w/build', file, command: line.split(' ') },
    { readResponseFile: (path) => files[path] },
  );

suite('Flags of a compiler', () => {
  test('are read out of what CMake writes for g++', () => {
    const flags = read(
      '/usr/bin/c++ -DNDEBUG -DNAME="x" -I/w/include -I ../more -isystem /opt/eigen -O2 -g -std=gnu++17 -fno-rtti -Wall -pthread -o a.o -c /w/a.cpp',
    );

    assert.deepEqual(flags, {
      compiler: '/usr/bin/c++',
      language: 'c++',
      standard: 'gnu++17',
      includes: [
        { kind: 'user', containerPath: '/w/include' },
        { kind: 'user', containerPath: '/w/more' },
        { kind: 'system', containerPath: '/opt/eigen' },
      ],
      macros: ['-DNDEBUG', '-DNAME="x"'],
      forced: [],
      features: ['-O2', '-fno-rtti', '-pthread'],
      warnings: ['-Wall'],
      selection: [],
      gpuArchitectures: [],
    });
  });

  test('are without what clang does not know and what is of no meaning here', () => {
    const flags = read(
      'g++ -fconcepts-diagnostics-depth=3 -fmodules-ts -march=native -MD -MF a.d -Wl,-z,now -Wa,--noexecstack -flto -c a.cpp',
    );

    assert.deepEqual([flags.features, flags.warnings, flags.macros], [[], [], []]);
  });

  test('begin behind a launcher and its variables', () => {
    assert.equal(read('/usr/bin/ccache /usr/bin/g++ -c a.cpp').compiler, '/usr/bin/g++');
    assert.equal(read('env CCACHE_DIR=/c ccache clang++-14 -c a.cpp').compiler, 'clang++-14');
  });

  for (const [line, file, language] of [
    ['gcc -c a.c', 'a.c', 'c'],
    ['g++ -c a.c', 'a.c', 'c++'],
    ['gcc -x c++ -c a.c', 'a.c', 'c++'],
    ['nvcc -c a.cu', 'a.cu', 'cuda'],
    ['nvcc -x cu -c a.cpp', 'a.cpp', 'cuda'],
    ['nvcc -c a.cpp', 'a.cpp', 'c++'],
    ['cc -c a.S', 'a.S', 'assembler'],
  ] as const) {
    test(`"${line}" compiles ${language}`, () => {
      assert.equal(read(line, file).language, language);
    });
  }

  test('are read out of the files that they name', () => {
    const flags = read('g++ @flags.rsp -c a.cpp', 'a.cpp', {
      '/w/build/flags.rsp': '-I/opt/a "-DX=y z"\n-DP="q r"\n',
    });

    assert.deepEqual(flags.includes, [{ kind: 'user', containerPath: '/opt/a' }]);
    assert.deepEqual(flags.macros, ['-DX=y z', '-DP=q r']);
  });

  test('of a precompiled header are those of a file that is read first', () => {
    const { forced } = read(
      'g++ -Winvalid-pch -include /w/build/cmake_pch.hxx -include x.h -c a.cpp',
    );

    assert.deepEqual(forced, [
      { kind: 'include', path: '/w/build/cmake_pch.hxx' },
      { kind: 'include', path: 'x.h' },
    ]);
  });

  test('choose what the compiler brings along', () => {
    const { selection, sysrootContainerPath } = read(
      'clang++ --sysroot=/opt/sysroot -stdlib=libc++ -m32 -target aarch64-linux-gnu -c a.cpp',
    );

    assert.equal(sysrootContainerPath, '/opt/sysroot');
    assert.deepEqual(selection, [
      '--sysroot=/opt/sysroot',
      '-stdlib=libc++',
      '-m32',
      '--target=aarch64-linux-gnu',
    ]);
  });
});

suite('Flags of nvcc', () => {
  test('are those of its host compiler and the architectures of the GPU', () => {
    const flags = read(
      '/usr/local/cuda/bin/nvcc -forward-unknown-to-host-compiler -ccbin g++ -DX --options-file includes_CUDA.rsp -isystem=/opt/cub -Xcompiler=-fno-exceptions,-Wall --expt-relaxed-constexpr --generate-code=arch=compute_75,code=[compute_75,sm_75] -gencode arch=compute_90a,code=sm_90a -std=c++17 -rdc=true -x cu -c /w/k.cu -o k.o',
      '/w/k.cu',
      { '/w/build/includes_CUDA.rsp': '-I/w/include' },
    );

    assert.equal(flags.language, 'cuda');
    assert.equal(flags.standard, 'c++17');
    assert.deepEqual(flags.includes, [
      { kind: 'user', containerPath: '/w/include' },
      { kind: 'system', containerPath: '/opt/cub' },
    ]);
    assert.deepEqual(flags.gpuArchitectures, ['sm_75', 'sm_90a']);
    assert.deepEqual(flags.features, ['-fno-exceptions']);
    assert.deepEqual(flags.warnings, ['-Wall']);
    assert.deepEqual(flags.macros, [
      '-DX',
      '-D__NVCC__',
      '-D__CUDACC_RELAXED_CONSTEXPR__',
      '-D__CUDACC_RDC__',
    ]);
  });
});
