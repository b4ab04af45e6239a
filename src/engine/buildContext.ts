import dockerignore from '@balena/dockerignore';
import { createReadStream, type Stats } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack, type Header, type Pack } from 'tar-stream';
import { errorMessage, UserError } from '../base/errors';
import { EngineError } from './engineError';

/**
 * The tar archive of a build context, read while it is sent. What `.dockerignore` names is left
 * out, except the Dockerfile and `.dockerignore` itself, which the engine needs.
 */
export async function openBuildContext(
  contextHostPath: string,
  dockerfile: string,
): Promise<Readable> {
  await checkDockerfile(contextHostPath, dockerfile);
  const needed = new Set([withSlashes(normalize(dockerfile)), '.dockerignore']);
  const filter = await readIgnoreFile(contextHostPath, needed);
  const archive = pack();
  addFolder(archive, contextHostPath, '', filter).then(
    () => archive.finalize(),
    (error: unknown) => {
      archive.destroy(error instanceof Error ? error : new Error(errorMessage(error)));
    },
  );
  return Readable.from(archive, { objectMode: false });
}

type FileHeader = Pick<Header, 'name' | 'size' | 'mode' | 'mtime' | 'type'>;

interface ContextFilter {
  /** `path` is relative to the context, with slashes. */
  readonly includes: (path: string) => boolean;
  /** Whether something below a folder that is left out may be let in again. */
  readonly mayIncludeBelow: (folder: string) => boolean;
}

async function checkDockerfile(contextHostPath: string, dockerfile: string): Promise<void> {
  const hostPath = join(contextHostPath, dockerfile);
  const isFile = await lstat(hostPath).then(
    (stats) => !stats.isDirectory(),
    () => false,
  );
  if (!isFile) {
    throw new EngineError(
      'notFound',
      `There is no Dockerfile at "${hostPath}". Create it, or choose another one.`,
    );
  }
}

async function readIgnoreFile(
  contextHostPath: string,
  needed: ReadonlySet<string>,
): Promise<ContextFilter> {
  const text = await readIfThere(join(contextHostPath, '.dockerignore'));
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const ignore = dockerignore({ ignorecase: false }).add(patterns);
  const hasExceptions = patterns.some((pattern) => pattern.trim().startsWith('!'));
  return {
    includes: (path) => needed.has(path) || !ignore.ignores(path),
    mayIncludeBelow: (folder) =>
      hasExceptions || [...needed].some((path) => path.startsWith(`${folder}/`)),
  };
}

/** A file that is there but cannot be read is an error: what it names would be sent. */
async function readIfThere(hostPath: string): Promise<string> {
  try {
    return await readFile(hostPath, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return '';
    }
    throw new UserError(
      `"${hostPath}" cannot be read (${errorMessage(error)}), so nothing was sent to the engine. Make it readable, or remove it.`,
    );
  }
}

async function addFolder(
  archive: Pack,
  contextHostPath: string,
  folder: string,
  filter: ContextFilter,
): Promise<void> {
  const names = await readdir(join(contextHostPath, folder));
  for (const name of names.sort()) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const hostPath = join(contextHostPath, path);
    const stats = await lstat(hostPath);
    const included = filter.includes(path);
    if (included) {
      await addEntry(archive, hostPath, path, stats);
    }
    if (stats.isDirectory() && (included || filter.mayIncludeBelow(path))) {
      await addFolder(archive, contextHostPath, path, filter);
    }
  }
}

/** Sockets, pipes and devices are left out, as the docker CLI leaves them out. */
async function addEntry(
  archive: Pack,
  hostPath: string,
  path: string,
  stats: Stats,
): Promise<void> {
  const header = {
    name: path,
    // Windows knows no mode; the docker CLI sends everything as executable from there.
    mode: process.platform === 'win32' ? 0o755 : stats.mode & 0o7777,
    mtime: stats.mtime,
  };
  if (stats.isDirectory()) {
    archive.entry({ ...header, type: 'directory' });
  } else if (stats.isSymbolicLink()) {
    archive.entry({ ...header, type: 'symlink', linkname: withSlashes(await readlink(hostPath)) });
  } else if (stats.isFile()) {
    await addFile(archive, hostPath, { ...header, type: 'file', size: stats.size });
  }
}

async function addFile(archive: Pack, hostPath: string, header: FileHeader): Promise<void> {
  if (header.size === 0) {
    archive.entry(header, Buffer.alloc(0));
  } else {
    await pipeline(createReadStream(hostPath, { end: header.size - 1 }), archive.entry(header));
  }
}

function withSlashes(path: string): string {
  return path.split(sep).join('/');
}
