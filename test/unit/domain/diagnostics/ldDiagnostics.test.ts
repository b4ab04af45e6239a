import assert from 'node:assert/strict';
import { diagnose, recorded, summary, where } from './corpus';

suite('linkers', () => {
  test('GNU ld with debug information names source and line', () => {
    assert.deepEqual(summary(diagnose(recorded('ld-debug'))), [
      "warning ld /workspace/src/undef.cpp:1 relocation against `variable' in read-only section `.text'",
      "error ld /workspace/src/undef.cpp:3 undefined reference to `missing(int)'",
      "error ld /workspace/src/undef.cpp:3 undefined reference to `variable'",
      'warning ld /workspace/CMakeLists.txt:1 creating DT_TEXTREL in a PIE',
      "error ld /workspace/src/dup_b.cpp:1 multiple definition of `twice()'",
      "error ld /workspace/src/dup_b.cpp:2 multiple definition of `global'",
      'error ld /workspace/CMakeLists.txt:1 cannot find -lzzz: No such file or directory',
      "warning ld /workspace/src/gets.cpp:2 the use of `tmpnam' is dangerous, better use `mkstemp'",
    ]);
  });

  test('GNU ld without debug information leads to the source of the object', () => {
    assert.deepEqual(summary(diagnose(recorded('ld-plain'))), [
      "warning ld /workspace/src/undef.cpp:1 relocation against `variable' in read-only section `.text'",
      "error ld /workspace/src/undef.cpp:1 undefined reference to `missing(int)'",
      "error ld /workspace/src/undef.cpp:1 undefined reference to `variable'",
      'warning ld /workspace/CMakeLists.txt:1 creating DT_TEXTREL in a PIE',
      "error ld /workspace/src/dup_b.cpp:1 multiple definition of `twice()'",
      "error ld /workspace/src/dup_b.cpp:1 multiple definition of `global'",
      'error ld /workspace/CMakeLists.txt:1 cannot find -lzzz: No such file or directory',
      "warning ld /workspace/src/gets.cpp:1 the use of `tmpnam' is dangerous, better use `mkstemp'",
    ]);
  });

  test('gold', () => {
    assert.deepEqual(summary(diagnose(recorded('gold-plain'))), [
      "error ld /workspace/src/undef.cpp:1 undefined reference to 'missing(int)'",
      "error ld /workspace/src/undef.cpp:1 undefined reference to 'variable'",
      "error ld /workspace/src/dup_b.cpp:1 multiple definition of 'twice()'",
      "error ld /workspace/src/dup_b.cpp:1 multiple definition of 'global'",
      'error ld /workspace/CMakeLists.txt:1 cannot find -lzzz',
      "warning ld /workspace/src/gets.cpp:1 the use of `tmpnam' is dangerous, better use `mkstemp'",
    ]);
  });

  test('lld', () => {
    assert.deepEqual(summary(diagnose(recorded('lld-debug'))), [
      'error ld /workspace/src/undef.cpp:3 undefined symbol: missing(int)',
      'error ld /workspace/src/undef.cpp:3 undefined symbol: variable',
      'error ld /workspace/src/dup_a.cpp:1 duplicate symbol: twice()',
      'error ld /workspace/src/dup_a.cpp:2 duplicate symbol: global',
      'error ld /workspace/CMakeLists.txt:1 unable to find library -lzzz',
    ]);
  });

  test('mold', () => {
    assert.deepEqual(summary(diagnose(recorded('mold-plain'))), [
      'error ld /workspace/src/undef.cpp:1 undefined symbol: missing(int)',
      'error ld /workspace/src/undef.cpp:1 undefined symbol: variable',
      'error ld /workspace/src/dup_b.cpp:1 duplicate symbol: twice()',
      'error ld /workspace/src/dup_b.cpp:1 duplicate symbol: global',
      'error ld /workspace/CMakeLists.txt:1 library not found: zzz',
    ]);
  });

  for (const [linker, first] of [
    ['ld-debug', '/workspace/src/dup_a.cpp:1'],
    ['ld-plain', '/workspace/src/dup_a.cpp:1'],
    ['gold-plain', '/workspace/src/dup_a.cpp:1'],
    ['lld-debug', '/workspace/src/dup_b.cpp:1'],
    ['mold-plain', '/workspace/src/dup_a.cpp:1'],
  ] as const) {
    test(`${linker}: a second definition points to the other one`, () => {
      const twice = diagnose(recorded(linker)).find((one) => one.message.includes('twice()'));

      assert.deepEqual(
        twice?.related.map((one) => where(one.location)),
        [first],
      );
    });
  }
});
