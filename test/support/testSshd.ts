import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../../scripts/lib/processes.mjs';
import { installTestPeers, serverPath } from '../../scripts/lib/testPeers.mjs';
import { accepting } from './listening';
import { freePort } from './testRegistry';

/** An ssh server on loopback, which lets this user in, and an `ssh` that knows it and nothing else. */
export interface TestSshd {
  /** A name that only the `ssh` of {@link folder} knows. */
  readonly host: string;
  /** To be first in the search path: its `ssh` reads a configuration of its own, not the user's. */
  readonly folder: string;
  dispose(): Promise<void>;
}

/** Starts OpenSSH's server with a host key, an authorized key and a port of its own. */
export async function startSshd(): Promise<TestSshd> {
  await installTestPeers();
  const folder = await mkdtemp(join(tmpdir(), 'drydock-sshd-'));
  const file = (name: string): string => join(folder, name);
  const port = await freePort('127.0.0.1');
  await Promise.all([makeKey(file('host')), makeKey(file('user'))]);
  await writeFile(
    file('sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${file('host')}`,
      `AuthorizedKeysFile ${file('user.pub')}`,
      `PidFile none`,
      'PermitRootLogin prohibit-password',
      'PasswordAuthentication no',
      'UsePAM no',
      'StrictModes no',
    ].join('\n'),
  );
  const host = 'drydock-lab';
  await writeFile(
    file('config'),
    [
      `Host ${host}`,
      '  HostName 127.0.0.1',
      `  Port ${port}`,
      `  User ${userInfo().username}`,
      `  IdentityFile ${file('user')}`,
      '  IdentitiesOnly yes',
      '  StrictHostKeyChecking accept-new',
      `  UserKnownHostsFile ${file('known_hosts')}`,
      // As whoever works with engines behind ssh has it: connections share one.
      '  ControlMaster auto',
      `  ControlPath ${file('%C')}`,
      '  ControlPersist 60',
    ].join('\n'),
  );
  await writeFile(
    file('ssh'),
    `#!/bin/sh\nexec ${findProgram('ssh') ?? 'ssh'} -F ${file('config')} "$@"\n`,
  );
  await chmod(file('ssh'), 0o755);
  // The server insists on it; a service of the system makes it at start-up.
  await mkdir('/run/sshd', { recursive: true });
  const sshd = spawn(
    findProgram('sshd', serverPath) ?? 'sshd',
    ['-D', '-e', '-f', file('sshd_config')],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  await accepting(port, sshd);
  return {
    host,
    folder,
    dispose: async () => {
      // The shared connection stays otherwise; there is none when nothing was asked.
      await promisify(execFile)(file('ssh'), ['-O', 'exit', host]).catch(() => undefined);
      const ended = new Promise((resolve) => sshd.once('exit', resolve));
      sshd.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makeKey(file: string): Promise<void> {
  await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
}
