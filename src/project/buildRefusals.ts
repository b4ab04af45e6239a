import { UserError } from '../base/errors';
import type { CMakeCacheFacts } from '../domain/buildDirectoryState';
import type { ChosenCompilers } from '../domain/compilers';
import type { Toolchain } from '../domain/toolchain';
import { BuildDirectoryError } from './buildDirectoryError';
import { containerBuildDirectory } from './buildSettings';

/** The folder is not in the container, or it is no CMake project. */
export function missingLists(
  container: string,
  sourceContainerPath: string,
  sourceExists: boolean,
): UserError {
  return new UserError(
    sourceExists
      ? `There is no CMakeLists.txt in "${sourceContainerPath}" of the container "${container}". Add one, or open the folder that has it.`
      : `The container "${container}" has no folder "${sourceContainerPath}". Create a dev container that mounts your folder there.`,
  );
}

/** What a build cannot start without, or undefined when all is there; gdb may be missing. */
export function missingTools(container: string, toolchain: Toolchain): UserError | undefined {
  const missing = toolchain.missing.filter((tool) => tool.name !== 'gdb');
  const first = missing[0];
  if (first === undefined) {
    return undefined;
  }
  const names = missing.map((tool) => tool.name).join(', ');
  const install = toolchain.installCommand;
  return new UserError(
    install === undefined
      ? `The container "${container}" has no ${names}, needed to ${first.purpose}. Use an image that has it.`
      : `The container "${container}" has no ${names}, needed to ${first.purpose}. Add it to the image with: ${install}`,
    install === undefined
      ? []
      : [
          {
            title: 'Install in Container',
            command: 'drydock.toolchain.install',
            args: [container],
          },
        ],
  );
}

/** The container's CMake does not read the presets; one before 3.19 would pass over `--preset` in silence. */
export function presetsTooNew(
  container: string,
  preset: string,
  wanted: string,
  present: string | undefined,
): UserError {
  return new UserError(
    `The preset "${preset}" needs CMake ${wanted}, and the container "${container}" has ${present ?? 'another'}. Use an image with a newer CMake, or build without a preset.`,
    [{ title: 'Build Without Preset', command: 'drydock.build.usePreset', args: [''] }],
  );
}

/** The cache belongs to another source folder. */
export function foreignCache(buildDirectory: string, cache: CMakeCacheFacts): BuildDirectoryError {
  return new BuildDirectoryError(
    'foreign',
    `The build folder "${buildDirectory}" was configured elsewhere, for "${cache.sourceDirectory}", and is left as it is. Build in "${containerBuildDirectory}" instead, or remove the folder.`,
    [
      {
        title: `Build in "${containerBuildDirectory}"`,
        command: 'drydock.build.useDirectory',
        args: [containerBuildDirectory],
      },
    ],
  );
}

/** The cache was made by another generator than the one asked for. */
export function otherGenerator(
  buildDirectory: string,
  present: string,
  wanted: string,
): BuildDirectoryError {
  return new BuildDirectoryError(
    'otherGenerator',
    `The build folder "${buildDirectory}" was configured with the generator "${present}", not with "${wanted}". Configure it afresh, or choose another build folder.`,
    [{ title: 'Configure Afresh', command: 'drydock.build.configureFresh' }],
  );
}

/** The cache was made with other compilers than those chosen. */
export function otherCompilers(
  buildDirectory: string,
  { cCompiler, cxxCompiler }: CMakeCacheFacts,
  { cContainerPath, cxxContainerPath }: ChosenCompilers,
): BuildDirectoryError {
  const present = cxxCompiler || cCompiler;
  const wanted = cxxContainerPath ?? cContainerPath ?? '';
  return new BuildDirectoryError(
    'otherCompilers',
    `The build folder "${buildDirectory}" was configured with "${present}", not with "${wanted}", and CMake cannot change the compiler of a cache. Configure it afresh, or choose another build folder.`,
    [{ title: 'Configure Afresh', command: 'drydock.build.configureFresh' }],
  );
}
