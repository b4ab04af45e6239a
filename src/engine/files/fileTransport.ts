import { randomUUID } from 'node:crypto';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { parseFolderListing } from '../../domain/folderListing';
import type { PathStat } from '../../domain/pathStat';
import type { ContainerEngine } from '../containerEngine';
import { EngineError } from '../engineError';
import { onPath, runShell, shellError } from './runShell';

/** A way to the files of one container: what everything else is made from. */
export interface FileTransport {
  /** A link is not followed; its `linkTarget` is where it leads in the end. */
  stat(containerPath: string, signal?: AbortSignal): Promise<PathStat>;
  /** An archive of a file or a folder, under its last name. */
  get(containerPath: string, signal?: AbortSignal): Promise<Readable>;
  put(folderContainerPath: string, archive: Readable, signal?: AbortSignal): Promise<void>;
}

/** By the engine: in containers that have stopped, and in those without a shell. */
export function engineTransport(engine: ContainerEngine, container: string): FileTransport {
  return {
    stat: (path, signal) => engine.statPath(container, path, signal),
    get: (path, signal) => engine.getArchive(container, path, signal),
    put: (folder, archive, signal) =>
      engine.putArchive(container, folder, archive, { keepTypes: true }, signal),
  };
}

/** By programs of the container: for what only its own processes see. */
export function execTransport(engine: ContainerEngine, container: string): FileTransport {
  return {
    async stat(path, signal) {
      const mark = randomUUID();
      const script = `
        [ -e "$1" ] || [ -L "$1" ] || exit 17
        stat -c "$2 f %f %s %Y %n" -- "$1" || exit
        [ ! -L "$1" ] || printf '%s' "$2 l $(readlink -f -- "$1")"`;
      const action = onPath('look at', path, container);
      const { exitCode, stdout } = await runShell(
        engine,
        container,
        { script, words: [path, mark], action, accepts: [17] },
        signal,
      );
      const [entry] = parseFolderListing(stdout, mark);
      if (exitCode === 17 || !entry) {
        throw new EngineError('pathMissing', `${action.subject} does not exist.`);
      }
      const linkTarget = stdout.split(`${mark} l `)[1];
      return { ...entry, ...(linkTarget && { linkTarget }) };
    },

    async get(path, signal) {
      const folder = posix.dirname(path);
      const name = posix.basename(path) || '.';
      const argv = ['tar', '-c', '-f', '-', '-C', folder, '--', name];
      const process = await engine.exec(container, { argv, user: '0' }, signal);
      // A tar that fails ends the archive too early, which its reader notices.
      process.stderr.resume();
      process.exit.catch(() => undefined);
      process.stdout.once('close', () => process.dispose());
      return process.stdout;
    },

    async put(folder, archive, signal) {
      const argv = ['tar', '-x', '-p', '-f', '-', '-C', folder];
      const process = await engine.exec(container, { argv, user: '0', stdin: true }, signal);
      try {
        process.stdout.resume();
        const [exitCode, stderr] = await Promise.all([
          process.exit,
          text(process.stderr),
          pipeline(archive, process.stdin, { ...(signal && { signal }) }),
        ]);
        if (exitCode !== 0) {
          throw shellError(stderr, onPath('write to', folder, container));
        }
      } finally {
        process.dispose();
      }
    },
  };
}
