import { posix } from 'node:path';
import { expandMacros } from './presetMacros';
import { cmakeForPresets } from './presetVersion';
import {
  namesIn,
  type PresetEntry,
  type PresetKind,
  type PresetProblem,
  type PresetsFile,
  type PresetUse,
} from './presetsFile';

/** A preset with what it inherits. */
export interface CMakePreset {
  readonly kind: PresetKind;
  readonly name: string;
  /** What a person calls it: its display name, else its name. */
  readonly label: string;
  readonly description?: string;
  readonly hidden: boolean;
  readonly uses: readonly PresetUse[];
  /** Configuration of a multi-config generator that a build or test preset names. */
  readonly configuration?: string;
  /** Configurations of a multi-config generator that a package preset packs. */
  readonly configurations: readonly string[];
  readonly generator?: string;
  /** The build type that a configure preset gives to CMake. */
  readonly buildType?: string;
  /** How many compilers a build preset wants at a time. */
  readonly hasJobs: boolean;
  readonly containerPath: string;
}

/** All presets of a folder. */
export interface CMakePresets {
  /** In the order of the files: those of the project first, then the user's. */
  readonly presets: readonly CMakePreset[];
  readonly problems: readonly PresetProblem[];
  /** The oldest CMake that reads all of the files. */
  readonly minimumCMake: string;
}

/** Joins the files of a folder, in the order in which CMake reads them, and resolves inheritance. */
export function joinPresets(files: readonly PresetsFile[]): CMakePresets {
  const entries = files.flatMap(({ presets }) => presets);
  const byName = new Map<string, PresetEntry>();
  const problems = files.flatMap((file) => file.problems);
  const say = ({ containerPath, place }: PresetEntry, message: string): void => {
    problems.push({ containerPath, place, message });
  };
  const unique = entries.filter((entry) => {
    const first = byName.get(id(entry));
    if (first) {
      say(
        entry,
        `There is another ${entry.kind} preset "${entry.name}", in "${first.containerPath}".`,
      );
      return false;
    }
    byName.set(id(entry), entry);
    return true;
  });
  const presets = unique.map((entry) => {
    for (const name of entry.inherits) {
      if (!byName.has(id({ kind: entry.kind, name }))) {
        say(
          entry,
          `"${entry.name}" inherits from "${name}", and there is no such ${entry.kind} preset.`,
        );
      }
    }
    const chain = ancestry(entry, byName);
    if (chain === undefined) {
      say(entry, `"${entry.name}" inherits from itself.`);
    }
    for (const use of entry.uses) {
      if (!byName.has(id(use))) {
        say(
          entry,
          `"${entry.name}" uses the ${use.kind} preset "${use.name}", which is not there.`,
        );
      }
    }
    return presetOf(entry, chain ?? [entry]);
  });
  const versions = files.map(({ version }) => version ?? 1);
  return { presets, problems, minimumCMake: cmakeForPresets(Math.max(1, ...versions)) };
}

/** What is needed to know where a configure preset builds. */
export interface PresetPlace {
  readonly sourceDirectory: string;
  readonly containerEnvironment: ReadonlyMap<string, string>;
}

/**
 * Where a configure preset builds: `unset` when it does not say, `unknown` when only CMake can tell,
 * else a path in the container.
 */
export function presetBinaryDirectory(
  files: readonly PresetsFile[],
  name: string,
  { sourceDirectory, containerEnvironment }: PresetPlace,
): { readonly kind: 'unset' | 'unknown' } | { readonly kind: 'known'; containerPath: string } {
  const byName = new Map(
    files.flatMap(({ presets }) => presets).map((entry) => [id(entry), entry] as const),
  );
  const entry = byName.get(id({ kind: 'configure', name }));
  const chain = entry && (ancestry(entry, byName) ?? [entry]);
  const owner = chain?.find(({ fields }) => typeof fields['binaryDir'] === 'string');
  if (!chain || !owner) {
    return { kind: 'unset' };
  }
  const generator = inherited(chain, 'generator');
  const expanded = expandMacros(String(owner.fields['binaryDir']), {
    sourceDirectory,
    presetName: name,
    fileDirectory: posix.dirname(owner.containerPath),
    ...(typeof generator === 'string' ? { generator } : {}),
    environment: environmentOf(chain),
    containerEnvironment,
  });
  return expanded === undefined
    ? { kind: 'unknown' }
    : { kind: 'known', containerPath: posix.resolve(sourceDirectory, expanded) };
}

