import { UserError } from '../base/errors';
import type { BuildSettings } from './buildSettings';
import type { ContainerProject } from './containerProject';

/**
 * The same project, built in a container beside the folder's dev container: in a build folder of its
 * own, so that neither touches what the other has made.
 */
export function inOwnFolder(settings: BuildSettings, containerName: string): BuildSettings {
  const { preset } = settings;
  return {
    ...settings,
    buildDirectory: `${settings.buildDirectory}-${suffixOf(containerName)}`,
    ...(preset === undefined ? {} : { preset: { ...preset, namesDirectory: false } }),
  };
}

/** Builds that count what runs stand in folders that end with `-coverage`, and share them with no container. */
function suffixOf(containerName: string): string {
  return /(?:^|-)coverage_*$/.test(containerName) ? `${containerName}_` : containerName;
}

/** Throws where a project would be built among its sources, over what another container has built. */
export function requireOwnFolder({
  system,
  container,
}: Pick<ContainerProject, 'system' | 'container'>): void {
  if (system !== 'cmake' && system !== 'meson') {
    throw new UserError(
      `The container "${container}" cannot build beside others: without CMake or Meson, what is built lies among the sources, and each container would overwrite what the others have built.`,
    );
  }
}
