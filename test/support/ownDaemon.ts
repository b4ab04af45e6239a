import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accepting } from './listening';
import { spawnInOwnNetwork } from './ownNetwork';

/** A dockerd of a test's own, which may be stopped, killed and made to hang. */
export interface OwnDaemon {
  readonly endpoint: string;
  start(): Promise<void>;
  /** Ends it; SIGKILL leaves its socket behind. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Has it hang, or go on. */
  freeze(isFrozen: boolean): void;
  dispose(): Promise<void>;
}

/**
 * Prepares a dockerd whose data have so many bytes. It is in a network namespace of its own, because
 * one without a bridge takes away that of the engine of this machine. Needs root, as dockerd does.
 */
export async function ownDaemon(bytes: number): Promise<OwnDaemon> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-daemon-'));
  const file = (name: string): string => join(folder, name);
  await mkdir(file('data'));
  await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'drydock-test', file('data')]);
  let daemon: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    daemon = spawnInOwnNetwork(
      [
        ...['dockerd', '-H', `unix://${file('docker.sock')}`],
        ...['--data-root', file('data'), '--exec-root', file('run'), '--pidfile', file('pid')],
        ...['--bridge=none', '--iptables=false', '--storage-driver=vfs'],
      ],
      {},
    );
    daemon.stdout?.resume();
    daemon.stderr?.resume();
    // unshare becomes dockerd, so its process is the daemon's.
    await accepting(file('docker.sock'), daemon);
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const ended = daemon && exitOf(daemon);
    daemon?.kill(signal);
    await ended;
    daemon = undefined;
    // Its containerd dies with it, but where nobody reaps it the next daemon takes it for alive.
    await rm(file('run/containerd/containerd.pid'), { force: true });
  };
  return {
    endpoint: `unix://${file('docker.sock')}`,
    start,
    end,
    freeze: (isFrozen) => void daemon?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT'),
    dispose: async () => {
      daemon?.kill('SIGCONT');
      await end('SIGTERM');
      await run('umount', ['-l', file('data')]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function exitOf(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));
}

async function run(program: string, argv: readonly string[]): Promise<void> {
  const child = spawn(program, argv, { stdio: ['ignore', 'ignore', 'inherit'] });
  await exitOf(child);
  if (child.exitCode !== 0) {
    throw new Error(`${program} ${argv.join(' ')} ended with ${child.exitCode}.`);
  }
}
