import { posix } from 'node:path';

/** A C and a C++ compiler that belong together, in the container. */
export interface CompilerPair {
  /** Such as `GCC 12.2.0`. */
  readonly label: string;
  readonly cContainerPath?: string;
  readonly cxxContainerPath?: string;
}

/** The compilers that are chosen for a folder. */
export type ChosenCompilers = Pick<CompilerPair, 'cContainerPath' | 'cxxContainerPath'>;

const counterparts: readonly (readonly [RegExp, string])[] = [
  [/gcc(?=(-[\d.]+)?$)/, 'g++'],
  [/clang(?=(-[\d.]+)?$)/, 'clang++'],
];

/**
 * Joins compilers, given as a path and the line in which it tells its version, to pairs: `gcc-12` with
 * `g++-12`, `x86_64-w64-mingw32-clang` with its `clang++`.
 */
export function compilerPairs(
  found: readonly { readonly containerPath: string; readonly versionLine: string }[],
): readonly CompilerPair[] {
  const rest = new Map(found.map((one) => [one.containerPath, one.versionLine]));
  const pairs: CompilerPair[] = [];
  for (const { containerPath, versionLine } of found) {
    const name = posix.basename(containerPath);
    const match = counterparts.find(([pattern]) => pattern.test(name));
    if (!match) {
      continue;
    }
    const cxx = posix.join(posix.dirname(containerPath), name.replace(match[0], match[1]));
    const hasCxx = rest.delete(cxx);
    rest.delete(containerPath);
    pairs.push({
      label: labelOf(name, versionLine),
      cContainerPath: containerPath,
      ...(hasCxx ? { cxxContainerPath: cxx } : {}),
    });
  }
  for (const [containerPath, versionLine] of rest) {
    pairs.push({
      label: labelOf(posix.basename(containerPath), versionLine),
      cxxContainerPath: containerPath,
    });
  }
  return pairs;
}

/** The arguments that tell CMake which compilers to use. */
export function compilerArguments(compilers: ChosenCompilers): readonly string[] {
  const { cContainerPath, cxxContainerPath } = compilers;
  return [
    ...(cContainerPath === undefined ? [] : [`-DCMAKE_C_COMPILER=${cContainerPath}`]),
    ...(cxxContainerPath === undefined ? [] : [`-DCMAKE_CXX_COMPILER=${cxxContainerPath}`]),
  ];
}

function labelOf(name: string, versionLine: string): string {
  const version = /(?:version |\) )(\d+\.\d+(?:\.\d+)?)/.exec(versionLine)?.[1];
  const kind = name.includes('clang') ? 'Clang' : 'GCC';
  const plain = /^(gcc|g\+\+|clang|clang\+\+)(-[\d.]+)?$/.test(name);
  const label = version === undefined ? kind : `${kind} ${version}`;
  return plain
    ? label
    : `${label} (${name.replace(/-(gcc|g\+\+|clang|clang\+\+)(-[\d.]+)?$/, '')})`;
}
