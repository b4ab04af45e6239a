import type { PathStat } from '../domain/pathStat';
import type { Action } from './apiError';
import type { ArchiveOperations } from './archiveOperations';
import { containerPath, onContainer, type DriverContext } from './driverContext';
import { EngineError } from './engineError';
import { statFromHeader } from './fromDockerStat';
import { sendArchive } from './sendArchive';

/** Files of containers by Docker's API. */
export function dockerArchive(context: DriverContext): ArchiveOperations {
  const { client, names } = context;
  const on = (verb: string, path: string, container: string): Action => ({
    what: `${verb} "${path}" in the container "${names.of(container)}"`,
    subject: `"${path}" in the container "${names.of(container)}"`,
    about: 'path',
  });

  return {
    async statPath(container, path, signal): Promise<PathStat> {
      const action = on('look at', path, container);
      const answer = await client.head(
        { method: 'HEAD', path: `${containerPath(container)}/archive`, query: { path } },
        signal,
      );
      if (answer.status === 200) {
        return statFromHeader(answer.headers['x-docker-container-path-stat'], action);
      }
      if (answer.status === 404) {
        // An answer without a body does not tell whether the path is missing or the container.
        await client.text(
          { method: 'GET', path: `${containerPath(container)}/json` },
          onContainer(context, 'inspect', container),
          signal,
        );
        throw new EngineError('pathMissing', `${action.subject} does not exist.`);
      }
      throw new EngineError(
        answer.status === 403 ? 'accessDenied' : 'failed',
        `The engine could not ${action.what} (HTTP ${answer.status}).`,
      );
    },

    getArchive: (container, path, signal) =>
      client.open(
        { method: 'GET', path: `${containerPath(container)}/archive`, query: { path } },
        on('read', path, container),
        signal,
      ),

    putArchive: (container, folder, archive, options = {}, signal) =>
      sendArchive(archive, signal, async (ended) => {
        await client.text(
          {
            method: 'PUT',
            path: `${containerPath(container)}/archive`,
            query: { path: folder, noOverwriteDirNonDir: options.keepTypes ?? false },
            archive,
            timeout: 0,
          },
          on('write to', folder, container),
          ended,
        );
      }),
  };
}
