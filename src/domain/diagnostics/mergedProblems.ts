import type { Diagnostic } from '../diagnostic';
import { ProblemStore } from './problemStore';

/** A problem, and the builds that have it: several containers may say the same of one line. */
export interface SharedProblem {
  /** As the first of them said it that named a column, if one did. */
  readonly diagnostic: Diagnostic;
  readonly builds: readonly string[];
}

/**
 * The problems of one folder that is built in several containers, each build by itself. What is the same
 * at the same place is one problem of them all, also where compilers of different ages count its column
 * differently; what lies in a container's own files is that container's.
 */
export class MergedProblems {
  private readonly stores = new Map<string, ProblemStore>();

  /** The problems of one build, by its name. */
  of(build: string): ProblemStore {
    const present = this.stores.get(build) ?? new ProblemStore();
    this.stores.set(build, present);
    return present;
  }

  /** Every file that any of them has problems in. */
  get files(): ReadonlySet<string> {
    return new Set([...this.stores.values()].flatMap((store) => store.files));
  }

  /** A build is nobody's any more. */
  forget(build: string): void {
    this.stores.delete(build);
  }

  /** The problems of a file, each once. */
  at(path: string): readonly SharedProblem[] {
    const merged = new Map<string, Entry[]>();
    for (const [build, store] of this.stores) {
      const open: Diagnostic[] = [];
      for (const diagnostic of store.of(path)) {
        const same = entriesLike(merged, diagnostic, build).find(
          (entry) => entry.diagnostic.location.column === diagnostic.location.column,
        );
        if (same) {
          same.builds.push(build);
        } else {
          open.push(diagnostic);
        }
      }
      // Only now: one of another column must not take the place of the very same.
      for (const diagnostic of open) {
        const entries = entriesLike(merged, diagnostic, build);
        const like = entries.find(({ builds }) => !builds.includes(build));
        if (like) {
          like.builds.push(build);
          like.diagnostic = withColumn(like.diagnostic, diagnostic);
        } else {
          entries.push({ diagnostic, builds: [build] });
        }
      }
    }
    return [...merged.values()].flat();
  }
}

interface Entry extends SharedProblem {
  diagnostic: Diagnostic;
  readonly builds: string[];
}

/** The first of two that say the same, unless only the other names a column. */
function withColumn(first: Diagnostic, other: Diagnostic): Diagnostic {
  return first.location.column === undefined ? other : first;
}

function entriesLike(
  merged: Map<string, Entry[]>,
  { severity, message, location }: Diagnostic,
  build: string,
): Entry[] {
  const whose = location.onlyInContainer === true ? build : '';
  const key = JSON.stringify([severity, location.line, message, whose]);
  const entries = merged.get(key) ?? [];
  merged.set(key, entries);
  return entries;
}
