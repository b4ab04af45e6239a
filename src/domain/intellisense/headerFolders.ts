import { posix } from 'node:path';

/** Whether a path is a folder itself or lies below it. */
export function folderContains(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

/**
 * The folders without those that lie in others of them. The roots of a system are left out: they hold
 * everything, and whoever searches them means what is further down.
 */
export function outermostFolders(folders: readonly string[]): readonly string[] {
  const normal = folders
    .map((folder) => posix.normalize(folder).replace(/(.)\/$/, '$1'))
    .filter((folder) => folder.startsWith('/') && !tooMuch.has(folder))
    .sort();
  const outermost: string[] = [];
  for (const folder of normal) {
    if (!outermost.some((one) => folderContains(one, folder))) {
      outermost.push(folder);
    }
  }
  return outermost;
}

/**
 * The folders that hold what links lead to. Debian 13 has a thousand links to single headers of 25
 * architectures, all below one folder: where several lie close together, all that is there is taken.
 */
export function foldersOfTargets(targets: readonly string[]): readonly string[] {
  const folders = outermostFolders(
    targets.map((target) => {
      const folder = posix.dirname(target);
      const isFile = /\.(?:h|hh|hpp|hxx|inl|inc|ipp|tcc|cuh)$/.test(target);
      return isFile && !tooMuch.has(folder) ? folder : target;
    }),
  );
  const near = new Map<string, string[]>();
  for (const folder of folders) {
    const start = folder.split('/').slice(0, 5).join('/');
    near.set(start, [...(near.get(start) ?? []), folder]);
  }
  return outermostFolders(
    [...near].flatMap(([start, below]) => (below.length > 3 ? [start] : below)),
  );
}

const tooMuch = new Set([
  '/',
  '/usr',
  '/lib',
  '/usr/lib',
  '/usr/share',
  '/opt',
  '/etc',
  '/home',
  '/var',
  '/proc',
  '/sys',
  '/dev',
  '/root',
  '/tmp',
]);
