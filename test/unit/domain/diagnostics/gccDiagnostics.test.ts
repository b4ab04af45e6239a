import assert from 'node:assert/strict';
import { diagnose, recorded, summary, where } from './corpus';

suite('gcc and clang', () => {
  test('errors and warnings have a place, a code and no code in their text', () => {
    assert.deepEqual(summary(diagnose(recorded('gcc14-notes'))), [
      "warning gcc -Wsign-compare /workspace/src/notes.cpp:5:11 comparison of integer expressions of different signedness: 'int' and 'unsigned int'",
      "error gcc /workspace/src/notes.cpp:1:26 'y' was not declared in this scope",
      "error gcc /workspace/src/notes.cpp:6:6 no matching function for call to 'f(std::nullptr_t, int)'",
      "error gcc -fpermissive /workspace/src/notes.cpp:8:12 invalid conversion from 'const char*' to 'int'",
      "warning gcc -Wunused-variable /workspace/src/notes.cpp:7:9 unused variable 'shadow'",
      'warning gcc -Wreturn-type /workspace/src/notes.cpp:10:10 no return statement in function returning non-void',
    ]);
  });

  test('clang is told from gcc by the compiler that the cache names', () => {
    assert.deepEqual(summary(diagnose(recorded('clang14-notes'), { compiler: 'clang' })), [
      "error clang /workspace/src/notes.cpp:5:25 use of undeclared identifier 'y'",
      "error clang /workspace/src/notes.cpp:6:5 no matching function for call to 'f'",
      "error clang /workspace/src/notes.cpp:8:12 cannot initialize return object of type 'int' with an lvalue of type 'const char[5]'",
      "warning clang -Wsign-compare /workspace/src/notes.cpp:5:11 comparison of integers of different signs: 'int' and 'unsigned int'",
    ]);
  });

  for (const compiler of ['gcc14', 'clang14']) {
    test(`colours of ${compiler} change nothing`, () => {
      assert.deepEqual(
        diagnose(recorded(`${compiler}-notes-colored`)),
        diagnose(recorded(`${compiler}-notes`)),
      );
    });
  }

  for (const compiler of ['gcc10', 'gcc14', 'clang14', 'clang19']) {
    test(`notes of ${compiler} belong to the message before them`, () => {
      const call = diagnose(recorded(`${compiler}-notes`)).find((one) =>
        one.message.startsWith('no matching function'),
      );

      const candidates = call?.related.map((one) => one.location.line);
      assert.deepEqual(new Set(candidates), new Set([2, 3]));
    });

    test(`the include chain of ${compiler} follows from the inside out, for each message of the header`, () => {
      const found = diagnose(recorded(`${compiler}-chain`));

      const chain = ['/workspace/src/include_chain.h:2', '/workspace/src/chain.cpp:1'];
      assert.deepEqual(
        found.map((one) => one.related.map((related) => where(related.location))),
        [chain, chain],
      );
    });

    test(`an error in a system header leads ${compiler} back to the user's line`, () => {
      const inHeader = diagnose(recorded(`${compiler}-template`)).filter(
        (one) => one.severity === 'error' && one.location.path.startsWith('/usr/include'),
      );

      const first = inHeader[0]?.related.find((one) => one.location.path.startsWith('/workspace'));
      assert.deepEqual(
        [first?.location.path, first?.location.line],
        ['/workspace/src/template.cpp', 14],
      );
    });
  }

  test('a missing header is one error', () => {
    assert.deepEqual(summary(diagnose(recorded('gcc12-fatal'))), [
      'error gcc /workspace/src/fatal.cpp:2:10 nowhere.h: No such file or directory',
    ]);
  });

  test('the summary of -Werror is no diagnostic of its own', () => {
    assert.deepEqual(summary(diagnose(recorded('gcc12-werror'))), [
      "error gcc -Werror=unused-variable /workspace/src/werror.cpp:1:15 unused variable 'unused'",
    ]);
  });

  test('what the driver says alone stands at the project', () => {
    assert.deepEqual(summary(diagnose(recorded('gcc12-driver'))), [
      "error gcc /workspace/CMakeLists.txt:1 unrecognized command-line option '--no-such-option'",
    ]);
  });

  test('a compiler that was killed stands at the source it was compiling', () => {
    const text = [
      '[2/3  66% :: 1.0] Building CXX object lib/CMakeFiles/big.dir/src/huge.cpp.o',
      'FAILED: lib/CMakeFiles/big.dir/src/huge.cpp.o ',
      '/usr/bin/c++ -o lib/CMakeFiles/big.dir/src/huge.cpp.o -c /workspace/lib/src/huge.cpp',
      'c++: fatal error: Killed signal terminated program cc1plus',
      'compilation terminated.',
    ].join('\n');

    assert.deepEqual(summary(diagnose(text)), [
      'error gcc /workspace/lib/src/huge.cpp:1 Killed signal terminated program cc1plus',
    ]);
  });

  test('a header seen from many sources is reported once', () => {
    const text = recorded('gcc10-chain');

    assert.equal(diagnose(text + text).length, diagnose(text).length);
  });

  test('text that only looks like a message is left alone', () => {
    const text = [
      '-- Checking for error: none',
      'Scanning dependencies of target app',
      '12:30:01 error: something',
      'https://example.org:80: error',
      '    at Object.<anonymous> (/workspace/tool.js:3:9)',
    ].join('\n');

    assert.deepEqual(diagnose(text), []);
  });
});
