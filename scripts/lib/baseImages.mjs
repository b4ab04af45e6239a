import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { installDebianPackages } from './debianPackages.mjs';
import { findProgram, mustRun } from './processes.mjs';
import { SetupError, say } from './say.mjs';

/** How long a registry may take to answer at all before debootstrap takes its place. */
const registryPatienceMs = 10_000;

/** Makes sure that `debian:<release>-slim` is there: pulled, or else built from Debian's packages. */
export async function ensureBaseImage(engine, release) {
  const reference = `debian:${release}-slim`;
  if (await hasImage(engine, reference)) {
    return;
  }
  say(`pulling ${reference}`);
  const refusal = await pull(engine, reference);
  if (refusal === undefined) {
    return;
  }
  say(`no registry (${refusal}); building ${reference} with debootstrap instead`);
  await bootstrapImage(engine, release, reference);
}

/** Whether the engine has an image of this name. */
export async function hasImage(engine, reference) {
  try {
    await engine.request('GET', `/images/${reference}/json`);
    return true;
  } catch (error) {
    if (error.statusCode === 404) {
      return false;
    }
    throw error;
  }
}

/** Resolves with the reason when the registry does not answer within seconds or has no such image. */
async function pull(engine, reference) {
  const [name, tag] = reference.split(':');
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), registryPatienceMs);
  try {
    await engine.progress('POST', '/images/create', {
      query: { fromImage: `docker.io/library/${name}`, tag },
      signal: silence.signal,
      onLine: () => clearTimeout(timer),
    });
    return undefined;
  } catch (error) {
    return silence.signal.aborted ? 'it does not answer' : error.message.split('\n')[0];
  } finally {
    clearTimeout(timer);
  }
}

/** Builds a minimal Debian from its packages and imports it under the given name. */
async function bootstrapImage(engine, release, reference) {
  if (process.platform !== 'linux' || process.getuid() !== 0) {
    throw new SetupError(
      `The image "${reference}" is missing and no registry answers. Load it from a machine that has it:\n` +
        `  docker save ${reference} | gzip > debian.tar.gz      (there)\n` +
        `  docker load -i debian.tar.gz                         (here)`,
    );
  }
  await installDebianPackages({ debootstrap: () => findProgram('debootstrap') !== undefined });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-debootstrap-'));
  try {
    const scripts = '/usr/share/debootstrap/scripts';
    // An older debootstrap does not know a newer release by name; all recent ones share one script.
    const script = existsSync(path.join(scripts, release)) ? [] : [path.join(scripts, 'sid')];
    const mirror = 'http://deb.debian.org/debian';
    await mustRun('debootstrap', ['--variant=minbase', release, folder, mirror, ...script]);
    rmSync(path.join(folder, 'var/cache/apt/archives'), { recursive: true, force: true });
    await importImage(engine, folder, reference);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes an image of one layer out of a folder, with the command that Debian's own images have. */
export async function importImage(engine, folder, reference) {
  const [repo, tag] = reference.split(':');
  const archive = spawn('tar', ['-C', folder, '-c', '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await engine.progress('POST', '/images/create', {
    query: { fromSrc: '-', repo, tag, changes: 'CMD ["bash"]' },
    body: archive.stdout,
  });
}