/** The presets of a kind that may be picked: hidden ones are there to be inherited from. */
export function offeredPresets(presets: CMakePresets, kind: PresetKind): readonly CMakePreset[] {
  return presets.presets.filter((preset) => preset.kind === kind && !preset.hidden);
}

/** The build, test or package presets that go with a configure preset. */
export function presetsFor(
  presets: CMakePresets,
  kind: 'build' | 'test' | 'package',
  configurePreset: string,
): readonly CMakePreset[] {
  return offeredPresets(presets, kind).filter(({ uses }) =>
    uses.some((use) => use.kind === 'configure' && use.name === configurePreset),
  );
}

/** The preset of a name; undefined when there is none any more. */
export function findPreset(
  presets: CMakePresets | undefined,
  kind: PresetKind,
  name: string | undefined,
): CMakePreset | undefined {
  return presets?.presets.find((preset) => preset.kind === kind && preset.name === name);
}

function presetOf(entry: PresetEntry, chain: readonly PresetEntry[]): CMakePreset {
  const configuration = inherited(chain, 'configuration');
  const generator = inherited(chain, 'generator');
  const buildType = buildTypeOf(chain);
  const { kind, name, description, hidden, containerPath } = entry;
  return {
    kind,
    name,
    label: entry.displayName ?? name,
    ...(description === undefined ? {} : { description }),
    hidden,
    uses: chain.find(({ uses }) => uses.length > 0)?.uses ?? [],
    ...(typeof configuration === 'string' ? { configuration } : {}),
    configurations: namesIn(inherited(chain, 'configurations')),
    ...(typeof generator === 'string' ? { generator } : {}),
    ...(buildType === undefined ? {} : { buildType }),
    hasJobs: inherited(chain, 'jobs') !== undefined,
    containerPath,
  };
}

/** The preset and all that it inherits from, nearest first; undefined when that leads in a circle. */
function ancestry(
  entry: PresetEntry,
  byName: ReadonlyMap<string, PresetEntry>,
  below: readonly PresetEntry[] = [],
): readonly PresetEntry[] | undefined {
  if (below.includes(entry)) {
    return undefined;
  }
  const chain = [entry];
  for (const name of entry.inherits) {
    const parent = byName.get(id({ kind: entry.kind, name }));
    const above = parent ? ancestry(parent, byName, [...below, entry]) : [];
    if (above === undefined) {
      return undefined;
    }
    chain.push(...above);
  }
  return chain;
}

function inherited(chain: readonly PresetEntry[], field: string): unknown {
  // A null says that nothing is inherited.
  const value = chain.find(({ fields }) => field in fields)?.fields[field];
  return value ?? undefined;
}

function environmentOf(chain: readonly PresetEntry[]): ReadonlyMap<string, string | undefined> {
  const environment = new Map<string, string | undefined>();
  for (const { fields } of chain) {
    for (const [name, value] of entriesOf(fields['environment'])) {
      if (!environment.has(name)) {
        environment.set(name, typeof value === 'string' ? value : undefined);
      }
    }
  }
  return environment;
}

function buildTypeOf(chain: readonly PresetEntry[]): string | undefined {
  for (const { fields } of chain) {
    const [, variable] =
      entriesOf(fields['cacheVariables']).find(([name]) => name === 'CMAKE_BUILD_TYPE') ?? [];
    const value: unknown = entriesOf(variable).find(([name]) => name === 'value')?.[1] ?? variable;
    if (typeof value === 'string') {
      return value;
    }
  }
  return undefined;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function id({ kind, name }: PresetUse): string {
  return `${kind}/${name}`;
}
