import {
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';

/** The kinds of presets, each in an array of its own. */
const presetKinds = ['configure', 'build', 'test', 'package', 'workflow'] as const;

export type PresetKind = (typeof presetKinds)[number];

/** A preset as its file has it: nothing inherited, no macro expanded. */
export interface PresetEntry {
  readonly kind: PresetKind;
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly hidden: boolean;
  readonly inherits: readonly string[];
  /** The presets of other kinds that it names: a build's configure preset, a workflow's steps. */
  readonly uses: readonly PresetUse[];
  /** The members that may be inherited. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly containerPath: string;
  /** Where its name stands in the file. */
  readonly place: TextPlace;
}

export interface PresetUse {
  readonly kind: PresetKind;
  readonly name: string;
}

/** A place in a file; both count from 1. */
interface TextPlace {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** Something in a file of presets that CMake will refuse. */
export interface PresetProblem {
  readonly containerPath: string;
  readonly place: TextPlace;
  /** A full sentence. */
  readonly message: string;
}

/** One `CMakePresets.json`, `CMakeUserPresets.json`, or a file that one of them includes. */
export interface PresetsFile {
  readonly containerPath: string;
  /** Absent when the file does not say, which is a problem. */
  readonly version?: number;
  readonly includes: readonly { readonly text: string; readonly place: TextPlace }[];
  readonly presets: readonly PresetEntry[];
  readonly problems: readonly PresetProblem[];
}

/**
 * Reads a file of presets. What is wrong with it is listed, and what can be read beside it is read:
 * CMake takes no comments and no comma after the last member, yet the presets are still named.
 */
export function parsePresetsFile(containerPath: string, text: string): PresetsFile {
  const problems: PresetProblem[] = [];
  const say = (message: string, offset: number, length: number): void => {
    problems.push({ containerPath, place: placeOf(text, offset, length), message });
  };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error) {
    say(
      `This is not JSON (${printParseErrorCode(error.error)}), so CMake reads no preset from the file.`,
      error.offset,
      error.length,
    );
  }
  if (!error) {
    sayWhatIsNotStrict(text, say);
  }
  if (root?.type !== 'object') {
    if (!error) {
      say('A file of presets is a JSON object.', root?.offset ?? 0, root?.length ?? 0);
    }
    return { containerPath, includes: [], presets: [], problems };
  }
  const version = member(root, 'version');
  const isVersion = version?.type === 'number' && Number.isInteger(version.value);
  if (!isVersion) {
    say(
      'CMake needs the member "version" with a whole number, such as 3.',
      version?.offset ?? root.offset,
      version?.length ?? 1,
    );
  }
  const presets = presetKinds.flatMap((kind) => presetsOf(kind, root, containerPath, text, say));
  return {
    containerPath,
    ...(isVersion ? { version: Number(version.value) } : {}),
    includes: (member(root, 'include')?.children ?? []).flatMap((node) => {
      const value: unknown = getNodeValue(node);
      return typeof value === 'string'
        ? [{ text: value, place: placeOf(text, node.offset, node.length) }]
        : [];
    }),
    presets,
    problems,
  };
}

type Say = (message: string, offset: number, length: number) => void;

/** CMake's reader is strict where VS Code's is not. */
function sayWhatIsNotStrict(text: string, say: Say): void {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  for (const { error, offset, length } of errors) {
    say(
      printParseErrorCode(error) === 'InvalidCommentToken'
        ? 'CMake takes no comments in presets. Remove it, or use "$comment" from version 10 on.'
        : 'CMake takes no comma after the last member. Remove it.',
      offset,
      length,
    );
  }
}

function presetsOf(
  kind: PresetKind,
  root: Node,
  containerPath: string,
  text: string,
  say: Say,
): PresetEntry[] {
  const list = member(root, `${kind}Presets`);
  if (list !== undefined && list.type !== 'array') {
    say(`"${kind}Presets" is an array of presets.`, list.offset, list.length);
    return [];
  }
  return (list?.children ?? []).flatMap((node) => {
    const name = member(node, 'name');
    if (node.type !== 'object' || name?.type !== 'string' || name.value === '') {
      say('A preset is an object with a "name".', node.offset, Math.min(node.length, 1));
      return [];
    }
    const fields = getNodeValue(node) as Record<string, unknown>;
    return [
      {
        kind,
        name: String(name.value),
        ...textField(fields, 'displayName'),
        ...textField(fields, 'description'),
        hidden: fields['hidden'] === true,
        inherits: namesIn(fields['inherits']),
        uses: usesOf(kind, fields),
        fields,
        containerPath,
        place: placeOf(text, name.offset, name.length),
      },
    ];
  });
}

function usesOf(kind: PresetKind, fields: Readonly<Record<string, unknown>>): PresetUse[] {
  if (kind === 'workflow') {
    const steps: unknown = fields['steps'];
    return (Array.isArray(steps) ? (steps as readonly unknown[]) : []).flatMap((step) => {
      const { type, name } = objectOf(step);
      const used = presetKinds.find((one) => one === type);
      return used !== undefined && typeof name === 'string' ? [{ kind: used, name }] : [];
    });
  }
  const name = kind === 'configure' ? undefined : fields['configurePreset'];
  return typeof name === 'string' ? [{ kind: 'configure', name }] : [];
}

/** One name or several, as a member such as "inherits" may have them. */
export function namesIn(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((name): name is string => typeof name === 'string');
}

function textField<Name extends string>(
  fields: Readonly<Record<string, unknown>>,
  name: Name,
): Partial<Record<Name, string>> {
  const value = fields[name];
  const result: Partial<Record<Name, string>> = {};
  if (typeof value === 'string' && value !== '') {
    result[name] = value;
  }
  return result;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function member(node: Node, name: string): Node | undefined {
  const property = node.children?.find(({ children }) => children?.[0]?.value === name);
  return property?.children?.[1];
}

function placeOf(text: string, offset: number, length: number): TextPlace {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length };
}
