import { posix } from 'node:path';
import { fromUnixMode, type FileEntry, type PathType } from './pathStat';

/**
 * Reads what `stat` printed of the paths in a folder, each behind the mark: `MARK f MODE SIZE TIME NAME`
 * of the path itself and `MARK t MODE NAME` of what it leads to. The mark is one that no name can
 * hold by chance, because names may hold everything, newlines too.
 */
export function parseFolderListing(text: string, mark: string): readonly FileEntry[] {
  const records = text.split(mark).map((record) => record.replace(/\n$/, ''));
  const targets = new Map<string, PathType>();
  for (const record of records) {
    const [, mode, name] = /^ t ([0-9a-f]+) (.+)$/s.exec(record) ?? [];
    if (mode !== undefined && name !== undefined) {
      targets.set(posix.basename(name), fromUnixMode(Number.parseInt(mode, 16)).type);
    }
  }
  return records.flatMap((record): FileEntry[] => {
    const [, mode, size, seconds, path] = /^ f ([0-9a-f]+) (\d+) (-?\d+) (.+)$/s.exec(record) ?? [];
    if (mode === undefined || path === undefined) {
      return [];
    }
    const name = posix.basename(path);
    const kind = fromUnixMode(Number.parseInt(mode, 16));
    const targetType = kind.type === 'link' ? targets.get(name) : undefined;
    return [
      {
        name,
        ...kind,
        size: Number(size),
        modified: Number(seconds) * 1000,
        ...(targetType && { targetType }),
      },
    ];
  });
}

/** Folders first, then by name as a person counts: `file9` before `file10`. */
export function sortEntries(entries: readonly FileEntry[]): readonly FileEntry[] {
  const rank = ({ type, targetType }: FileEntry): number =>
    type === 'folder' || targetType === 'folder' ? 0 : 1;
  return [...entries].sort((a, b) => rank(a) - rank(b) || collator.compare(a.name, b.name));
}

const collator = new Intl.Collator('en', { numeric: true });
