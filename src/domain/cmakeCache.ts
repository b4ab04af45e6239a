/** An entry of a `CMakeCache.txt` that a person may change. */
export interface CacheVariable {
  readonly name: string;
  /** `UNINITIALIZED`: it was given without a type, and no project has declared it. */
  readonly type: 'BOOL' | 'PATH' | 'FILEPATH' | 'STRING' | 'UNINITIALIZED';
  readonly value: string;
  readonly help: string;
  readonly advanced: boolean;
  /** The values that the project offers; empty: any. */
  readonly choices: readonly string[];
}

const types = ['BOOL', 'PATH', 'FILEPATH', 'STRING', 'UNINITIALIZED'] as const;

/** Reads a `CMakeCache.txt`: what CMake keeps there for itself (INTERNAL, STATIC) is left out. */
export function parseCMakeCache(text: string): readonly CacheVariable[] {
  const found: Omit<CacheVariable, 'advanced' | 'choices'>[] = [];
  const internal = new Map<string, string>();
  let help: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('//')) {
      help.push(line.slice(2));
      continue;
    }
    const [, quoted, plain, type = '', raw = ''] =
      /^(?:"([^"]*)"|([^#\s=:][^=:]*)):([A-Z]+)=(.*)$/.exec(line) ?? [];
    const name = quoted ?? plain;
    if (name !== undefined) {
      const value = unquoted(raw);
      const shown = types.find((known) => known === type);
      if (shown === undefined) {
        internal.set(name, value);
      } else {
        found.push({ name, type: shown, value, help: help.join(' ').replace(/\s+/g, ' ').trim() });
      }
    }
    help = [];
  }
  return found.map((variable) => ({
    ...variable,
    advanced: internal.get(`${variable.name}-ADVANCED`) === '1',
    choices: (internal.get(`${variable.name}-STRINGS`) ?? '').split(';').filter(Boolean),
  }));
}

/** Whether CMake takes a value for true, as `if()` does with a constant. */
export function isTrue(value: string): boolean {
  return /^(1|ON|YES|TRUE|Y|-?[1-9]\d*)$/i.test(value);
}

/** The arguments of `cmake` that change entries, given by name. */
export function definitionsOf(
  variables: readonly CacheVariable[],
  changed: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(changed).map(([name, value]) => {
    const type = variables.find((variable) => variable.name === name)?.type;
    return type === undefined || type === 'UNINITIALIZED'
      ? `${name}=${value}`
      : `${name}:${type}=${value}`;
  });
}

/** Which variables are shown: those whose name, value or help has all of the words. */
export function filterVariables(
  variables: readonly CacheVariable[],
  { text, advanced }: { readonly text: string; readonly advanced: boolean },
): readonly CacheVariable[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return variables.filter((variable) => {
    const all = `${variable.name} ${variable.value} ${variable.help}`.toLowerCase();
    return (advanced || !variable.advanced) && words.every((word) => all.includes(word));
  });
}

/** CMake writes a value with spaces at its ends in quotes. */
function unquoted(value: string): string {
  return /^'.*'$/.test(value) ? value.slice(1, -1) : value;
}
