/** A place in a process's view of the files where another file system begins. */
export interface MountPoint {
  readonly containerPath: string;
  /** Such as `overlay`, `ext4` or `tmpfs`. */
  readonly fileSystem: string;
}

/** Reads `/proc/PID/mountinfo` (proc(5)); lines that are none are passed over. */
export function parseMountInfo(text: string): readonly MountPoint[] {
  return text.split('\n').flatMap((line) => {
    const [before = '', after] = line.split(' - ');
    const containerPath = before.split(' ')[4];
    const fileSystem = after?.split(' ')[0];
    return containerPath !== undefined && fileSystem
      ? [{ containerPath: unescaped(containerPath), fileSystem }]
      : [];
  });
}

/**
 * Whether a path lies in a file system that the kernel keeps in memory, which only the container's
 * own processes see: an engine that looks at the path finds what is hidden below the mount.
 */
export function isInMemory(path: string, mountPoints: readonly MountPoint[]): boolean {
  const [deepest] = mountPoints
    .filter(({ containerPath }) => isBelow(path, containerPath))
    // Of two at one place the later one hides the other.
    .reverse()
    .sort((a, b) => b.containerPath.length - a.containerPath.length);
  return deepest !== undefined && inMemory.has(deepest.fileSystem);
}

const inMemory: ReadonlySet<string> = new Set([
  'tmpfs',
  'ramfs',
  'devtmpfs',
  'proc',
  'sysfs',
  'devpts',
  'mqueue',
  'cgroup',
  'cgroup2',
  'hugetlbfs',
]);

function isBelow(path: string, folder: string): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`);
}

/** Space, tab, newline and backslash stand there as octal numbers. */
function unescaped(text: string): string {
  return text.replace(/\\(\d{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
