import { posix } from 'node:path';
import type { PathMap } from './pathMap';

/**
 * Rewrites the container paths in a build's output to host paths, so that a terminal's links open
 * them; also those that lead out of the build folder with `../`, as CMake before 3.21 hands them to
 * the compiler. Everything else, colours included, stays as it is.
 */
export function createPathDisplay(
  pathMap: PathMap,
  buildContainerPath: string,
): (text: string) => string {
  const roots = [...new Set(pathMap.mappings.map((mapping) => mapping.containerRoot))].filter(
    (root) => root !== '/',
  );
  if (roots.length === 0) {
    return (text) => text;
  }
  // A root counts where a path may begin (not inside another path) and up to its end as a folder.
  const absolute = `(?:${roots.map(escaped).join('|')})(?:/${inPath}*)?(?![\\w.-])`;
  const relative = `(?:\\.\\./)+${inPath}+`;
  const pattern = new RegExp(`${beforePath}(${absolute}|${relative})`, 'g');
  return (text) =>
    text.includes('../') || roots.some((root) => text.includes(root))
      ? text.replace(pattern, (whole, before: string, path: string) => {
          const hostPath = pathMap.toHost(
            path.startsWith('/') ? path : posix.resolve(buildContainerPath, path),
          );
          return hostPath === undefined ? whole : before + hostPath;
        })
      : text;
}

const inPath = String.raw`[^\s:;,'"\u0060()<>|\u001b‘’\u0007]`;

/** The start of a line, a blank or a bracket, the end of a colour sequence, or an option such as -I. */
const beforePath = String.raw`(^|[\s'"\u0060(<=,:\[‘]|\u001b\[[\d;]*[A-Za-z]|-[ILo])`;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
