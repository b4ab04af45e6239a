import { posix } from 'node:path';
import type { CMakeTarget, CMakeTargetKind } from './cmakeTarget';

const kinds: Readonly<Record<string, CMakeTargetKind>> = {
  executable: 'executable',
  'static library': 'staticLibrary',
  'shared library': 'sharedLibrary',
  'shared module': 'moduleLibrary',
  custom: 'utility',
  run: 'utility',
};

/** Reads what `meson introspect --targets` prints; empty when that is nothing. */
export function parseMesonTargets(text: string): readonly CMakeTarget[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    // Meson prints a sentence where a build folder is not one of its own.
    return [];
  }
  return (Array.isArray(list) ? (list as readonly unknown[]) : []).flatMap((item) => {
    const target = item as Readonly<Record<string, unknown>>;
    const { name, type, filename, defined_in: definedIn } = target;
    const kind = kinds[String(type)];
    if (typeof name !== 'string' || kind === undefined || typeof definedIn !== 'string') {
      return [];
    }
    const artifact: unknown = Array.isArray(filename) ? filename[0] : filename;
    return [
      {
        name,
        kind,
        ...(typeof artifact === 'string' ? { artifactContainerPath: artifact } : {}),
        sourceContainerPath: posix.dirname(definedIn),
        definedAt: { path: definedIn, line: 1 },
      },
    ];
  });
}
