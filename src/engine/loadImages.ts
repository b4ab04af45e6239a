import type { Readable } from 'node:stream';
import { sendArchive } from './sendArchive';
import type { EngineClient } from './engineClient';
import { EngineError } from './engineError';
import type { ImageImportRequest } from './imageOperations';
import { readJsonLines } from './jsonLines';
import { repositoryAndTag } from './repositoryAndTag';

/** Loads an archive of images; see `ImageOperations.loadImages`. */
export async function loadImages(
  client: EngineClient,
  archive: Readable,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const action = { what: 'load the images', subject: 'The archive of images' };
  const loaded: string[] = [];
  await sendArchive(archive, signal, async (ended) => {
    const body = await client.open(
      { method: 'POST', path: '/images/load', query: { quiet: true }, archive, timeout: 0 },
      action,
      ended,
    );
    try {
      for await (const line of readJsonLines(body, action)) {
        // Podman tells several in one line.
        const names = /^Loaded image(?: ID)?: (.*)/.exec(line.at('stream').text.trim())?.[1];
        loaded.push(...(names?.split(',').map((name) => name.trim()) ?? []));
      }
    } catch (error) {
      throw client.lost(error);
    }
  });
  if (loaded.length === 0) {
    throw new EngineError(
      'badRequest',
      'The engine found no image in the archive. Choose a file that "docker save" or Drydock made.',
    );
  }
  return loaded;
}

/** Makes an image of an archive of files; see `ImageOperations.importImage`. */
export async function importImage(
  client: EngineClient,
  archive: Readable,
  request: ImageImportRequest,
  signal?: AbortSignal,
): Promise<string> {
  const action = {
    what: `import the image${request.reference ? ` "${request.reference}"` : ''}`,
    subject: 'The archive of files',
  };
  let id = '';
  await sendArchive(archive, signal, async (ended) => {
    const body = await client.open(
      {
        method: 'POST',
        path: '/images/create',
        query: {
          fromSrc: '-',
          ...(request.reference === undefined ? {} : importedName(request.reference)),
          message: request.message,
          changes: request.changes,
        },
        archive,
        timeout: 0,
      },
      action,
      ended,
    );
    try {
      for await (const line of readJsonLines(body, action)) {
        id = /^(?:sha256:)?[0-9a-f]{64}$/.exec(line.at('status').text)?.[0] ?? id;
      }
    } catch (error) {
      throw client.lost(error);
    }
  });
  if (!id) {
    throw new EngineError('failed', `The engine could not ${action.what}: it named no image.`);
  }
  return id;
}

/** Podman passes over the tag where it stands by itself, and Docker takes it as part of the name, too. */
function importedName(reference: string): { readonly repo: string } {
  const { repo, tag } = repositoryAndTag(reference);
  return { repo: `${repo}:${tag}` };
}
