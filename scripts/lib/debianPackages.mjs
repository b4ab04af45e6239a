import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { findProgram, mustRun } from './processes.mjs';
import { SetupError, say } from './say.mjs';

/**
 * Makes sure that each Debian package is there, told by its probe. As root on Debian or Ubuntu what
 * is missing is installed; anywhere else the command that does it is the answer.
 */
export async function installDebianPackages(probes, { optional = false } = {}) {
  const missing = Object.keys(probes).filter((name) => !probes[name]());
  if (missing.length === 0) {
    return true;
  }
  if (process.platform === 'linux' && process.getuid() === 0 && findProgram('apt-get')) {
    say(`apt-get install ${missing.join(' ')}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await mustRun('apt-get', ['update', '-qq'], { env });
    await mustRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
      env,
    });
    return true;
  }
  if (optional) {
    return false;
  }
  throw new SetupError(
    `${missing.join(', ')} missing. Install with:\n  ${installCommand(missing)}`,
  );
}

/** The command with which this system installs packages that Debian knows by these names. */
function installCommand(names) {
  const known = {
    darwin: () => `brew install ${names.join(' ')}`,
    win32: () => `winget install ${names.join(' ')}`,
  }[process.platform];
  if (known) {
    return known();
  }
  const managers = [
    ['apt-get', 'sudo apt-get install'],
    ['dnf', 'sudo dnf install'],
    ['zypper', 'sudo zypper install'],
    ['pacman', 'sudo pacman -S'],
    ['apk', 'sudo apk add'],
  ];
  const manager = managers.find(([program]) => findProgram(program));
  return `${manager?.[1] ?? 'install'} ${names.join(' ')}`;
}

/** The id of the Linux distribution, such as `debian`, or undefined elsewhere. */
export function linuxDistribution() {
  const file = '/etc/os-release';
  if (!existsSync(file)) {
    return undefined;
  }
  return /^ID="?([^"\n]+)/m.exec(readFileSync(file, 'utf8'))?.[1];
}
