import type { CMakeTarget } from './cmakeTarget';

/** Executables first, since they are run and debugged; then libraries, then the rest; each by name. */
export function sortTargets(targets: readonly CMakeTarget[]): CMakeTarget[] {
  const byName = new Intl.Collator(undefined, { numeric: true });
  return [...targets].sort((a, b) => rank(a) - rank(b) || byName.compare(a.name, b.name));
}

/** The targets that can be run. */
export function executables(targets: readonly CMakeTarget[]): CMakeTarget[] {
  return sortTargets(targets).filter(
    (target) => target.artifactContainerPath !== undefined && target.kind === 'executable',
  );
}

/**
 * The executable that is run and debugged without being named: the one chosen before if it still
 * exists, else the only one; undefined when the user has to be asked, or there is none.
 */
export function activeExecutable(
  targets: readonly CMakeTarget[],
  chosenName: string | undefined,
): CMakeTarget | undefined {
  const candidates = executables(targets);
  const chosen = candidates.find((target) => target.name === chosenName);
  return chosen ?? (candidates.length === 1 ? candidates[0] : undefined);
}

function rank(target: CMakeTarget): number {
  switch (target.kind) {
    case 'executable':
      return 0;
    case 'staticLibrary':
    case 'sharedLibrary':
    case 'moduleLibrary':
      return 1;
    case 'objectLibrary':
    case 'interfaceLibrary':
      return 2;
    case 'utility':
      return 3;
  }
}
