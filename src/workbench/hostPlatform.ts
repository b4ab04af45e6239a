import { env, platform } from 'node:process';
import type { HostPlatform } from '../domain/pathMap';

/** The form of paths where the extension runs. */
export function hostPlatform(): HostPlatform {
  switch (platform) {
    case 'win32':
    case 'darwin':
      return platform;
    default:
      // WSL sets it for every process of a distribution.
      return env['WSL_DISTRO_NAME'] === undefined ? 'linux' : 'wsl';
  }
}
