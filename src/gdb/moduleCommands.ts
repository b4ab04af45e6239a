import type { MiClient } from './miClient';
import type { MiTuple } from './miRecord';

/** Addresses from the first to before the last. */
export interface AddressRange {
  readonly low: bigint;
  readonly high: bigint;
}

/** A shared library that the program has loaded. */
export interface LoadedLibrary {
  /** Where the program found it; no two are at one path. */
  readonly path: string;
  readonly symbolsRead: boolean;
  /** Where its code is; absent while gdb does not know. */
  readonly range?: AddressRange;
}

/** The program itself, as gdb has loaded it. */
export interface ProgramFile {
  readonly path: string;
  readonly range?: AddressRange;
}

/** Reads `=library-loaded`, or one library of a list. */
export function readLibrary(body: MiTuple): LoadedLibrary {
  const ranges = body.tuples('ranges').flatMap((each) => {
    const [from, to] = [each.text('from'), each.text('to')];
    return from === undefined || to === undefined ? [] : [{ low: BigInt(from), high: BigInt(to) }];
  });
  const range = around(ranges);
  return {
    path: body.text('target-name') ?? body.text('id') ?? '',
    symbolsRead: body.text('symbols-loaded') === '1',
    ...(range && { range }),
  };
}

/** The libraries that the program has loaded. */
export async function listLoadedLibraries(client: MiClient): Promise<readonly LoadedLibrary[]> {
  const body = await client.command('-file-list-shared-libraries');
  return body.tuples('shared-libraries').map(readLibrary);
}

/** The program's own file, and where it is in memory. */
export async function findProgramFile(client: MiClient): Promise<ProgramFile | undefined> {
  return readProgramFile(await client.consoleCommand('info files'));
}

/**
 * The files that have debug information, by their paths; undefined where gdb does not say. gdb before
 * 12 does not.
 */
export async function listDebugInfo(
  client: MiClient,
): Promise<ReadonlyMap<string, boolean> | undefined> {
  const body = await client
    .command('-file-list-exec-source-files', '--group-by-objfile')
    .catch(() => undefined);
  return (
    body &&
    new Map(
      body
        .tuples('files')
        .map((file) => [file.text('filename') ?? '', file.text('debug-info') !== 'none']),
    )
  );
}

/** Reads `info files`, which lists the sections of the program and then those of its libraries. */
export function readProgramFile(text: string): ProgramFile | undefined {
  const path = /^\s+[`'‘](.+)['’], file type /m.exec(text)?.[1];
  if (path === undefined) {
    return undefined;
  }
  const sections = [...text.matchAll(/^\s+(0x[\da-f]+) - (0x[\da-f]+) is (\S+)$/gm)];
  const range = around(
    sections.map(([, low = '0', high = '0']) => ({ low: BigInt(low), high: BigInt(high) })),
  );
  return { path, ...(range && { range }) };
}

function around(ranges: readonly AddressRange[]): AddressRange | undefined {
  return ranges.reduce<AddressRange | undefined>(
    (all, { low, high }) => ({
      low: all && all.low < low ? all.low : low,
      high: all && all.high > high ? all.high : high,
    }),
    undefined,
  );
}
