import { posix } from 'node:path';
import { joinPresets, type CMakePresets } from '../domain/presets/cmakePresets';
import { expandMacros } from '../domain/presets/presetMacros';
import {
  parsePresetsFile,
  type PresetProblem,
  type PresetsFile,
} from '../domain/presets/presetsFile';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';
import { splitRecords } from './splitRecords';

/** The presets of a project, as the files in its container have them. */
export interface ProjectPresets extends CMakePresets {
  readonly files: readonly PresetsFile[];
  readonly containerEnvironment: ReadonlyMap<string, string>;
}

/**
 * Reads `CMakePresets.json`, `CMakeUserPresets.json` and what they include, from the container, since
 * they may include files that only it has: one exec for each depth of inclusion. Undefined when the
 * folder has neither.
 */
export async function readPresets(
  engine: ContainerEngine,
  container: string,
  sourceContainerPath: string,
  env: readonly string[],
  signal?: AbortSignal,
): Promise<ProjectPresets | undefined> {
  const files = new Map<string, PresetsFile>();
  const problems: PresetProblem[] = [];
  let containerEnvironment: ReadonlyMap<string, string> = new Map();
  let wanted: readonly Wanted[] = ['CMakePresets.json', 'CMakeUserPresets.json'].map((name) => ({
    containerPath: posix.join(sourceContainerPath, name),
  }));
  while (wanted.length > 0) {
    const paths = [...new Set(wanted.map(({ containerPath }) => containerPath))];
    const { stdout } = await runInContainer(
      engine,
      container,
      { argv: ['sh', '-c', script, 'sh', ...paths], env },
      signal,
    );
    const records = splitRecords(stdout);
    containerEnvironment = environmentOf(records.get('') ?? '');
    const read = paths.flatMap((path) => {
      const text = records.get(path);
      return text === undefined ? [] : [parsePresetsFile(path, text)];
    });
    for (const file of read) {
      files.set(file.containerPath, file);
    }
    problems.push(...missingIncludes(wanted, files));
    wanted = read
      .flatMap((file) => includesOf(file, sourceContainerPath, containerEnvironment))
      .filter(({ containerPath }) => !files.has(containerPath));
  }
  if (files.size === 0) {
    return undefined;
  }
  const all = [...files.values()];
  const joined = joinPresets(all);
  return {
    ...joined,
    problems: [...joined.problems, ...problems],
    files: all,
    containerEnvironment,
  };
}

/** A file to be read, and who includes it. */
interface Wanted {
  readonly containerPath: string;
  readonly by?: Omit<PresetProblem, 'message'>;
}

const script = String.raw`
printf '\036\n'
cat /proc/self/environ
for file in "$@"; do
  if [ -f "$file" ]; then
    printf '\036%s\n' "$file"
    cat "$file"
  fi
done
exit 0
`;

function includesOf(
  file: PresetsFile,
  sourceDirectory: string,
  containerEnvironment: ReadonlyMap<string, string>,
): Wanted[] {
  return file.includes.flatMap(({ text, place }) => {
    const fileDirectory = posix.dirname(file.containerPath);
    const expanded = expandMacros(text, {
      sourceDirectory,
      presetName: '',
      fileDirectory,
      environment: new Map(),
      containerEnvironment,
    });
    return expanded === undefined
      ? []
      : [
          {
            containerPath: posix.resolve(fileDirectory, expanded),
            by: { containerPath: file.containerPath, place },
          },
        ];
  });
}

function missingIncludes(
  wanted: readonly Wanted[],
  files: ReadonlyMap<string, PresetsFile>,
): PresetProblem[] {
  return wanted.flatMap(({ containerPath, by }) =>
    by && !files.has(containerPath)
      ? [{ ...by, message: `There is no file "${containerPath}" in the container.` }]
      : [],
  );
}

function environmentOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('\0').flatMap((entry) => {
      const end = entry.indexOf('=');
      return end > 0 ? [[entry.slice(0, end), entry.slice(end + 1)] as const] : [];
    }),
  );
}
