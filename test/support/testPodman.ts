import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import process from 'node:process';
import { installTestPeers } from '../../scripts/lib/testPeers.mjs';
import { silentLogger } from '../../src/base/logger';
import { openEngine } from '../../src/engine/openEngine';
import { testImage } from './contractSuite';
import { accepting } from './listening';
import { spawnInOwnNetwork } from './ownNetwork';

/** A Podman of its own, which knows the test image and nothing else. */
export interface TestPodman {
  /** Where its service listens. */
  readonly endpoint: string;
  dispose(): Promise<void>;
}

/**
 * Starts the service of Debian's Podman with its own storage, networks and socket below a temporary
 * folder, so that it knows nothing of what else Podman has on this machine.
 */
export async function startPodman(): Promise<TestPodman> {
  await installTestPeers();
  const folder = await mkdtemp(join(tmpdir(), 'drydock-podman-'));
  const socket = join(folder, 'podman.sock');
  await writeFile(join(folder, 'containers.conf'), configuration);
  const options = Object.entries({
    root: 'root',
    runroot: 'run',
    tmpdir: 'tmp',
    volumepath: 'volumes',
    'network-config-dir': 'networks',
  }).map(([option, name]) => ({ option, path: join(folder, name) }));
  await Promise.all(options.map(({ path }) => mkdir(path)));
  const flags = options.flatMap(({ option, path }) => [`--${option}`, path]);
  const podman = (...argv: readonly string[]): ChildProcess =>
    spawnInOwnNetwork(['podman', ...flags, ...argv], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        CONTAINERS_CONF: join(folder, 'containers.conf'),
        // What it is sent lies there for a while, and for ever when it is ended meanwhile.
        TMPDIR: folder,
      },
    });
  const service = podman('system', 'service', '--time=0', `unix://${socket}`);
  const dispose = async (): Promise<void> => {
    service.kill();
    await exitOf(service);
    // Unmounts what it has mounted, which no other program can.
    await exitOf(podman('system', 'reset', '--force'));
    await endProcessesOf(folder);
    await removeStorage(folder);
  };
  const endpoint = `unix://${socket}`;
  try {
    await accepting(socket, service);
    await loadTestImage(endpoint);
  } catch (error) {
    await dispose();
    throw error;
  }
  return { endpoint, dispose };
}

/**
 * Its own limits are above what a container of its own may set; given apart, Podman 4.3 takes the hard
 * one for the soft one and the other way round.
 */
const configuration = `
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
`;

/** Takes the image from the engine of this machine. */
async function loadTestImage(endpoint: string): Promise<void> {
  const [docker, podman] = [undefined, endpoint].map((url) =>
    openEngine({ log: silentLogger, endpoint: () => url }),
  );
  if (docker && podman) {
    await podman.loadImages(await docker.saveImages([testImage]));
    docker.dispose();
    podman.dispose();
  }
}

/** What was begun before the end may still write or mount something. */
async function removeStorage(folder: string): Promise<void> {
  for (let tries = 30; tries > 0; tries -= 1) {
    await unmountBelow(folder);
    try {
      await rm(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (tries === 1) {
        throw error;
      }
      await delay(100);
    }
  }
}

/** A reset that comes while a monitor still holds the storage leaves it mounted. */
async function unmountBelow(folder: string): Promise<void> {
  const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n');
  const places = mounts.flatMap((line) => line.split(' ')[1] ?? []).reverse();
  for (const place of places.filter((one) => one.startsWith(`${folder}/`))) {
    await exitOf(spawn('umount', [place], { stdio: 'ignore' }));
  }
}

function exitOf(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));
}

/** The monitor of each exec stays for five minutes after it, whatever becomes of the container. */
async function endProcessesOf(folder: string): Promise<void> {
  const numbers = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  for (const pid of numbers) {
    // Others come and go meanwhile.
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes('conmon') && line.includes(folder)) {
      process.kill(pid);
    }
  }
}
