import type { MiClient } from './miClient';

/** Where gdb looks for the libraries of a program. */
export interface LibraryPlaces {
  /** A folder that stands for the root of the program's machine, or `target:`. */
  readonly sysroot?: string;
  readonly folders: readonly string[];
}

/** Tells gdb where libraries are; what is left out stays as gdb has it. */
export async function findLibraries(
  client: MiClient,
  { sysroot, folders }: LibraryPlaces,
): Promise<void> {
  await Promise.all([
    ...(sysroot === undefined ? [] : [client.rawCommand(`-gdb-set sysroot ${sysroot}`)]),
    ...(folders.length === 0
      ? []
      : [client.rawCommand(`-gdb-set solib-search-path ${folders.join(':')}`)]),
  ]);
}

/** Has gdb read no symbols of libraries by itself. */
export async function loadNoLibrarySymbols(client: MiClient): Promise<void> {
  await client.command('-gdb-set', 'auto-solib-add', 'off');
}

/** Has the program stop, by the reason `solib-event`, when libraries are loaded. */
export async function stopAtLibraries(client: MiClient): Promise<void> {
  await client.command('-gdb-set', 'stop-on-solib-events', '1');
}

/** The libraries that the program has loaded. */
export async function listLibraries(client: MiClient): Promise<readonly string[]> {
  const body = await client.command('-file-list-shared-libraries');
  return body.tuples('shared-libraries').map((library) => library.text('id') ?? '');
}

/** Reads the symbols of one library. */
export async function loadLibrarySymbols(client: MiClient, path: string): Promise<void> {
  const pattern = path.replace(/[\\^$.+*?()[\]{}|]/g, '\\$&');
  await client.consoleCommand(`sharedlibrary ^${pattern}$`);
}

/** Tells gdb where files with separate debug information are, beside the usual place. */
export async function findDebugFiles(client: MiClient, folders: readonly string[]): Promise<void> {
  const all = [...folders, '/usr/lib/debug'].join(':');
  await client.rawCommand(`-gdb-set debug-file-directory ${all}`);
}
