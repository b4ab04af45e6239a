import { configureArguments, presetConfigureArguments } from '../domain/cmakeArguments';
import { compilerArguments } from '../domain/compilers';
import type { BuildSettings } from './buildSettings';
import { coverageArguments } from './coverageSettings';

/** The arguments of `cmake` for a configure step; `define` goes into the cache this once. */
export function configureCommand(
  { preset, compilers, buildType, coverage, configureArguments: always = [] }: BuildSettings,
  {
    sourceContainerPath,
    buildContainerPath,
    generator,
    define,
  }: {
    readonly sourceContainerPath: string;
    readonly buildContainerPath: string;
    readonly generator: string;
    readonly define: readonly string[];
  },
): readonly string[] {
  const more = [
    ...always,
    ...(coverage === true ? coverageArguments(buildContainerPath) : []),
    ...define.map((definition) => `-D${definition}`),
  ];
  return preset
    ? presetConfigureArguments({
        preset: preset.configure,
        ...(preset.namesDirectory ? {} : { buildContainerPath }),
        more,
      })
    : configureArguments({
        sourceContainerPath,
        buildType,
        generator,
        more: [...(compilers ? compilerArguments(compilers) : []), ...more],
      });
}

/** One line, by which the configure step that made a build folder is known again. */
export function noteOf(command: readonly string[]): string {
  return JSON.stringify(command);
}
