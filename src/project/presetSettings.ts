import { presetBinaryDirectory, type CMakePreset } from '../domain/presets/cmakePresets';
import type { BuildSettings, PresetChoice } from './buildSettings';
import type { ProjectPresets } from './readPresets';

/** The settings of a folder that is built by presets. */
export function withPreset(
  plain: BuildSettings,
  presets: ProjectPresets,
  configure: CMakePreset,
  { build, test }: { readonly build?: CMakePreset; readonly test?: CMakePreset },
  sourceContainerPath: string,
): BuildSettings {
  const directory = presetBinaryDirectory(presets.files, configure.name, {
    sourceDirectory: sourceContainerPath,
    containerEnvironment: presets.containerEnvironment,
  });
  const choice: PresetChoice = {
    configure: configure.name,
    ...(build === undefined ? {} : { build: build.name }),
    ...(test === undefined ? {} : { test: test.name }),
    hasJobs: build?.hasJobs ?? false,
    ...(build?.configuration === undefined ? {} : { configuration: build.configuration }),
    namesDirectory: directory.kind !== 'unset',
    minimumCMake: presets.minimumCMake,
  };
  return {
    ...plain,
    preset: choice,
    ...(directory.kind === 'known' ? { buildDirectory: directory.containerPath } : {}),
  };
}
