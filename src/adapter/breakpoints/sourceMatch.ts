import { posix } from 'node:path';

/** Where a program has a source that it does not name as the container does. */
export type SourceMatch =
  /** It can only be this one. */
  | { readonly kind: 'same'; readonly path: string }
  /** The last folders and the name fit more than one. */
  | { readonly kind: 'several'; readonly paths: readonly string[] }
  /** The nearest, which is another file. */
  | { readonly kind: 'near'; readonly path: string }
  | { readonly kind: 'none' }
  /** The program names no sources at all. */
  | { readonly kind: 'noSources' };

/** How many paths a message names. */
const namedPaths = 3;

/**
 * Finds a source by its last path components: the one source with most of them in common, unless that
 * is known to be another file. Programs are built elsewhere, or with shortened paths
 * (`-fdebug-prefix-map`).
 */
export function matchSource(
  wanted: string,
  sources: readonly string[],
  isOther: (path: string) => boolean,
): SourceMatch {
  if (sources.length === 0) {
    return { kind: 'noSources' };
  }
  const name = posix.basename(wanted.replaceAll('\\', '/'));
  let longest = 0;
  let best = new Map<string, string>();
  for (const path of sources) {
    const length = path.endsWith(name) ? commonTail(wanted, path) : 0;
    if (length > longest) {
      longest = length;
      best = new Map();
    }
    if (length > 0 && length === longest) {
      // The same file may be named in several ways, such as `/w/./a.cpp` and `/w/a.cpp`.
      best.set(posix.normalize(path), path);
    }
  }
  const [path, ...more] = best.values();
  if (path === undefined) {
    return { kind: 'none' };
  }
  if (more.length > 0) {
    return { kind: 'several', paths: [path, ...more].slice(0, namedPaths) };
  }
  const sameFile = posix.normalize(path) === posix.normalize(wanted);
  return { kind: sameFile || !isOther(path) ? 'same' : 'near', path };
}

/** How many last components two paths have in common. */
export function commonTail(a: string, b: string): number {
  const [left, right] = [components(a), components(b)];
  const end = left.findIndex((part, index) => part !== right[index]);
  return end < 0 ? left.length : end;
}

function components(path: string): readonly string[] {
  return posix
    .normalize(path.replaceAll('\\', '/'))
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .reverse();
}
