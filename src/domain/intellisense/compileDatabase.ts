import { splitCommandLine } from './commandLine';

/** One entry of a `compile_commands.json`: how one source is compiled, in paths of where it is compiled. */
export interface CompileCommand {
  readonly directory: string;
  readonly file: string;
  /** The compiler first; as it is written: a line for a shell, or words. */
  readonly command: string | readonly string[];
}

/** The words of a command. */
export function wordsOf({ command }: CompileCommand): readonly string[] {
  return typeof command === 'string' ? splitCommandLine(command) : command;
}

/** A file that is no compilation database. */
export class CompileDatabaseError extends Error {
  override readonly name = 'CompileDatabaseError';
}

/**
 * Reads a compilation database entry by entry, so that one of 50,000 entries can be read with pauses in
 * between: parsing it whole would hold a program up for as long as it takes.
 */
export function* compileCommandsIn(text: string): Generator<CompileCommand> {
  for (const entry of objectsIn(text)) {
    const command = commandOf(entry);
    if (command !== undefined) {
      yield command;
    }
  }
}

/**
 * The objects of a JSON list. An entry ends at the first brace up to which it is JSON: one in a string is
 * rare, and looking at each character would take longer than all the rest.
 */
function* objectsIn(text: string): Generator {
  if (!/^\s*\[/.test(text)) {
    throw new CompileDatabaseError('A compilation database is a JSON list, and this is none.');
  }
  for (let start = text.indexOf('{'); start >= 0;) {
    let end = text.indexOf('}', start);
    let entry = end < 0 ? undefined : parse(text.slice(start, end + 1));
    while (entry === undefined && end >= 0 && end - start < longestEntry) {
      end = text.indexOf('}', end + 1);
      entry = end < 0 ? undefined : parse(text.slice(start, end + 1));
    }
    if (entry === undefined) {
      throw new CompileDatabaseError(
        `An entry of the compilation database is not JSON: ${text.slice(start, start + 80)}`,
      );
    }
    yield entry;
    start = text.indexOf('{', end);
  }
}

/** Characters after which an entry that is no JSON is given up. */
const longestEntry = 1_000_000;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function commandOf(entry: unknown): CompileCommand | undefined {
  const { directory, file, command, arguments: words } = { ...(entry as Fields) };
  if (typeof directory !== 'string' || typeof file !== 'string') {
    return undefined;
  }
  if (typeof command === 'string') {
    return command.trim() === '' ? undefined : { directory, file, command };
  }
  const list = Array.isArray(words)
    ? words.filter((word): word is string => typeof word === 'string')
    : [];
  return list.length > 0 ? { directory, file, command: list } : undefined;
}

interface Fields {
  readonly directory?: unknown;
  readonly file?: unknown;
  readonly command?: unknown;
  readonly arguments?: unknown;
}
