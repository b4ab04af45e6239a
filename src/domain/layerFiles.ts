import { posix } from 'node:path';

/** What a layer's archive has of a path: something that is there from now on, or a mark that it has gone. */
export interface LayerEntry {
  /** Without a slash at either end. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Bytes; 0 for what holds none, such as a link. */
  readonly size: number;
}

/** What a layer does to a file. */
export interface LayerFile {
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
  /** Bytes that the layer holds for it; of what is removed, those that a layer below still holds. */
  readonly size: number;
}

/** A row of what a layer does to a folder: a file, or a folder in which it does something. */
export interface LayerRow {
  readonly name: string;
  readonly path: string;
  /** Bytes that the layer holds for all of it. */
  readonly size: number;
  /** Of a folder: how many files. */
  readonly files?: number;
  /** Of a file, and of a folder as far as it is the same for all in it. */
  readonly change?: LayerFile['change'];
}

/** How much a layer does. */
export interface LayerSummary {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

// The marks of the image format (image-spec, "Whiteouts").
const whiteout = '.wh.';
const opaque = '.wh..wh..opq';

/**
 * What each layer of an image does to the files of those below it, from the lowest up. Folders that
 * hold nothing are passed over: layers repeat all folders that lead to what they change.
 */
export function layerFiles(layers: readonly (readonly LayerEntry[])[]): LayerFile[][] {
  const there = new FileTree();
  return layers.map((entries) => {
    const marks = entries.filter(({ path }) => posix.basename(path).startsWith(whiteout));
    const removed = marks.flatMap(({ path }): LayerFile[] => {
      const folder = posix.dirname(path) === '.' ? '' : posix.dirname(path);
      const name = posix.basename(path);
      if (name === opaque) {
        const size = there.removeBelow(folder);
        return size > 0 ? [{ path: folder, change: 'removed', size }] : [];
      }
      const gone = posix.join(folder, name.slice(whiteout.length));
      return [{ path: gone, change: 'removed', size: there.remove(gone) }];
    });
    const files = entries
      .filter(({ path, isFolder }) => !isFolder && !posix.basename(path).startsWith(whiteout))
      .map(({ path, size }): LayerFile => {
        const change = there.set(path, size) ? 'changed' : 'added';
        return { path, change, size };
      });
    // What stands there again was changed, not removed.
    const present = new Set(files.map(({ path }) => path));
    return [...files, ...removed.filter(({ path }) => !present.has(path))];
  });
}

/** How many files a layer adds, changes and removes. */
export function layerSummary(files: readonly LayerFile[]): LayerSummary {
  const count = (change: LayerFile['change']): number =>
    files.filter((file) => file.change === change).length;
  return { added: count('added'), changed: count('changed'), removed: count('removed') };
}

/** What a layer does in a folder (`''` is the root), the largest first. */
export function layerRows(files: readonly LayerFile[], folder: string): readonly LayerRow[] {
  const start = folder === '' ? '' : `${folder}/`;
  const rows = new Map<string, LayerRow>();
  for (const { path, size, change } of files) {
    if (!path.startsWith(start) || path === folder) {
      continue;
    }
    const [name = '', ...below] = path.slice(start.length).split('/');
    const held = change === 'removed' ? 0 : size;
    if (below.length === 0 && !rows.get(name)?.files) {
      rows.set(name, { name, path, size, change });
    } else {
      const { change: before, ...row } = rows.get(name) ?? {
        name,
        path: start + name,
        size: 0,
        files: 0,
        change,
      };
      const common = before === change ? change : undefined;
      rows.set(name, {
        ...row,
        size: row.size + held,
        files: (row.files ?? 0) + 1,
        ...(common && { change: common }),
      });
    }
  }
  const collator = new Intl.Collator('en', { numeric: true });
  return [...rows.values()].sort((a, b) => b.size - a.size || collator.compare(a.name, b.name));
}

/** Sizes of files by their paths, of which whole folders can be taken away. */
class FileTree {
  private readonly root: TreeNode = new Map();

  /** Resolves whether a file was there before. */
  set(path: string, size: number): boolean {
    const names = path.split('/');
    const name = names.pop() ?? '';
    let node = this.root;
    for (const each of names) {
      const below = node.get(each);
      const next = below instanceof Map ? below : new Map<string, TreeNode | number>();
      node.set(each, next);
      node = next;
    }
    const before = node.has(name);
    node.set(name, size);
    return before;
  }

  /** Bytes of what was there. */
  remove(path: string): number {
    const parent = this.folder(posix.dirname(path) === '.' ? '' : posix.dirname(path));
    const name = posix.basename(path);
    const size = sizeOf(parent?.get(name));
    parent?.delete(name);
    return size;
  }

  removeBelow(folder: string): number {
    const node = this.folder(folder);
    const size = sizeOf(node);
    node?.clear();
    return size;
  }

  private folder(path: string): TreeNode | undefined {
    let node: TreeNode | undefined = this.root;
    for (const name of path === '' ? [] : path.split('/')) {
      const below: TreeNode | number | undefined = node?.get(name);
      node = below instanceof Map ? below : undefined;
    }
    return node;
  }
}

type TreeNode = Map<string, TreeNode | number>;

function sizeOf(node: TreeNode | number | undefined): number {
  if (typeof node === 'number') {
    return node;
  }
  return node ? [...node.values()].reduce((sum: number, below) => sum + sizeOf(below), 0) : 0;
}
