import type { EngineClient } from './engineClient';

/**
 * The version of Podman's service; undefined for any other engine. It is in a header of every answer,
 * while `/version` takes seconds there: on Debian Podman asks dpkg about each of its programs.
 */
export async function podmanVersion(
  client: EngineClient,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { headers } = await client.head({ method: 'GET', path: '/_ping' }, signal);
  const version = headers['libpod-api-version'];
  return typeof version === 'string' ? version : undefined;
}
