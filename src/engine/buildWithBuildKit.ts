import { randomUUID } from 'node:crypto';
import { DisposableStore, toDisposable } from '../base/disposable';
import type { BuildEvent } from '../domain/imageBuild/buildEvent';
import { BuildKitEvents } from '../domain/imageBuild/buildKitEvents';
import { readBuildKitStatus } from '../domain/imageBuild/buildKitStatus';
import { openBuildContext } from './buildContext';
import { buildQuery } from './buildQuery';
import { openBuildSession } from './buildSession';
import type { DriverContext } from './driverContext';
import { EngineError } from './engineError';
import type { ImageBuildRequest } from './imageOperations';
import { readJsonLines } from './jsonLines';
import { readSecrets } from './readSecrets';

/** Builds an image with the BuildKit in the engine; see `ImageOperations.buildWithBuildKit`. */
export async function buildWithBuildKit(
  context: DriverContext,
  request: ImageBuildRequest,
  report: (event: BuildEvent) => void,
  signal?: AbortSignal,
): Promise<string> {
  const { client } = context;
  const name = request.tags[0] ?? request.contextHostPath;
  const action = { what: `build the image "${name}"`, subject: `The image "${name}"` };
  const secrets = await readSecrets(request.secrets ?? [], context.env);
  const owner = new DisposableStore();
  const events = new BuildKitEvents();
  let id = '';
  try {
    const archive = await openBuildContext(request.contextHostPath, request.dockerfile, 'BuildKit');
    owner.add(toDisposable(() => void archive.destroy()));
    const session = owner.add(await openBuildSession(context, secrets, action, signal));
    const body = await client.open(
      {
        method: 'POST',
        path: '/build',
        query: {
          ...buildQuery(request),
          version: '2',
          session: session.id,
          buildid: randomUUID(),
        },
        archive,
        timeout: 0,
      },
      action,
      signal,
    );
    for await (const line of readJsonLines(body, action)) {
      id = line.at('aux', 'ID').text || id;
      if (line.at('id').text === 'moby.buildkit.trace') {
        const status = readBuildKitStatus(Buffer.from(line.at('aux').text, 'base64'));
        events.of(status).forEach(report);
      } else if (line.at('stream').text !== '') {
        report({ kind: 'log', text: line.at('stream').text });
      }
    }
  } catch (error) {
    throw client.lost(error);
  } finally {
    owner.dispose();
  }
  if (!id) {
    throw new EngineError('failed', `The engine ended the build of "${name}" without an image.`);
  }
  return id;
}
