import assert from 'node:assert/strict';
import { diagnose, recorded, summary, where } from './corpus';

suite('CMake, ninja, make and nvcc', () => {
  for (const version of ['3.25', '3.31']) {
    test(`CMake ${version}: warnings, errors and where they come from`, () => {
      const found = diagnose(recorded(`cmake${version}`));

      assert.deepEqual(summary(found), [
        'warning cmake /workspace/CMakeLists.txt:3 careful',
        'warning cmake /workspace/CMakeLists.txt:4 old thing',
        'warning cmake -Wdev /workspace/CMakeLists.txt:5 for the author',
        'error cmake /workspace/sub/CMakeLists.txt:1 sub is broken',
        'error cmake /workspace/CMakeLists.txt:7 By not providing "FindNothing.cmake" in CMAKE_MODULE_PATH this project has',
      ]);
      assert.equal(found[0]?.message, 'careful\n\nsecond paragraph of the warning');
      assert.deepEqual(
        found[4]?.related.map((one) => `${where(one.location)} ${one.message}`),
        ['/workspace/sub/CMakeLists.txt:2 demand is called here'],
      );
    });
  }

  test('CMake without a place says it at the project', () => {
    const text = 'CMake Error: The source directory "/workspace/nothing" does not exist.';

    assert.deepEqual(summary(diagnose(text)), [
      'error cmake /workspace/CMakeLists.txt:1 The source directory "/workspace/nothing" does not exist.',
    ]);
  });

  for (const tool of ['ninja', 'ninja-relative', 'make']) {
    test(`${tool}: failed steps are no diagnostics, what failed in them is`, () => {
      const found = diagnose(recorded(tool), {
        sourceDirectory: '/workspace/proj2',
        buildDirectory: '/workspace/p2',
      });

      // Linking goes on beside compiling, so the order is the tools' affair; one warning of a header
      // comes from two sources.
      const places = new Set(
        found.map((one) => `${one.severity} ${where(one.location)} ${one.message}`),
      );
      assert.deepEqual(
        [...places].map((place) => place.replace(/^(\S+ \S+) .*$/, '$1')).toSorted(),
        [
          'error /workspace/proj2/src/deep.h:2:28',
          'error /workspace/proj2/src/undef.cpp:1',
          'error /workspace/proj2/src/undef.cpp:1',
          'warning /workspace/proj2/CMakeLists.txt:1',
          'warning /workspace/proj2/src/deep.h:3:34',
          'warning /workspace/proj2/src/deep2.h:2:22',
          'warning /workspace/proj2/src/undef.cpp:1',
        ],
      );
    });
  }

  test('a file that nobody can make is an error of ninja or make', () => {
    assert.deepEqual(summary(diagnose(recorded('ninja-missing'))), [
      "error ninja /workspace/CMakeLists.txt:1 'nothing.txt', needed by 'CMakeFiles/gone', missing and no known rule to make it",
    ]);
    assert.deepEqual(summary(diagnose(recorded('make-missing'))), [
      "error make /workspace/CMakeLists.txt:1 No rule to make target 'nothing.txt', needed by 'CMakeFiles/gone'",
    ]);
  });

  test('relative paths count from the directory that make has entered', () => {
    const text = [
      "make[2]: Entering directory '/workspace/build/lib'",
      '../../lib/a.c:3:1: error: unknown type name',
      "make[2]: Leaving directory '/workspace/build/lib'",
      'b.c:1:1: error: unknown type name',
    ].join('\n');

    assert.deepEqual(summary(diagnose(text)), [
      'error gcc /workspace/lib/a.c:3:1 unknown type name',
      'error gcc /workspace/build/b.c:1:1 unknown type name',
    ]);
  });

  test('nvcc in a CMake build: front end, ptxas and nvlink at their sources', () => {
    assert.deepEqual(summary(diagnose(recorded('nvcc13'))), [
      'error nvcc /workspace/e.cu:2:50 identifier "foo" is undefined',
      'error nvcc /workspace/e.cu:1:31 static assertion failed with "bad"',
      'warning nvcc #940-D /workspace/e.cu:4:10 missing return statement at end of non-void function "g"',
      'error nvcc /workspace/e.cu:5:43 identifier "undeclared_host" is undefined',
      'error gcc /workspace/warn.cu:1:10 nowhere_at_all.h: No such file or directory',
      "error nvcc /workspace/shared.cu:1 ptxas: Entry function '_Z3bigPf' uses too much shared data (0x13880 bytes, 0xc000 max)",
      "error nvcc /workspace/lnk.cu:1 nvlink: Undefined reference to '_Z2fni' in 'CMakeFiles/lnk.dir/lnk.cu.o'",
    ]);
  });

  test('nvcc on its own: template traces become related places, summaries vanish', () => {
    const found = diagnose(recorded('nvcc13-bare'));

    assert.deepEqual(summary(found), [
      'error nvcc /workspace/build/e.cu:1:46 identifier "foo" is undefined',
      'error nvcc /workspace/build/w.cu:3:29 static assertion failed with "bad"',
      "error nvcc /workspace/CMakeLists.txt:1 ptxas: Entry function '_Z1kPf' uses too much shared data (0x13880 bytes, 0xc000 max)",
      'warning gcc -Wcpp /workspace/build/h.cu:2:2 #warning hi',
      'error nvcc /workspace/build/h.cu:1:20 identifier "undeclared_host" is undefined',
      'warning nvcc #940-D /workspace/build/h.cu:3:9 missing return statement at end of non-void function "g"',
      "error nvcc /workspace/CMakeLists.txt:1 nvlink: Undefined reference to '_Z2fni' in '/tmp/tmpxft_000073b3_00000000-11_l.o'",
      "error nvcc /workspace/CMakeLists.txt:1 nvcc: Unsupported gpu architecture 'sm_20'",
      'error gcc -Werror=cpp /workspace/build/h.cu:2:2 #warning hi',
      'error nvcc /workspace/build/h.cu:3:9 missing return statement at end of non-void function "g"',
    ]);
    assert.deepEqual(
      found[1]?.related.map((one) => where(one.location)),
      ['/workspace/build/w.cu:4'],
    );
  });
});
