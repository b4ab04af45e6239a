import type { BuildSettings } from './buildSettings';

/**
 * The same project, built to count what runs, in a folder of its own beside the usual one. The flags are
 * those that CMake starts from, so that the project's and the user's own come after them.
 */
export function coverageSettings(settings: BuildSettings): BuildSettings {
  const { preset, configureArguments = [] } = settings;
  return {
    ...settings,
    buildDirectory: `${settings.buildDirectory}-coverage`,
    configureArguments: [
      ...configureArguments,
      '-DCMAKE_C_FLAGS_INIT=--coverage',
      '-DCMAKE_CXX_FLAGS_INIT=--coverage',
      // A project of C++ alone does not use the first.
      '--no-warn-unused-cli',
    ],
    ...(preset === undefined ? {} : { preset: { ...preset, namesDirectory: false } }),
  };
}
