import type { CompileFlags } from './compileFlags';

/** What a compiler brings along. */
export interface CompilerFacts {
  /** Folders of headers in the order in which they are searched. */
  readonly includeContainerPaths: readonly string[];
  /** Such as `x86_64-linux-gnu`; absent when the compiler does not say. */
  readonly target?: string;
}

/** One question to a compiler: the same for all sources that are compiled alike. */
export interface CompilerQuery {
  readonly compiler: string;
  readonly language: 'c' | 'c++' | 'cuda';
  readonly selection: readonly string[];
}

/** What to ask for a source; two sources with the same {@link queryKey} have the same answer. */
export function compilerQueryOf({ compiler, language, selection }: CompileFlags): CompilerQuery {
  const asked =
    language === 'cuda' || language === 'c++'
      ? language
      : language === 'objective-c++'
        ? 'c++'
        : 'c';
  return { compiler, language: asked, selection };
}

/** Names a question. */
export function queryKey({ compiler, language, selection }: CompilerQuery): string {
  return [compiler, language, ...selection].join('\0');
}

/** The arguments with which the compiler tells what it searches; for CUDA nvcc tells what it would run. */
export function queryArguments({ language, selection }: CompilerQuery): readonly string[] {
  return language === 'cuda'
    ? ['--dryrun', '-x', 'cu', '-E', '/dev/null']
    : [...selection, '-x', language, '-E', '-v', '/dev/null', '-o', '/dev/null'];
}

/** Reads what gcc and clang print for `-E -v`, and what nvcc prints for `--dryrun`. */
export function parseCompilerFacts(output: string): CompilerFacts {
  const target = /^Target: (\S+)/m.exec(output)?.[1];
  return {
    includeContainerPaths: [...new Set([...nvccFolders(output), ...gccFolders(output)])],
    ...(target === undefined ? {} : { target }),
  };
}

/** After `#include <...> search starts here:`, a folder a line. */
function gccFolders(output: string): readonly string[] {
  const list = /^#include <\.\.\.> search starts here:\r?\n([^]*?)^End of search list\./m.exec(
    output,
  );
  return (list?.[1] ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/ \(framework directory\)$/, ''))
    .filter((line) => line.startsWith('/'))
    .map(withoutDots);
}

/** Lines such as `#$ INCLUDES="-I/usr/local/cuda/bin/../targets/x86_64-linux/include"`. */
function nvccFolders(output: string): readonly string[] {
  const line = /^#\$ (?:SYSTEM_)?INCLUDES=(.*)$/gm;
  return [...output.matchAll(line)].flatMap(([, value = '']) =>
    [...value.matchAll(/-(?:I|isystem)"?\s*"?([^"\s]+)"?/g)].map(([, path = '']) =>
      withoutDots(path),
    ),
  );
}

/** gcc names its folders by way of its own: `/usr/lib/gcc/x86_64-linux-gnu/12/../../../../include`. */
function withoutDots(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') {
      names.pop();
    } else if (name !== '' && name !== '.') {
      names.push(name);
    }
  }
  return `/${names.join('/')}`;
}
