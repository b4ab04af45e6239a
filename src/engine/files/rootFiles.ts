import { posix } from 'node:path';
import type { ContainerEngine } from '../containerEngine';
import { EngineError } from '../engineError';
import type { ShellHelpers } from '../shellHelpers';
import { volumeHelperLabel } from '../volumeHelper';
import { shellFiles } from './shellFiles';
import type { ShellWays } from './fileWays';

/** Where a container that sees the processes of another one has that one's root folder. */
const root = '/proc/1/root';

/**
 * Does something with the files of a container that runs and has no shell: a helper with one sees its
 * processes, and with them its root folder as they see it, mounts included. Resolves with nothing where
 * that cannot be: the first process that the helper would see must be the container's own.
 */
export async function withRootFiles<T>(
  engine: ContainerEngine,
  helpers: ShellHelpers,
  container: string,
  work: (ways: Pick<ShellWays, 'rename' | 'remove'>) => Promise<T>,
): Promise<{ readonly result: T } | undefined> {
  const { id, state, pidMode } = await engine.inspectContainer(container);
  // Podman calls its own ones "private".
  if (state !== 'running' || !['', 'private'].includes(pidMode)) {
    return undefined;
  }
  const helper = await helpers.open({
    network: 'none',
    labels: { [volumeHelperLabel]: `container:${id}` },
    pid: `container:${id}`,
    // The root folder of a process is shown only to those who may trace it.
    capAdd: ['SYS_PTRACE'],
  });
  if (!helper) {
    return undefined;
  }
  const ways = shellFiles(engine, helper.container);
  const inRoot = async (path: string): Promise<string> =>
    root + (await withoutLinks(engine, container, path));
  try {
    return {
      result: await work({
        rename: async (from, to, overwrite, signal) =>
          ways.rename(await inRoot(from), await inRoot(to), overwrite, signal),
        remove: async (path, signal) => ways.remove(await inRoot(path), signal),
      }),
    };
  } catch (error) {
    throw inWordsOf(container, helper.container, error);
  } finally {
    await helpers.end(helper);
  }
}

/** Links in the folders above would lead into the helper's own files. */
async function withoutLinks(
  engine: ContainerEngine,
  container: string,
  path: string,
): Promise<string> {
  let folder = '/';
  for (const name of posix.dirname(path).split('/').filter(Boolean)) {
    const next = posix.join(folder, name);
    folder = (await engine.statPath(container, next)).linkTarget ?? next;
  }
  return posix.join(folder, posix.basename(path));
}

function inWordsOf(container: string, helper: string, error: unknown): unknown {
  if (!(error instanceof EngineError)) {
    return error;
  }
  const message = error.message.replaceAll(`"${helper}"`, `"${container}"`).replaceAll(root, '');
  return new EngineError(error.kind, message, error.nextSteps, { cause: error });
}
