import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { installDebianPackages, linuxDistribution } from './debianPackages.mjs';
import { findEngine } from './engineClient.mjs';
import { findProgram, run } from './processes.mjs';
import { SetupError, say } from './say.mjs';

const pidFile = '/var/run/docker.pid';
const logFile = '/var/log/dockerd.log';

/**
 * Resolves with an engine that answers. If none does, Docker is installed and started as root on
 * Debian and Ubuntu; elsewhere the failure is the command for this system. `startedPid` is the
 * dockerd that was started here.
 */
export async function ensureEngine() {
  const found = await findEngine();
  if (found.client) {
    return found;
  }
  if (!isDebianRoot()) {
    throw new SetupError(
      `No container engine answers${reasons(found.tried)}.\n${nextStep(found.tried)}`,
    );
  }
  await installDebianPackages({
    'docker.io': () => findDaemon() !== undefined,
    iptables: () => findProgram('iptables', daemonPath) !== undefined,
  });
  if (existsSync('/run/systemd/system')) {
    say('systemctl start docker');
    await run('systemctl', ['start', 'docker']);
    return await waitForEngine(() => '');
  }
  return await startDaemon();
}

/** dockerd and iptables live where a user's PATH may not lead. */
const daemonPath = `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`;

function findDaemon() {
  return findProgram('dockerd', daemonPath);
}

async function startDaemon() {
  removeStalePidFile();
  say(`starting dockerd (its output is in ${logFile})`);
  const log = openSync(logFile, 'a');
  // A session of its own and a file for its output: whoever waits for this script's pipes must not
  // wait for the daemon too.
  const daemon = spawn(findDaemon(), [], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, PATH: daemonPath },
  });
  let failure = '';
  daemon.once('exit', (code) => (failure = `dockerd ended with ${code}`));
  daemon.once('error', (error) => (failure = error.message));
  daemon.unref();
  const found = await waitForEngine(() => failure);
  return { ...found, startedPid: daemon.pid };
}

/** A dockerd that was killed leaves its pid file, and the next one refuses to start when a process has that id. */
function removeStalePidFile() {
  if (!existsSync(pidFile)) {
    return;
  }
  const pid = readFileSync(pidFile, 'utf8').trim();
  if (programOf(pid) !== 'dockerd') {
    say(`removing ${pidFile}, which a killed dockerd left behind`);
    rmSync(pidFile);
  }
}

function programOf(pid) {
  try {
    return path.basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '');
  } catch {
    return undefined; // no such process
  }
}

/** dockerd answers after 1–8 s; one that has a killed one's containers to clean up needs longer. */
async function waitForEngine(failure) {
  for (const end = Date.now() + 60_000; Date.now() < end && !failure();) {
    const found = await findEngine();
    if (found.client) {
      return found;
    }
    await delay(200);
  }
  const log = existsSync(logFile)
    ? readFileSync(logFile, 'utf8').split('\n').slice(-15).join('\n')
    : '';
  throw new SetupError(`Docker did not start: ${failure() || 'it does not answer'}.\n${log}`);
}

function isDebianRoot() {
  return (
    process.platform === 'linux' && process.getuid() === 0 && findProgram('apt-get') !== undefined
  );
}

function reasons(tried) {
  return tried.length > 0 ? ` (${tried.join('; ')})` : '';
}

function nextStep(tried) {
  if (tried.some((reason) => reason.includes('EACCES'))) {
    return 'You may not use its socket. Run this, then log in again:\n  sudo usermod -aG docker $USER';
  }
  const commands = {
    darwin: 'brew install colima docker && colima start',
    win32: 'winget install Docker.DockerDesktop',
    debian:
      'sudo apt-get install docker.io && sudo usermod -aG docker $USER      (then log in again)',
    fedora: 'sudo dnf install podman && systemctl --user enable --now podman.socket',
    arch: 'sudo pacman -S docker && sudo systemctl start docker && sudo usermod -aG docker $USER      (then log in again)',
    opensuse:
      'sudo zypper install docker && sudo systemctl start docker && sudo usermod -aG docker $USER      (then log in again)',
    alpine:
      'sudo apk add docker && sudo rc-service docker start && sudo addgroup $USER docker      (then log in again)',
  };
  const system = process.platform === 'linux' ? familyOf(linuxDistribution()) : process.platform;
  return `Install and start one:\n  ${commands[system] ?? commands.debian}`;
}

function familyOf(distribution = '') {
  const families = {
    ubuntu: 'debian',
    rhel: 'fedora',
    centos: 'fedora',
    rocky: 'fedora',
    manjaro: 'arch',
    'opensuse-leap': 'opensuse',
    'opensuse-tumbleweed': 'opensuse',
  };
  return families[distribution] ?? distribution;
}
