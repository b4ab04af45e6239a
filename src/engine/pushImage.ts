import { registryOf } from '../domain/registryCredentials';
import { onThing, type DriverContext } from './driverContext';
import type { TransferProgress } from './imageOperations';
import { imagePath } from './imagePath';
import { readTransfer } from './readTransfer';
import { registryAuthHeader } from './registryCredentials';
import { repositoryAndTag } from './repositoryAndTag';

/** Pushes an image; see `ImageOperations.pushImage`. */
export async function pushImage(
  context: DriverContext,
  reference: string,
  report: (progress: TransferProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { client } = context;
  const action = { ...onThing('push', 'image', reference), registry: registryOf(reference) };
  const { repo, tag } = repositoryAndTag(reference);
  const body = await client.open(
    {
      method: 'POST',
      path: `${imagePath(repo)}/push`,
      query: { tag },
      // The engine refuses a push without this header, also where no log-in is needed.
      headers: {
        'X-Registry-Auth': 'e30=',
        ...(await registryAuthHeader(context, reference, signal)),
      },
      timeout: 0,
    },
    action,
    signal,
  );
  await readTransfer(client, body, action, report);
}
