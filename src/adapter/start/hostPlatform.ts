import process from 'node:process';
import type { HostPlatform } from '../../domain/pathMap';

/** The form of host paths where the adapter runs. */
export function hostPlatform(): HostPlatform {
  if (process.platform === 'win32' || process.platform === 'darwin') {
    return process.platform;
  }
  return process.env['WSL_DISTRO_NAME'] ? 'wsl' : 'linux';
}
