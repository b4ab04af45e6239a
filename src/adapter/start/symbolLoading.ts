import { posix } from 'node:path';
import { listLibraries, loadLibrarySymbols, stopAtLibraries } from '../../gdb/symbolCommands';
import type { Attributes } from '../plan/attributes';
import type { LiveSession } from '../liveSession';
import type { StopVerdict } from '../stops/stopReporter';

/** Of which libraries symbols are read: of all but some, or of none but some. */
export interface SymbolLoading {
  readonly loadAll: boolean;
  /** File names, also with `*`. */
  readonly exceptions: readonly string[];
}

/** Reads `symbolLoadInfo`; undefined when symbols are read of everything, which gdb does by itself. */
export function readSymbolLoading(attributes: Attributes): SymbolLoading | undefined {
  const given = attributes.part('symbolLoadInfo');
  const loadAll = given?.flag('loadAll') ?? true;
  const exceptions = given?.list('exceptionList') ?? [];
  return loadAll && exceptions.length === 0 ? undefined : { loadAll, exceptions };
}

/** Whether a library's symbols are wanted. */
export function wantsSymbols({ loadAll, exceptions }: SymbolLoading, library: string): boolean {
  const isException = exceptions.some((pattern) =>
    [library, posix.basename(library)].some((name) => matches(pattern, name)),
  );
  return isException !== loadAll;
}

/**
 * Reads the symbols of each library that is wanted when it is loaded. gdb itself knows only all or
 * nothing, so the program stops for a moment, unseen, whenever libraries come.
 */
export async function loadSymbolsBy(
  { debuggee, reporter }: LiveSession,
  loading: SymbolLoading,
): Promise<void> {
  const { client } = debuggee;
  const done = new Set<string>();
  const loadNew = async (): Promise<void> => {
    for (const library of await listLibraries(client)) {
      if (!done.has(library) && wantsSymbols(loading, library)) {
        await loadLibrarySymbols(client, library);
      }
      done.add(library);
    }
  };
  reporter.hook(async ({ report }): Promise<StopVerdict> => {
    if (report.kind !== 'other' || report.reason !== 'solib-event') {
      return undefined;
    }
    await loadNew();
    return 'goOn';
  });
  await loadNew(); // of a process that is attached to
  if (loading.exceptions.length > 0) {
    await stopAtLibraries(client);
  }
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
