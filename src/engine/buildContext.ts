import dockerignore from '@balena/dockerignore';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { Readable } from 'node:stream';
import { pack, type Pack } from 'tar-stream';
import { errorMessage, UserError } from '../base/errors';
import { EngineError } from './engineError';
import { addHostEntry, withSlashes } from './files/hostEntry';

/**
 * The tar archive of a build context, read while it is sent. What `.dockerignore` names is left
 * out, except the Dockerfile and `.dockerignore` itself, which the engine needs. BuildKit takes a
 * `.dockerignore` that bears the Dockerfile's name for it alone.
 */
export async function openBuildContext(
  contextHostPath: string,
  dockerfile: string,
  builder: 'classic' | 'BuildKit' = 'classic',
): Promise<Readable> {
  await checkDockerfile(contextHostPath, dockerfile);
  const needed = new Set([withSlashes(normalize(dockerfile)), '.dockerignore']);
  const own = builder === 'BuildKit' ? [`${dockerfile}.dockerignore`] : [];
  const filter = await readIgnoreFile(contextHostPath, needed, [...own, '.dockerignore']);
  const archive = pack();
  addFolder(archive, contextHostPath, '', filter).then(
    () => archive.finalize(),
    (error: unknown) => {
      archive.destroy(error instanceof Error ? error : new Error(errorMessage(error)));
    },
  );
  return Readable.from(archive, { objectMode: false });
}

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
  names: readonly string[],
): Promise<ContextFilter> {
  const texts = await Promise.all(names.map((name) => readIfThere(join(contextHostPath, name))));
  const text = texts.find((each) => each !== undefined) ?? '';
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
async function readIfThere(hostPath: string): Promise<string | undefined> {
  try {
    return await readFile(hostPath, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return undefined;
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
      await addHostEntry(archive, hostPath, path, stats);
    }
    if (stats.isDirectory() && (included || filter.mayIncludeBelow(path))) {
      await addFolder(archive, contextHostPath, path, filter);
    }
  }
}
