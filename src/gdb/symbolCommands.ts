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
