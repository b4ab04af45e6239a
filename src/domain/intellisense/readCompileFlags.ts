import { posix } from 'node:path';
import { wordsOf, type CompileCommand } from './compileDatabase';
import type { CompileFlags, IncludeKind, SourceLanguage } from './compileFlags';
import { gccOptionsOf } from './nvccOptions';

/** The text of a file that a command line names by `@file` or `--options-file`; undefined: it cannot be read. */
export type ReadResponseFile = (containerPath: string) => string | undefined;

/** What a command says that its reading needs beside it. */
export interface ReadFlagsOptions {
  readonly readResponseFile?: ReadResponseFile;
}

/**
 * Reads what counts out of a command of gcc, clang or nvcc, with or without a launcher such as ccache.
 * What does not change the meaning of the source (what is written, how well it is optimised, how it is
 * linked) is passed over.
 */
export function readCompileFlags(
  command: CompileCommand,
  { readResponseFile }: ReadFlagsOptions = {},
): CompileFlags {
  const { directory } = command;
  const words = withoutLauncher(wordsOf(command));
  const compiler = words[0] ?? 'cc';
  const absolute = (path: string): string => posix.resolve(directory, path);
  const isNvcc = /^nvcc(?:-[\d.]+)?$/.test(posix.basename(compiler));
  const rest = expandResponseFiles(words.slice(1), (path) => readResponseFile?.(absolute(path)));
  const nvcc = isNvcc ? gccOptionsOf(rest) : undefined;
  const reading = new Reading(absolute);
  reading.read(nvcc?.options ?? rest);
  const { language, ...flags } = reading;
  const source = absolute(command.file);
  return {
    compiler,
    language: languageOf(language, source, compiler, isNvcc),
    ...(flags.standard === undefined ? {} : { standard: flags.standard }),
    includes: flags.includes,
    macros: flags.macros,
    forced: flags.forced,
    features: flags.features,
    warnings: flags.warnings,
    selection: flags.selection,
    ...(flags.sysroot === undefined ? {} : { sysrootContainerPath: flags.sysroot }),
    gpuArchitectures: [...(nvcc?.architectures ?? []), ...flags.gpuArchitectures],
  };
}

/** What a compiler is started by. */
const launchers = new Set(['ccache', 'sccache', 'distcc', 'icecc', 'env', 'time', 'nice']);

function withoutLauncher(words: readonly string[]): readonly string[] {
  const first = words.findIndex(
    (word, i) => !launchers.has(posix.basename(word)) && !(i > 0 && /^\w+=/.test(word)),
  );
  return first > 0 ? words.slice(first) : words;
}

/** `@file` stands for the options in it; CMake writes one where a line would be too long. */
function expandResponseFiles(
  words: readonly string[],
  read: (path: string) => string | undefined,
): readonly string[] {
  if (!words.some((word) => word.startsWith('@') || /^(?:-optf|--options-file)/.test(word))) {
    return words;
  }
  const expanded: string[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const joined = /^(?:@|(?:-optf|--options-file)=)(.+)$/.exec(word)?.[1];
    const isApart = word === '-optf' || word === '--options-file';
    const path = isApart ? words[++i] : joined;
    expanded.push(...(path === undefined ? [word] : optionsIn(read(path) ?? '')));
  }
  return expanded;
}

function optionsIn(text: string): readonly string[] {
  return (text.match(/"(?:[^"\\]|\\.)*"|[^\s"]+(?:"(?:[^"\\]|\\.)*")?/g) ?? []).map((word) =>
    word.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => inner.replace(/\\(.)/g, '$1')),
  );
}

/** What takes its value in the next word, or joined to it. */
const valued: Readonly<Record<string, (reading: Reading, value: string) => void>> = {
  '-I': (reading, value) => reading.include('user', value),
  '-isystem': (reading, value) => reading.include('system', value),
  '-iquote': (reading, value) => reading.include('quote', value),
  '-idirafter': (reading, value) => reading.include('after', value),
  '-include': (reading, value) => reading.force('include', value),
  '-imacros': (reading, value) => reading.force('imacros', value),
  '-D': (reading, value) => void reading.macros.push(`-D${value}`),
  '-U': (reading, value) => void reading.macros.push(`-U${value}`),
  '-x': (reading, value) => reading.speak(value),
  '--sysroot': (reading, value) => reading.useSysroot(value),
  '-isysroot': (reading, value) => reading.useSysroot(value),
  '-target': (reading, value) => void reading.selection.push(`--target=${value}`),
  // Passed over with their value: what is written where, what is linked.
  ...Object.fromEntries(
    ['-o', '-MF', '-MT', '-MQ', '-MJ', '-T', '-L', '-l', '-z', '-u', '-B', '-aux-info'].map(
      (option) => [option, () => undefined],
    ),
  ),
  ...Object.fromEntries(
    ['-Xlinker', '-Xassembler', '-Xpreprocessor', '-Xclang', '-mllvm', '--param', '-arch'].map(
      (option) => [option, () => undefined],
    ),
  ),
};

/** Only these may have their value joined to them, as in `-Ifolder`; the others are a word of their own. */
const joinable = [
  '-isystem',
  '-iquote',
  '-idirafter',
  '-I',
  '-D',
  '-U',
  '-x',
  '-o',
  '-L',
  '-l',
  '-B',
];

