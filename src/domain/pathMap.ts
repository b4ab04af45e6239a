import { posix } from 'node:path';
import type { ContainerMount } from './container';
import type { SourceFileMapEntry } from './launchConfiguration';

/** One pair of roots: what lies under `hostRoot` on the host lies under `containerRoot` in the container. */
export interface PathMapping {
  readonly hostRoot: string;
  readonly containerRoot: string;
  /** False: only container paths are converted by it, as cppdbg's `useForBreakpoints` asks. */
  readonly toContainer?: boolean;
}

/** The form of paths where the extension runs. `wsl` is Linux that sees Windows drives under `/mnt`. */
export type HostPlatform = 'linux' | 'darwin' | 'win32' | 'wsl';

/** Converts paths between the host and one container. The only place that does. */
export interface PathMap {
  /** The pairs in force, those of the user first. */
  readonly mappings: readonly PathMapping[];
  /** The container's path of an absolute host path, or undefined when no mount shows it. */
  toContainer(hostPath: string): string | undefined;
  /** The host's path of an absolute container path, or undefined when it exists only in the container. */
  toHost(containerPath: string): string | undefined;
}

/** Where paths come from, beside the mounts. */
export interface PathMapOptions {
  readonly platform: HostPlatform;
  /** The user's own pairs (`sourceFileMap`); they win over the mounts. */
  readonly overrides?: readonly PathMapping[];
}

/**
 * Builds the map of a container from its mounts. The longest root that is a whole directory prefix
 * wins, both ways; a volume or tmpfs mounted inside a bind mount hides what lies below it.
 */
export function createPathMap(
  mounts: readonly ContainerMount[],
  { platform, overrides = [] }: PathMapOptions,
): PathMap {
  const own = overrides.map((mapping) => ({
    ...mapping,
    hostRoot: trimSlash(mapping.hostRoot),
    containerRoot: normalizeContainer(mapping.containerRoot),
  }));
  const binds: PathMapping[] = [];
  const hidden: string[] = [];
  for (const mount of mounts) {
    const containerRoot = normalizeContainer(mount.destination);
    const hostRoot =
      mount.type === 'bind' ? hostPathOfMountSource(mount.source, platform) : undefined;
    if (hostRoot === undefined) {
      hidden.push(containerRoot);
    } else {
      binds.push({ hostRoot: trimSlash(hostRoot), containerRoot });
    }
  }

  // The mount that really shows a container path: the deepest one at or above it.
  const roots = deepestFirst(
    [...binds.map((bind) => bind.containerRoot), ...hidden],
    (root) => root,
  );
  const shownBy = (containerPath: string): string | undefined =>
    roots.find((root) => below(containerPath, root) !== undefined);
  const ownRoots = deepestFirst(own, (pair) => pair.containerRoot);

  return {
    mappings: [...own, ...binds],
    toContainer(hostPath) {
      const key = hostKey(hostPath, platform);
      const candidates = (pairs: readonly PathMapping[]): PathMapping[] =>
        [...pairs]
          .filter((pair) => below(key, hostKey(pair.hostRoot, platform)) !== undefined)
          .sort((a, b) => b.hostRoot.length - a.hostRoot.length);
      const convert = ({ hostRoot, containerRoot }: PathMapping): string =>
        // Cut from the path as it was written: the key may have lost its case.
        join(containerRoot, slashes(hostPath, platform).slice(slashes(hostRoot, platform).length));
      const override = candidates(own.filter((pair) => pair.toContainer !== false))[0];
      if (override) {
        return convert(override);
      }
      for (const bind of candidates(binds)) {
        const containerPath = convert(bind);
        if (shownBy(containerPath) === bind.containerRoot) {
          return containerPath;
        }
      }
      return undefined;
    },
    toHost(containerPath) {
      const path = normalizeContainer(containerPath);
      const shown = shownBy(path);
      const pair =
        ownRoots.find(({ containerRoot }) => below(path, containerRoot) !== undefined) ??
        binds.find((bind) => bind.containerRoot === shown);
      if (!pair) {
        return undefined;
      }
      const rest = below(path, pair.containerRoot) ?? '';
      const host = join(pair.hostRoot, rest);
      return platform === 'win32' ? host.replaceAll('/', '\\') : host;
    },
  };
}

