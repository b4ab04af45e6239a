import type { EngineInfo } from '../domain/engineInfo';
import { isOlder } from './apiVersion';
import type { Endpoint } from './endpoint';
import type { EngineClient } from './engineClient';
import { EngineError } from './engineError';
import { engineInfoFromDocker } from './fromDockerSystem';
import { podmanVersion } from './podmanVersion';

/** Below this, exec knows no working directory (Docker 17.11). */
const oldestApiVersion = '1.35';

/**
 * Asks an engine what it is and what it can do; looks for the engine anew. Podman, which takes seconds
 * to say it, is asked once for each version at each place.
 */
export function engineInfoReader(
  client: EngineClient,
): (signal?: AbortSignal) => Promise<EngineInfo> {
  let podman: { readonly url: string; readonly info: EngineInfo } | undefined;
  return async (signal) => {
    const endpoint = await client.locate();
    if (podman?.url === endpoint.url) {
      const version = await podmanVersion(client, signal);
      if (podman.info.product === `Podman ${version}`) {
        return podman.info;
      }
    }
    const info = await readEngineInfo(client, endpoint, signal);
    podman = info.product.startsWith('Podman ') ? { url: endpoint.url, info } : undefined;
    return info;
  };
}

async function readEngineInfo(
  client: EngineClient,
  endpoint: Endpoint,
  signal?: AbortSignal,
): Promise<EngineInfo> {
  const action = { what: 'say its version', subject: 'The engine' };
  const [version, info, { headers }] = await Promise.all([
    client.json({ method: 'GET', path: '/version' }, action, signal),
    client.json({ method: 'GET', path: '/info' }, action, signal),
    client.head({ method: 'HEAD', path: '/_ping' }, signal),
  ]);
  const builder = headers['builder-version'];
  const builderVersion = typeof builder === 'string' ? builder : undefined;
  const engine = engineInfoFromDocker({ version, info, builderVersion }, isLocal(endpoint));
  if (isOlder(engine.apiVersion, oldestApiVersion)) {
    throw new EngineError(
      'apiTooOld',
      `The container engine at "${endpoint.url}" (${engine.product}) speaks API ${engine.apiVersion}; Drydock needs ${oldestApiVersion} or newer. Update the container engine.`,
    );
  }
  return engine;
}

/** Whether the engine sees this machine's file system, so that a bind mount shows it. */
function isLocal({ transport }: Endpoint): boolean {
  switch (transport.kind) {
    case 'socket':
      return true;
    case 'tcp':
      return ['localhost', '127.0.0.1', '::1'].includes(transport.host);
    case 'ssh':
      return false;
  }
}