/** Options of the language that every clang knows and that change what a source means. */
const languageFeatures = new Set(
  [
    ...['exceptions', 'rtti', 'openmp', 'pic', 'PIC', 'pie', 'PIE', 'short-enums', 'short-wchar'],
    ...['signed-char', 'unsigned-char', 'builtin', 'freestanding', 'char8_t', 'ms-extensions'],
    ...['threadsafe-statics', 'blocks', 'strict-enums', 'wrapv', 'gnu89-inline', 'gnu-keywords'],
    ...['sized-deallocation', 'aligned-new', 'stack-protector'],
  ].flatMap((name) => [`-f${name}`, `-fno-${name}`]),
);

class Reading {
  language: string | undefined;
  standard: string | undefined;
  sysroot: string | undefined;
  readonly includes: { readonly kind: IncludeKind; readonly containerPath: string }[] = [];
  readonly macros: string[] = [];
  readonly forced: { readonly kind: 'include' | 'imacros'; readonly path: string }[] = [];
  readonly features: string[] = [];
  readonly warnings: string[] = [];
  readonly selection: string[] = [];
  readonly gpuArchitectures: string[] = [];

  constructor(private readonly absolute: (path: string) => string) {}

  read(words: readonly string[]): void {
    for (let i = 0; i < words.length; i += 1) {
      const word = words[i] ?? '';
      const apart = valued[word];
      if (apart !== undefined) {
        apart(this, words[++i] ?? '');
      } else if (word.startsWith('-') && !this.joined(word)) {
        this.flag(word);
      }
    }
  }

  include(kind: IncludeKind, path: string): void {
    this.includes.push({ kind, containerPath: this.absolute(path) });
  }

  force(kind: 'include' | 'imacros', path: string): void {
    this.forced.push({ kind, path });
  }

  speak(language: string): void {
    this.language ??= language;
  }

  useSysroot(path: string): void {
    this.sysroot = this.absolute(path);
    this.selection.push(`--sysroot=${this.sysroot}`);
  }

  private joined(word: string): boolean {
    const option = joinable.find((one) => word.startsWith(one));
    if (option === undefined) {
      return false;
    }
    valued[option]?.(this, word.slice(option.length));
    return true;
  }

  private flag(word: string): void {
    const standard = /^--?std=(.+)$/.exec(word)?.[1];
    if (standard !== undefined) {
      this.standard = standard;
    } else if (word === '-ansi') {
      this.standard = 'ansi';
    } else if (word.startsWith('--sysroot=')) {
      this.useSysroot(word.slice('--sysroot='.length));
    } else if (/^-W(?![alp],)/.test(word) || word === '-w' || word.startsWith('-pedantic')) {
      this.warnings.push(word);
    } else if (/^(?:-m(?:32|x32|64)|-stdlib=.*|--target=.*|-nostdinc(?:\+\+)?)$/.test(word)) {
      this.selection.push(word);
    } else if (/^--(?:cuda-gpu-arch|offload-arch)=/.test(word)) {
      this.gpuArchitectures.push(word.slice(word.indexOf('=') + 1));
    } else if (isFeature(word)) {
      this.features.push(word);
    }
  }
}

/** `-march=native` means another processor on the host, where it would refuse what the container has. */
function isFeature(word: string): boolean {
  return (
    languageFeatures.has(word) ||
    /^-fsanitize=[\w,-]+$/.test(word) ||
    /^-(?:O[0-3sgz]|Ofast|pthread|undef|trigraphs)$/.test(word) ||
    /^-m(?:arch|cpu|fpu|float-abi|abi)=(?!native$)[\w.+-]+$/.test(word) ||
    /^-m(?:no-)?(?:sse|ssse|avx|fma|f16c|bmi|aes|pclmul|popcnt|lzcnt|adx|sha|gfni|vaes|amx|mmx|3dnow|rdrnd|rdseed|fsgsbase|prfchw|xsave|movbe|thumb|arm|altivec|vsx)[\w.-]*$/.test(
      word,
    )
  );
}

function languageOf(
  named: string | undefined,
  source: string,
  compiler: string,
  isNvcc: boolean,
): SourceLanguage {
  const byName: Readonly<Record<string, SourceLanguage>> = {
    c: 'c',
    'c++': 'c++',
    cu: 'cuda',
    cuda: 'cuda',
    'objective-c': 'objective-c',
    'objective-c++': 'objective-c++',
    assembler: 'assembler',
    'assembler-with-cpp': 'assembler',
  };
  const byExtension: Readonly<Record<string, SourceLanguage>> = {
    '.c': /\+\+(?:-[\d.]+)?$/.test(compiler) ? 'c++' : 'c',
    '.cu': 'cuda',
    '.m': 'objective-c',
    '.mm': 'objective-c++',
    '.s': 'assembler',
    '.S': 'assembler',
  };
  const spoken = named === undefined ? undefined : byName[named.replace(/-header$/, '')];
  const extension = posix.extname(source);
  // nvcc is a C++ compiler for what is no CUDA source, C apart.
  return spoken ?? byExtension[extension] ?? (isNvcc && extension === '.cuh' ? 'cuda' : 'c++');
}
