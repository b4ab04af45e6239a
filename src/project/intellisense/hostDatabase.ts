import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { posix } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { throwIfCancelled } from '../../base/errors';
import { foldersForClang } from '../../domain/intellisense/clangCommand';
import { compileCommandsIn, type CompileCommand } from '../../domain/intellisense/compileDatabase';
import type { CompileFlags } from '../../domain/intellisense/compileFlags';
import { compilerQueryOf, queryKey } from '../../domain/intellisense/compilerIncludes';
import {
  FlagsReader,
  needsOf,
  responseFilesOf,
  SourceTranslator,
  type SourceFlags,
  type TranslationContext,
} from '../../domain/intellisense/translateDatabase';
import type { PathMap } from '../../domain/pathMap';
import type { ContainerEngine } from '../../engine/containerEngine';
import { EngineError } from '../../engine/engineError';
import { firstContent } from '../../engine/files/tarEntries';
import { runInContainer } from '../../engine/runInContainer';
import { askCompilers } from './askCompilers';
import { makeCudaFolder } from './cudaFolder';
import type { HeaderMirror } from './headerMirror';

/** Whose database is made, and where. */
export interface HostDatabaseRequest {
  readonly container: string;
  readonly imageId: string;
  readonly buildContainerPath: string;
  readonly pathMap: PathMap;
  /** The folder in which `compile_commands.json` is written. */
  readonly folderHostPath: string;
}

/** A database for the host's clangd. */
export interface HostDatabase {
  readonly hostPath: string;
  readonly entries: number;
  /** Headers that were fetched for it, in container paths. */
  readonly fetched: readonly string[];
  /** Folders with more headers than are kept. */
  readonly cut: readonly string[];
  /** What each source is compiled with, and in what context it is read, for other tools than clangd. */
  readonly sources: readonly SourceFlags[];
  readonly context: TranslationContext;
  /** Is the same as before. */
  readonly isUnchanged: boolean;
}

/**
 * Makes the compilation database of a build folder into one that the host's clangd reads: host paths,
 * the container's headers from their mirror, options that clang understands. Undefined where CMake has
 * written none. Other work goes on while a large one is read.
 */
export async function makeHostDatabase(
  engine: ContainerEngine,
  mirror: HeaderMirror,
  request: HostDatabaseRequest,
  signal?: AbortSignal,
): Promise<HostDatabase | undefined> {
  const { container, imageId, pathMap, folderHostPath } = request;
  const content = await readDatabase(engine, request, signal);
  if (content === undefined) {
    return undefined;
  }
  const commands = await paused(compileCommandsIn(content), signal);
  const responseFiles = await readFiles(engine, container, commands, signal);
  const reader = new FlagsReader((path) => responseFiles.get(path));
  const sources = await paused(
    mapped(commands, (command) => reader.read(command)),
    signal,
  );
  const needs = needsOf(sources);
  const facts = await askCompilers(engine, container, needs.queries, signal);
  const folders = [
    ...[...facts.values()].flatMap(foldersForClang),
    ...needs.includeContainerPaths,
  ].filter((path) => pathMap.toHost(path) === undefined);
  const { rootHostPath, fetched, cut } = await mirror.ensure(
    { container, imageId },
    folders,
    signal,
  );
  const toHost = (path: string): string =>
    pathMap.toHost(path) ?? join(rootHostPath, ...path.split('/'));
  const factsOf = (flags: CompileFlags) =>
    facts.get(queryKey(compilerQueryOf(flags))) ?? { includeContainerPaths: [] };
  const cudaHostPath = await makeCudaFolder(sources, factsOf, toHost, folderHostPath);
  const context = { factsOf, toHost, ...(cudaHostPath === undefined ? {} : { cudaHostPath }) };
  const translator = new SourceTranslator(context);
  const lines = await paused(
    mapped(sources, (source) => translator.translate(source)),
    signal,
  );
  const hostPath = join(folderHostPath, 'compile_commands.json');
  const isUnchanged = await writeIfChanged(hostPath, await paused(piecesOf(lines), signal));
  return { hostPath, entries: lines.length, fetched, cut, sources, context, isUnchanged };
}

async function readDatabase(
  engine: ContainerEngine,
  { container, buildContainerPath }: HostDatabaseRequest,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    const path = posix.join(buildContainerPath, 'compile_commands.json');
    return await text(firstContent(await engine.getArchive(container, path, signal)));
  } catch (error) {
    if (error instanceof EngineError && error.kind === 'pathMissing') {
      return undefined;
    }
    throw error;
  }
}

/** The files that the commands name for more options; by path, those that are there. */
async function readFiles(
  engine: ContainerEngine,
  container: string,
  commands: readonly CompileCommand[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const paths = [...new Set(commands.flatMap(responseFilesOf))];
  if (paths.length === 0) {
    return new Map();
  }
  // By stdin, because thousands of names are more than a command line holds.
  const { stdout } = await runInContainer(
    engine,
    container,
    { argv: ['sh', '-c', readScript], input: paths.map((path) => `${path}\n`).join('') },
    signal,
  );
  return new Map(
    stdout
      .split('\u001e')
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n');
        return [part.slice(0, end), part.slice(end + 1)] as const;
      }),
  );
}

const readScript = String.raw`
while IFS= read -r file; do
  if [ -f "$file" ]; then printf '\036%s\n' "$file"; cat "$file"; printf '\n'; fi
done
`;

function* mapped<T, U>(values: Iterable<T>, change: (value: T) => U): Generator<U> {
  for (const value of values) {
    yield change(value);
  }
}

/** Takes all of them, and lets others work every few milliseconds. */
async function paused<T>(values: Iterable<T>, signal: AbortSignal | undefined): Promise<T[]> {
  const taken: T[] = [];
  let turn = performance.now();
  for (const value of values) {
    taken.push(value);
    if (performance.now() - turn > 10) {
      await nextTurn();
      throwIfCancelled(signal);
      turn = performance.now();
    }
  }
  return taken;
}

/** The file in pieces, since it may have tens of megabytes. */
function* piecesOf(entries: readonly string[]): Generator<Buffer> {
  yield Buffer.from('[\n');
  for (let at = 0; at < entries.length; at += entriesOfPiece) {
    const piece = entries.slice(at, at + entriesOfPiece).join(',\n');
    yield Buffer.from(at === 0 ? piece : `,\n${piece}`);
  }
  yield Buffer.from('\n]\n');
}

const entriesOfPiece = 1000;

/** clangd reads everything anew when its database has another time. */
async function writeIfChanged(hostPath: string, pieces: readonly Buffer[]): Promise<boolean> {
  const before = await readFile(hostPath).catch(() => undefined);
  if (before && isMadeOf(before, pieces)) {
    return true;
  }
  await mkdir(dirname(hostPath), { recursive: true });
  await writeFile(`${hostPath}.new`, pieces);
  await rename(`${hostPath}.new`, hostPath);
  return false;
}

function isMadeOf(content: Buffer, pieces: readonly Buffer[]): boolean {
  let at = 0;
  return (
    pieces.every((piece) => {
      const start = at;
      at += piece.length;
      return content.subarray(start, at).equals(piece);
    }) && at === content.length
  );
}
