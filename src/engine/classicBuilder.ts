import { join } from 'node:path';
import type { BuildStep } from '../domain/imageBuild/buildEvent';
import type { DockerWords, ImageBuilder } from './imageBuilder';
import { buildWords } from './imageBuilder';
import { EngineError } from './engineError';
import type { ImageBuildRequest, ImageOperations } from './imageOperations';

/** The engine's own builder, which takes the Dockerfile instruction by instruction. */
export function classicBuilder(
  engine: Pick<ImageOperations, 'buildImage'>,
  docker: DockerWords,
): ImageBuilder {
  return {
    name: "the engine's classic builder",
    command: (request) =>
      docker(
        'build',
        ...buildWords(request),
        '-f',
        join(request.contextHostPath, request.dockerfile),
        request.contextHostPath,
      ),

    async build(request, report, signal) {
      refuseSecrets(request);
      let step: BuildStep | undefined;
      let isCached = false;
      const end = (): void => {
        if (step) {
          const state = isCached ? 'cached' : 'done';
          report({ kind: 'step', step: { ...step, state, ended: Date.now() } });
        }
      };
      const id = await engine.buildImage(
        request,
        (progress) => {
          switch (progress.kind) {
            case 'step': {
              end();
              isCached = false;
              const { step: number, steps, text } = progress;
              step = {
                id: String(number),
                name: `[${number}/${steps}] ${text}`,
                state: 'running',
                started: Date.now(),
                instruction: number,
              };
              report({ kind: 'step', step });
              break;
            }
            case 'log':
              isCached ||= progress.text.includes('---> Using cache');
              report({ kind: 'log', ...(step ? { stepId: step.id } : {}), text: progress.text });
              break;
            case 'transfer':
              for (const { id: part, current, total } of progress.transfer.layers) {
                report({ kind: 'progress', stepId: step?.id ?? '', part, current, total });
              }
              break;
          }
        },
        signal,
      );
      end();
      return id;
    },
  };
}

function refuseSecrets({ tags, contextHostPath, secrets = [] }: ImageBuildRequest): void {
  if (secrets.length > 0) {
    const ids = secrets.map(({ id }) => `"${id}"`).join(', ');
    throw new EngineError(
      'unsupported',
      `The image "${tags[0] ?? contextHostPath}" is to be built with secrets (${ids}), which only BuildKit can give to a step, and neither this engine nor a "docker buildx" that reaches it has BuildKit. Install the buildx plugin of the docker CLI, or take the secrets out.`,
    );
  }
}
