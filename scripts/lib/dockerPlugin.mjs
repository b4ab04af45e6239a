import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mustRun } from './processes.mjs';
import { cacheFolder } from './root.mjs';

/** Debian 13 has Docker's plugins as packages; Debian 12 does not. */
const release = 'trixie';

/**
 * A folder for DOCKER_CONFIG in which the docker CLI has a plugin, `compose` or `buildx`, and nothing
 * else: Debian's, fetched by apt without installing it, so that a test chooses when the CLI has it.
 */
export async function dockerPlugin(name) {
  const folder = path.join(cacheFolder, `docker-${name}`);
  if (existsSync(folder)) {
    return folder;
  }
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(path.join(cacheFolder, 'plugin-'));
  try {
    await download(work, `docker-${name}`);
    await mustRun('sh', ['-c', 'dpkg-deb -x *.deb tree'], { cwd: work });
    // Whole or not there: another run may be doing the same.
    if (!existsSync(folder)) {
      renameSync(path.join(work, 'tree/usr/libexec/docker'), folder);
    }
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** With lists of its own, so that the machine's packages stay as they are. */
async function download(work, name) {
  const lists = mkdtempSync(path.join(os.tmpdir(), 'drydock-apt-'));
  try {
    mkdirSync(path.join(lists, 'state/lists/partial'), { recursive: true });
    mkdirSync(path.join(lists, 'cache/archives/partial'), { recursive: true });
    const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
    writeFileSync(
      path.join(lists, 'sources.list'),
      `deb [signed-by=${keyring}] http://deb.debian.org/debian ${release} main\n`,
    );
    const options = [
      `Dir::State=${lists}/state`,
      'Dir::State::status=/var/lib/dpkg/status',
      `Dir::Cache=${lists}/cache`,
      `Dir::Etc::sourcelist=${lists}/sources.list`,
      'Dir::Etc::sourceparts=-',
      'APT::Sandbox::User=root',
    ].flatMap((option) => ['-o', option]);
    await mustRun('apt-get', [...options, 'update', '-qq']);
    await mustRun('apt-get', [...options, 'download', '-qq', name], { cwd: work });
  } finally {
    rmSync(lists, { recursive: true, force: true });
  }
}
