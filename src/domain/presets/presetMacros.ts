/** What the macros of a preset stand for. */
export interface MacroValues {
  readonly sourceDirectory: string;
  readonly presetName: string;
  /** The folder of the file that has the text. */
  readonly fileDirectory: string;
  readonly generator?: string;
  /** Of the preset: `$env{…}`. May itself hold macros. */
  readonly environment: ReadonlyMap<string, string | undefined>;
  /** Of the container: `$penv{…}`, and what `$env{…}` falls back to. */
  readonly containerEnvironment: ReadonlyMap<string, string>;
}

/**
 * Expands the macros of cmake-presets(7) as CMake does on Linux. Undefined when there is one whose
 * value only CMake knows, as those of `$vendor{…}`.
 */
export function expandMacros(text: string, values: MacroValues): string | undefined {
  return expand(text, values, new Set());
}

function expand(text: string, values: MacroValues, asked: ReadonlySet<string>): string | undefined {
  const unknown: string[] = [];
  const expanded = text.replaceAll(
    /\$(env|penv|vendor)?\{([^}]*)\}/g,
    (found, kind: string | undefined, name: string) => {
      const value = kind === undefined ? macro(name, values) : variable(kind, name, values, asked);
      if (value === undefined) {
        unknown.push(found);
      }
      return value ?? '';
    },
  );
  return unknown.length === 0 ? expanded : undefined;
}

function macro(name: string, values: MacroValues): string | undefined {
  const { sourceDirectory, presetName, fileDirectory, generator } = values;
  const parts = sourceDirectory.split('/');
  switch (name) {
    case 'sourceDir':
      return sourceDirectory;
    case 'sourceParentDir':
      return parts.slice(0, -1).join('/') || '/';
    case 'sourceDirName':
      return parts.at(-1);
    case 'presetName':
      return presetName;
    case 'fileDir':
      return fileDirectory;
    case 'generator':
      return generator;
    case 'hostSystemName':
      return 'Linux';
    case 'dollar':
      return '$';
    case 'pathListSep':
      return ':';
    default:
      return undefined;
  }
}

function variable(
  kind: string,
  name: string,
  values: MacroValues,
  asked: ReadonlySet<string>,
): string | undefined {
  const { environment, containerEnvironment } = values;
  if (kind === 'vendor') {
    return undefined;
  }
  const own = environment.get(name);
  if (kind === 'penv' || own === undefined) {
    return containerEnvironment.get(name) ?? '';
  }
  // One that is defined by itself is refused by CMake, too.
  return asked.has(name) ? undefined : expand(own, values, new Set([...asked, name]));
}
