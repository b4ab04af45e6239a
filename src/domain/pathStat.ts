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

/** A path of a folder's listing. */
export interface FileEntry extends PathStat {
  /** What a symbolic link leads to in the end; absent where it leads nowhere. */
  readonly targetType?: PathType;
}

export type PathType = 'file' | 'folder' | 'link' | 'device' | 'pipe' | 'socket' | 'other';

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

/** Reads a mode of `stat(2)`: the type of the file and the bits that `chmod` takes. */
export function fromUnixMode(unixMode: number): Pick<PathStat, 'type' | 'mode'> {
  return { type: unixTypes[unixMode >> 12] ?? 'other', mode: unixMode & 0o7777 };
}

/** What a path is once its link has been followed, or `link` where that leads nowhere. */
export function followedType({ type, targetType }: FileEntry): PathType {
  return type === 'link' ? (targetType ?? 'link') : type;
}

// The numbers of stat(2), "The file type and mode".
const unixTypes: Readonly<Record<number, PathType>> = {
  0o01: 'pipe',
  0o02: 'device',
  0o04: 'folder',
  0o06: 'device',
  0o10: 'file',
  0o12: 'link',
  0o14: 'socket',
};
