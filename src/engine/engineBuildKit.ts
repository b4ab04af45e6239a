import { join } from 'node:path';
import { buildWords, type DockerWords, type ImageBuilder } from './imageBuilder';
import type { ImageOperations } from './imageOperations';

/** The BuildKit that is in the engine, spoken to without the docker CLI. */
export function engineBuildKit(
  engine: Pick<ImageOperations, 'buildWithBuildKit'>,
  docker: DockerWords,
): ImageBuilder {
  return {
    name: "the engine's BuildKit",
    command: (request) =>
      docker(
        'build',
        ...buildWords(request),
        '-f',
        join(request.contextHostPath, request.dockerfile),
        request.contextHostPath,
      ),
    build: (request, report, signal) => engine.buildWithBuildKit(request, report, signal),
  };
}
