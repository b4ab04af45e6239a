import type { Diagnostic } from '../diagnostic';

/** The page that explains a diagnostic's code, or undefined where there is none. */
export function codeLink({
  source,
  code,
}: Pick<Diagnostic, 'source' | 'code'>): string | undefined {
  if (code === undefined) {
    return undefined;
  }
  switch (source) {
    case 'gcc':
      return gccPage(code);
    case 'clang':
      return clangPage(code);
    case 'clang-tidy':
      return code.startsWith('clang-diagnostic-')
        ? clangPage(`-W${code.slice('clang-diagnostic-'.length)}`)
        : tidyPage(code);
    case 'cmake':
      return code.startsWith('CMP')
        ? `https://cmake.org/cmake/help/latest/policy/${code}.html`
        : 'https://cmake.org/cmake/help/latest/manual/cmake.1.html#cmdoption-cmake-Wdev';
    case 'nvcc':
      // No page explains the numbers one by one; this one tells how they are suppressed or made errors.
      return 'https://docs.nvidia.com/cuda/cuda-compiler-driver-nvcc/index.html';
    default:
      return toolPages[source];
  }
}

const toolPages: Readonly<Record<string, string>> = {
  asan: 'https://clang.llvm.org/docs/AddressSanitizer.html',
  hwasan: 'https://clang.llvm.org/docs/HardwareAssistedAddressSanitizerDesign.html',
  lsan: 'https://clang.llvm.org/docs/LeakSanitizer.html',
  msan: 'https://clang.llvm.org/docs/MemorySanitizer.html',
  tsan: 'https://clang.llvm.org/docs/ThreadSanitizer.html',
  ubsan: 'https://clang.llvm.org/docs/UndefinedBehaviorSanitizer.html',
  'compute-sanitizer': 'https://docs.nvidia.com/compute-sanitizer/ComputeSanitizer/index.html',
};

/** gcc's manual has an index entry for each option, on the page of those for C++ or of its analyzer. */
function gccPage(code: string): string {
  const option = code.replace(/^-Werror=/, '-W').replace(/=.*$/, '');
  const page = option.startsWith('-Wanalyzer-')
    ? 'Static-Analyzer-Options'
    : cxxOptions.has(option)
      ? 'C_002b_002b-Dialect-Options'
      : 'Warning-Options';
  const entry = option.slice(1).replace(/[^A-Za-z0-9-]/g, (sign) => `_00${hex(sign)}`);
  return `https://gcc.gnu.org/onlinedocs/gcc/${page}.html#index-${entry}`;
}

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).padStart(2, '0');
}

/** The options that gcc's manual explains under "Options Controlling C++ Dialect". */
const cxxOptions: ReadonlySet<string> = new Set([
  '-fpermissive',
  '-Wabi-tag',
  '-Wcatch-value',
  '-Wclass-conversion',
  '-Wclass-memaccess',
  '-Wcomma-subscript',
  '-Wconditionally-supported',
  '-Wconversion-null',
  '-Wctad-maybe-unsupported',
  '-Wctor-dtor-privacy',
  '-Wdangling-reference',
  '-Wdelete-non-virtual-dtor',
  '-Wdeprecated-copy',
  '-Wdeprecated-enum-enum-conversion',
  '-Wdeprecated-enum-float-conversion',
  '-Weffc++',
  '-Welaborated-enum-base',
  '-Wextra-semi',
  '-Wglobal-module',
  '-Winaccessible-base',
  '-Winherited-variadic-ctor',
  '-Winit-list-lifetime',
  '-Winvalid-offsetof',
  '-Wliteral-suffix',
  '-Wmismatched-new-delete',
  '-Wmismatched-tags',
  '-Wmultiple-inheritance',
  '-Wnamespaces',
  '-Wnarrowing',
  '-Wnoexcept',
  '-Wnoexcept-type',
  '-Wnon-template-friend',
  '-Wnon-virtual-dtor',
  '-Wold-style-cast',
  '-Woverloaded-virtual',
  '-Wpessimizing-move',
  '-Wplacement-new',
  '-Wpmf-conversions',
  '-Wrange-loop-construct',
  '-Wredundant-move',
  '-Wredundant-tags',
  '-Wregister',
  '-Wreorder',
  '-Wself-move',
  '-Wsign-promo',
  '-Wsized-deallocation',
  '-Wstrict-null-sentinel',
  '-Wsubobject-linkage',
  '-Wsuggest-override',
  '-Wsynth',
  '-Wtemplates',
  '-Wterminate',
  '-Wuseless-cast',
  '-Wvexing-parse',
  '-Wvirtual-inheritance',
  '-Wvirtual-move-assign',
  '-Wvolatile',
  '-Wzero-as-null-pointer-constant',
]);

function clangPage(code: string): string | undefined {
  if (!code.startsWith('-W')) {
    return undefined;
  }
  const anchor = code
    .slice(1)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');
  return `https://clang.llvm.org/docs/DiagnosticsReference.html#${anchor}`;
}

/** A check's first word, or two, is the folder of its page. */
function tidyPage(code: string): string | undefined {
  const [, module, check] = /^(clang-analyzer|[a-z]+)-(.+)$/.exec(code) ?? [];
  return module === undefined || check === undefined
    ? undefined
    : `https://clang.llvm.org/extra/clang-tidy/checks/${module}/${check}.html`;
}
