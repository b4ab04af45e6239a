import type { CompileFlags } from './compileFlags';
import type { CompilerFacts } from './compilerIncludes';

/** The host's path of a container's: through a mount, else in the mirror of the container's headers. */
export type ToHostPath = (containerPath: string) => string;

/** What a source's command is made from. */
export interface ClangRequest {
  readonly flags: CompileFlags;
  readonly facts: CompilerFacts;
  readonly toHost: ToHostPath;
  /** A folder on the host that looks like a CUDA toolkit. */
  readonly cudaHostPath?: string;
}

/**
 * The command, but for the source's name, with which clangd on the host reads as the container's compiler does: clang's own
 * intrinsics, the container's headers and nothing of the host's.
 */
export function clangCommand(request: ClangRequest): readonly string[] {
  const { flags, facts, toHost } = request;
  const { language } = flags;
  return [
    language === 'c' || language === 'objective-c' ? 'clang' : 'clang++',
    ...languageArguments(request),
    // clangd must not look for a gcc of the host; the headers of clang itself stay.
    ...(flags.selection.includes('-nostdinc') ? ['-nostdinc'] : ['-nostdlibinc']),
    ...targetArguments(flags, facts),
    ...flags.features,
    ...flags.macros,
    ...flags.includes.flatMap(({ kind, containerPath }) => [
      includeOptions[kind],
      toHost(containerPath),
    ]),
    ...ownHeaders(facts).flatMap(({ option, containerPath }) => [option, toHost(containerPath)]),
    ...flags.forced.flatMap((forced) => forcedArguments(forced, toHost)),
    ...flags.warnings,
    ...quiet,
  ];
}

const includeOptions = {
  quote: '-iquote',
  user: '-I',
  system: '-isystem',
  after: '-idirafter',
} as const;

/** What gcc knows and this clang may not is nobody's mistake. */
const quiet = ['-Wno-unknown-warning-option', '-Wno-ignored-optimization-argument'];

/**
 * Handed to the compiler proper: the driver would put a precompiled header of gcc beside the file in
 * its place, which clang cannot read. A relative name is looked for in the folders of headers, too.
 */
function forcedArguments(
  { kind, path }: CompileFlags['forced'][number],
  toHost: ToHostPath,
): readonly string[] {
  const hostPath = path.startsWith('/') ? toHost(path) : path;
  return ['-Xclang', `-${kind}`, '-Xclang', hostPath];
}

function languageArguments({ flags, cudaHostPath }: ClangRequest): readonly string[] {
  const standard =
    flags.standard === undefined
      ? []
      : [flags.standard === 'ansi' ? '-ansi' : `-std=${flags.standard}`];
  if (flags.language !== 'cuda') {
    const language = flags.language === 'assembler' ? 'assembler-with-cpp' : flags.language;
    return ['-x', language, ...standard];
  }
  return [
    ...['-x', 'cuda', ...standard],
    // Two passes would be two answers; what both declare is the same.
    '--cuda-host-only',
    ...(cudaHostPath === undefined ? ['-nocudainc'] : [`--cuda-path=${cudaHostPath}`]),
    ...['-nocudalib', '--no-cuda-version-check', '-Wno-unknown-cuda-version'],
    ...(flags.gpuArchitectures[0] === undefined
      ? []
      : [`--cuda-gpu-arch=${flags.gpuArchitectures[0]}`]),
  ];
}

function targetArguments(
  { selection }: CompileFlags,
  { target }: CompilerFacts,
): readonly string[] {
  const chosen = selection.filter((option) =>
    /^(?:--target=|-m(?:32|x32|64)$|-stdlib=)/.test(option),
  );
  return chosen.some((option) => option.startsWith('--target=')) || target === undefined
    ? chosen
    : [`--target=${target}`, ...chosen];
}

/**
 * The compiler's own folders as clang has them: those of C++ before its intrinsics, those of C behind
 * them, so that each `#include_next` finds what it would find in the container.
 */
function ownHeaders(facts: CompilerFacts): readonly {
  readonly option: string;
  readonly containerPath: string;
}[] {
  return foldersForClang(facts).map((containerPath) => ({
    option: `${containerPath}/`.includes('/c++/') ? '-isystem' : '-idirafter',
    containerPath,
  }));
}

/**
 * The folders of a compiler that clang can read too. Its intrinsics are left out: they use builtins that
 * clang does not have.
 */
export function foldersForClang({ includeContainerPaths }: CompilerFacts): readonly string[] {
  const intrinsics =
    /\/(?:gcc(?:-cross)?\/[^/]+\/[^/]+\/include(?:-fixed)?|clang\/[^/]+\/include)$/;
  return includeContainerPaths.filter((path) => !intrinsics.test(path));
}