/** The pairs of a launch configuration's `sourceFileMap`: container path to host path. */
export function sourceFileMapPairs(
  map: Readonly<Record<string, string | SourceFileMapEntry>>,
): PathMapping[] {
  return Object.entries(map).map(([containerRoot, value]) =>
    typeof value === 'string'
      ? { containerRoot, hostRoot: value }
      : {
          containerRoot,
          hostRoot: value.editorPath,
          toContainer: value.useForBreakpoints ?? true,
        },
  );
}

/**
 * The host's name for a bind mount's source, in whatever form the engine gives it; undefined when
 * it lies where the host cannot see it. Docker Desktop reports `/run/desktop/mnt/host/c/…` and
 * `/host_mnt/…`, a Windows client `C:\…`, a WSL one `/mnt/c/…` or `\\wsl.localhost\Distribution\…`.
 */
export function hostPathOfMountSource(source: string, platform: HostPlatform): string | undefined {
  const path = source.replaceAll('\\', '/');
  const distribution = /^\/\/wsl(?:\.localhost|\$)\/[^/]+(\/.*)?$/i.exec(path);
  if (distribution) {
    return platform === 'win32' ? source.replaceAll('/', '\\') : (distribution[1] ?? '/');
  }
  if (path.startsWith('/run/desktop/mnt/host/wsl/')) {
    return undefined;
  }
  if (platform === 'win32' || platform === 'wsl') {
    const drive =
      /^([a-z]):(\/.*)?$/i.exec(path) ??
      /^\/(?:run\/desktop\/mnt\/host|host_mnt|mnt)\/([a-z])(\/.*)?$/i.exec(path) ??
      (platform === 'win32' ? /^\/{1,2}([a-z])(\/.*)?$/i.exec(path) : null);
    if (drive?.[1]) {
      const rest = drive[2] ?? '/';
      return platform === 'wsl'
        ? trimSlash(`/mnt/${drive[1].toLowerCase()}${rest}`)
        : `${drive[1].toUpperCase()}:${rest}`.replaceAll('/', '\\');
    }
    return platform === 'wsl' ? path : undefined;
  }
  const desktop = /^\/host_mnt(\/.*)$/.exec(path);
  return desktop?.[1] ?? source;
}

/** A path in the form in which host paths are compared: forward slashes, no case where none counts. */
function hostKey(hostPath: string, platform: HostPlatform): string {
  const path = slashes(hostPath, platform);
  if (platform === 'win32') {
    return path.toLowerCase();
  }
  // Windows drives are not case-sensitive below WSL's /mnt either; only the drive letter is certain.
  return platform === 'wsl'
    ? path.replace(/^\/mnt\/[A-Z](?=\/|$)/, (drive) => drive.toLowerCase())
    : path;
}

function slashes(hostPath: string, platform: HostPlatform): string {
  return trimSlash(platform === 'win32' ? hostPath.replaceAll('\\', '/') : hostPath);
}

function normalizeContainer(containerPath: string): string {
  return trimSlash(posix.normalize(containerPath));
}

function trimSlash(path: string): string {
  return path.length > 1 ? path.replace(/[\\/]+$/, '') || '/' : path;
}

/** What follows `root` in `path` (empty, or starting with a slash), or undefined when it is not under it. */
function below(path: string, root: string): string | undefined {
  if (root === '/') {
    return path === '/' ? '' : path;
  }
  if (!path.startsWith(root)) {
    return undefined;
  }
  const rest = path.slice(root.length);
  return rest === '' || rest.startsWith('/') ? rest : undefined;
}

function join(root: string, rest: string): string {
  const tail = rest === '' || rest.startsWith('/') ? rest : `/${rest}`;
  return root === '/' ? tail || '/' : `${root}${tail}`;
}

/** The longest first; of two that are as long, the one that stood first. */
function deepestFirst<T>(values: readonly T[], root: (value: T) => string): readonly T[] {
  return [...values].sort((a, b) => root(b).length - root(a).length);
}
