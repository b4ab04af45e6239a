import { diagnosticKey, type Diagnostic } from '../diagnostic';

/** The files whose problems have changed. */
type ChangedFiles = Iterable<string>;

/**
 * The problems of a project over its builds. What is made anew answers what was said of it before; the
 * rest still stands, because a build passes over what has not changed. A header's warning that comes
 * from several sources is one problem until the last of them is without it.
 */
export class ProblemStore {
  /** By file and key; each is kept for every origin that it came from, none being the empty one. */
  private readonly byFile = new Map<string, Map<string, Map<string, Diagnostic>>>();
  private readonly filesOfOrigin = new Map<string, Set<string>>();

  /** A build begins: what belongs to nothing lasts until here. */
  begin(): ChangedFiles {
    return this.remade('');
  }

  /** A source or an output is made anew, as the parser names it. */
  remade(origin: string): ChangedFiles {
    const files = this.filesOfOrigin.get(origin);
    if (!files) {
      return [];
    }
    this.filesOfOrigin.delete(origin);
    for (const path of files) {
      this.keep(path, (_, from) => from !== origin);
    }
    return files;
  }

  add(diagnostic: Diagnostic): ChangedFiles {
    const { path } = diagnostic.location;
    const origin = diagnostic.origin ?? '';
    const problems = entryOf(this.byFile, path, () => new Map<string, Map<string, Diagnostic>>());
    const key = diagnosticKey(diagnostic);
    entryOf(problems, key, () => new Map<string, Diagnostic>()).set(origin, diagnostic);
    const files = entryOf(this.filesOfOrigin, origin, () => new Set<string>());
    files.add(path);
    return [path];
  }

  /** All of a project was built: no error can be left, wherever it came from. */
  succeeded(): ChangedFiles {
    return [...this.byFile.keys()].filter((path) =>
      this.keep(path, ({ severity }) => severity !== 'error'),
    );
  }

  /** A file is gone, and its problems with it. */
  forget(path: string): void {
    this.byFile.delete(path);
  }

  /** The problems of a file, each once. */
  of(path: string): readonly Diagnostic[] {
    return [...(this.byFile.get(path)?.values() ?? [])].flatMap((origins) =>
      [...origins.values()].slice(0, 1),
    );
  }

  /** Every file that has problems. */
  get files(): readonly string[] {
    return [...this.byFile.keys()];
  }

  /** Whether anything was taken away. */
  private keep(path: string, stays: (one: Diagnostic, origin: string) => boolean): boolean {
    const problems = this.byFile.get(path) ?? new Map<string, Map<string, Diagnostic>>();
    let changed = false;
    for (const [key, origins] of problems) {
      for (const [origin, one] of origins) {
        if (!stays(one, origin)) {
          changed = origins.delete(origin);
        }
      }
      if (origins.size === 0) {
        problems.delete(key);
      }
    }
    if (problems.size === 0) {
      this.byFile.delete(path);
    }
    return changed;
  }
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const present = map.get(key);
  if (present !== undefined) {
    return present;
  }
  const made = make();
  map.set(key, made);
  return made;
}
