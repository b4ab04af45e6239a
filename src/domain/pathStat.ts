/** What an engine says of a path in a container. */
export interface PathStat {
  /** The last part of the path. */
  readonly name: string;
  readonly type: PathType;
  /** Bytes. */
  readonly size: number;
  /** The permission bits with set-user-id, set-group-id and sticky, as `chmod` takes them. */
  readonly mode: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  /** Where a symbolic link leads: an absolute path in the container. */
  readonly linkTarget?: string;
}

type PathType = 'file' | 'folder' | 'link' | 'device' | 'pipe' | 'socket' | 'other';

// The numbers of Go's io/fs.FileMode, in which engines tell a mode.
const folder = 2 ** 31;
const link = 2 ** 27;
const device = 2 ** 26;
const pipe = 2 ** 25;
const socket = 2 ** 24;
const setUserId = 2 ** 23;
const setGroupId = 2 ** 22;
const sticky = 2 ** 20;
const irregular = 2 ** 19;

/** Reads a mode of Go's: the type of the file and the bits that `chmod` takes. */
export function fromGoFileMode(goMode: number): Pick<PathStat, 'type' | 'mode'> {
  const has = (bit: number): boolean => Math.floor(goMode / bit) % 2 === 1;
  const types: readonly (readonly [number, PathType])[] = [
    [folder, 'folder'],
    [link, 'link'],
    [device, 'device'],
    [pipe, 'pipe'],
    [socket, 'socket'],
    [irregular, 'other'],
  ];
  return {
    type: types.find(([bit]) => has(bit))?.[1] ?? 'file',
    mode:
      (goMode % 0o1000) +
      (has(setUserId) ? 0o4000 : 0) +
      (has(setGroupId) ? 0o2000 : 0) +
      (has(sticky) ? 0o1000 : 0),
  };
}
