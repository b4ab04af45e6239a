import type { TransferProgress } from './containerEngine';
import type { Environment } from './dockerConfig';
import type { EngineClient } from './engineClient';
import { readJsonLines } from './jsonLines';
import { LayerProgress } from './layerProgress';
import { registryAuthHeader } from './registryCredentials';

/** Pulls an image; see `ContainerEngine.pullImage`. */
export async function pullImage(
  client: EngineClient,
  env: Environment,
  reference: string,
  report: (progress: TransferProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const action = { what: `pull the image "${reference}"`, subject: `The image "${reference}"` };
  const headers = await registryAuthHeader(reference, env, signal);
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
  const layers = new LayerProgress();
  try {
    for await (const line of readJsonLines(body, action)) {
      const progress = layers.take(line);
      if (progress) {
        report(progress);
      }
    }
  } catch (error) {
    throw client.lost(error);
  }
}

/** Whether a reference ends in a tag or a digest; the colon of a registry's port comes before a slash. */
function hasTag(reference: string): boolean {
  return reference.includes('@') || /:[^/]*$/.test(reference);
}
