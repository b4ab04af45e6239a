import { registryOf } from '../domain/registryCredentials';
import type { TransferProgress } from './imageOperations';
import { onThing, type DriverContext } from './driverContext';
import { readTransfer } from './readTransfer';
import { registryAuthHeader } from './registryCredentials';

/** Pulls an image; see `ImageOperations.pullImage`. */
export async function pullImage(
  context: DriverContext,
  reference: string,
  report: (progress: TransferProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { client } = context;
  const action = { ...onThing('pull', 'image', reference), registry: registryOf(reference) };
  const headers = await registryAuthHeader(context, reference, signal);
  const body = await client.open(
    {
      method: 'POST',
      path: '/images/create',
      query: {
        fromImage: reference,
        // Without a tag the engine would pull all of them.
        ...(hasTag(reference) ? {} : { tag: 'latest' }),
      },
      headers,
      timeout: 0,
    },
    action,
    signal,
  );
  await readTransfer(client, body, action, report);
}

/** Whether a reference ends in a tag or a digest; the colon of a registry's port comes before a slash. */
function hasTag(reference: string): boolean {
  return reference.includes('@') || /:[^/]*$/.test(reference);
}
