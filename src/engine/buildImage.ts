import { openBuildContext } from './buildContext';
import { buildQuery } from './buildQuery';
import type { BuildProgress, ImageBuildRequest } from './imageOperations';
import type { DriverContext } from './driverContext';
import { EngineError } from './engineError';
import { readJsonLines } from './jsonLines';
import { LayerProgress } from './layerProgress';
import type { LooseJson } from './looseJson';
import { registryConfigHeader } from './registryCredentials';

/**
 * Builds an image with the engine's classic builder; see `ImageOperations.buildImage`. Its failed
 * steps leave a container behind unless it is told to remove them by force.
 */
export async function buildImage(
  context: DriverContext,
  request: ImageBuildRequest,
  report: (progress: BuildProgress) => void,
  signal?: AbortSignal,
): Promise<string> {
  const { client } = context;
  const name = request.tags[0] ?? request.contextHostPath;
  const action = { what: `build the image "${name}"`, subject: `The image "${name}"` };
  const archive = await openBuildContext(request.contextHostPath, request.dockerfile);
  let id = '';
  try {
    const body = await client.open(
      {
        method: 'POST',
        path: '/build',
        query: {
          ...buildQuery(request),
          rm: true,
          forcerm: true,
          version: '1',
        },
        headers: await registryConfigHeader(context, signal),
        archive,
        timeout: 0,
      },
      action,
      signal,
    );
    const layers = new LayerProgress();
    for await (const line of readJsonLines(body, action)) {
      id = line.at('aux', 'ID').text || id;
      const progress = progressOf(line, layers);
      if (progress) {
        report(progress);
      }
    }
  } catch (error) {
    throw client.lost(error);
  } finally {
    archive.destroy();
  }
  if (!id) {
    throw new EngineError('failed', `The engine ended the build of "${name}" without an image.`);
  }
  return id;
}

function progressOf(line: LooseJson, layers: LayerProgress): BuildProgress | undefined {
  const text = line.at('stream').text;
  if (!text) {
    const transfer = layers.take(line);
    return transfer && { kind: 'transfer', transfer };
  }
  const step = /^Step (\d+)\/(\d+) : (.*)/.exec(text);
  return step
    ? { kind: 'step', step: Number(step[1]), steps: Number(step[2]), text: step[3] ?? '' }
    : { kind: 'log', text };
}
