import assert from 'node:assert/strict';
import { codeLink } from '../../../../src/domain/diagnostics/codeLink';

suite('pages about the codes of diagnostics', () => {
  for (const [source, code, page] of [
    [
      'gcc',
      '-Wunused-variable',
      'https://gcc.gnu.org/onlinedocs/gcc/Warning-Options.html#index-Wunused-variable',
    ],
    [
      'gcc',
      '-Werror=format=',
      'https://gcc.gnu.org/onlinedocs/gcc/Warning-Options.html#index-Wformat',
    ],
    [
      'gcc',
      '-Wreorder',
      'https://gcc.gnu.org/onlinedocs/gcc/C_002b_002b-Dialect-Options.html#index-Wreorder',
    ],
    [
      'gcc',
      '-Wanalyzer-double-free',
      'https://gcc.gnu.org/onlinedocs/gcc/Static-Analyzer-Options.html#index-Wanalyzer-double-free',
    ],
    [
      'clang',
      '-Wc++11-narrowing',
      'https://clang.llvm.org/docs/DiagnosticsReference.html#wc-11-narrowing',
    ],
    [
      'clang-tidy',
      'clang-analyzer-core.NullDereference',
      'https://clang.llvm.org/extra/clang-tidy/checks/clang-analyzer/core.NullDereference.html',
    ],
    [
      'clang-tidy',
      'modernize-use-nullptr',
      'https://clang.llvm.org/extra/clang-tidy/checks/modernize/use-nullptr.html',
    ],
    [
      'clang-tidy',
      'clang-diagnostic-unused-variable',
      'https://clang.llvm.org/docs/DiagnosticsReference.html#wunused-variable',
    ],
    ['cmake', 'CMP0048', 'https://cmake.org/cmake/help/latest/policy/CMP0048.html'],
    ['asan', 'heap-use-after-free', 'https://clang.llvm.org/docs/AddressSanitizer.html'],
    ['ld', 'x', undefined],
    ['gcc', undefined, undefined],
  ] as const) {
    test(`${source} ${code ?? 'without a code'}`, () => {
      assert.equal(codeLink({ source, ...(code === undefined ? {} : { code }) }), page);
    });
  }
});
