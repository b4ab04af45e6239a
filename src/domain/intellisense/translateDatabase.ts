import { posix } from 'node:path';
import { clangCommand, type ToHostPath } from './clangCommand';
import { wordsOf, type CompileCommand } from './compileDatabase';
import type { CompileFlags } from './compileFlags';
import {
  compilerQueryOf,
  queryKey,
  type CompilerFacts,
  type CompilerQuery,
} from './compilerIncludes';
import { readCompileFlags, type ReadResponseFile } from './readCompileFlags';

/** A source with what its command says. */
export interface SourceFlags {
  readonly directoryContainerPath: string;
  readonly sourceContainerPath: string;
  readonly flags: CompileFlags;
}

/** Reads commands one after the other; most sources of a target share theirs, which is read once. */
export class FlagsReader {
  private readonly known = new Map<string, CompileFlags>();

  constructor(private readonly readResponseFile: ReadResponseFile) {}

  read(command: CompileCommand): SourceFlags {
    const { directory, file } = command;
    const sourceContainerPath = file.startsWith('/') ? file : posix.resolve(directory, file);
    const key = `${directory}\0${posix.extname(file)}\0${sharedPart(command)}`;
    let flags = this.known.get(key);
    if (flags === undefined) {
      flags = readCompileFlags(command, { readResponseFile: this.readResponseFile });
      this.known.set(key, flags);
    }
    return { directoryContainerPath: directory, sourceContainerPath, flags };
  }
}

/** A command without what names this source or what is made of it: only to be compared. */
function sharedPart({ command, file }: CompileCommand): string {
  const text = typeof command === 'string' ? command : command.join('\0');
  return text.replaceAll(file, '').replace(/[\s\0]-(?:o|MF|MT|MQ)[\s\0]+[^\s\0]+/g, '');
}

/** The files that commands name for more options, in container paths. */
export function responseFilesOf(command: CompileCommand): readonly string[] {
  const text = typeof command.command === 'string' ? command.command : command.command.join(' ');
  if (!/\s@|-optf|--options-file/.test(text)) {
    return [];
  }
  return wordsOf(command).flatMap((word, i, words) => {
    const path =
      /^(?:@|(?:-optf|--options-file)=)(.+)$/.exec(word)?.[1] ??
      (['-optf', '--options-file'].includes(words[i - 1] ?? '') ? word : undefined);
    return path === undefined ? [] : [posix.resolve(command.directory, path)];
  });
}

/** What must be known of a container before its database can be translated. */
export interface DatabaseNeeds {
  readonly queries: readonly CompilerQuery[];
  /** Folders of headers that sources name, in container paths. */
  readonly includeContainerPaths: readonly string[];
}

/** What sources need: each question and each folder once. */
export function needsOf(sources: readonly SourceFlags[]): DatabaseNeeds {
  const queries = new Map<string, CompilerQuery>();
  const folders = new Set<string>();
  for (const flags of new Set(sources.map((source) => source.flags))) {
    const query = compilerQueryOf(flags);
    queries.set(queryKey(query), query);
    flags.includes.forEach(({ containerPath }) => folders.add(containerPath));
    for (const { path } of flags.forced) {
      if (path.startsWith('/')) {
        folders.add(posix.dirname(path));
      }
    }
  }
  return { queries: [...queries.values()], includeContainerPaths: [...folders] };
}

/** What the translation of a source stands on. */
export interface TranslationContext {
  readonly factsOf: (flags: CompileFlags) => CompilerFacts;
  readonly toHost: ToHostPath;
  readonly cudaHostPath?: string;
}

/** Writes the host's entries, as JSON; what a source's command shares with others is made once. */
export class SourceTranslator {
  private readonly known = new Map<CompileFlags, string>();
  private readonly folders = new Map<string, string>();

  constructor(private readonly context: TranslationContext) {}

  translate({ directoryContainerPath, sourceContainerPath, flags }: SourceFlags): string {
    const file = JSON.stringify(
      this.folder(posix.dirname(sourceContainerPath)) + posix.basename(sourceContainerPath),
    );
    const directory = JSON.stringify(this.context.toHost(directoryContainerPath));
    return `{"directory":${directory},"file":${file},"arguments":[${this.shared(flags)},${file}]}`;
  }

  /** With what parts the host's names. */
  private folder(containerPath: string): string {
    let hostPath = this.folders.get(containerPath);
    if (hostPath === undefined) {
      const below = this.context.toHost(posix.join(containerPath, 'x'));
      hostPath = below.slice(0, -1);
      this.folders.set(containerPath, hostPath);
    }
    return hostPath;
  }

  private shared(flags: CompileFlags): string {
    const { factsOf, toHost, cudaHostPath } = this.context;
    let words = this.known.get(flags);
    if (words === undefined) {
      const cuda = cudaHostPath === undefined ? {} : { cudaHostPath };
      const command = clangCommand({ flags, facts: factsOf(flags), toHost, ...cuda });
      words = command.map((word) => JSON.stringify(word)).join();
      this.known.set(flags, words);
    }
    return words;
  }
}
