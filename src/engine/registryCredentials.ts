import { registryOf, type RegistryCredentials } from '../domain/registryCredentials';
import { readFromHelper } from './credentialHelper';
import type { Environment } from './dockerConfig';
import { readDockerConfig } from './dockerConfig';
import type { LooseJson } from './looseJson';

/** Where else than in Docker's configuration log-ins are kept. */
export interface CredentialSource {
  /** `registry` is a host, or `hubRegistry`. */
  credentialsFor(registry: string, signal?: AbortSignal): Promise<RegistryCredentials | undefined>;
  /** The registries that there are log-ins for. */
  registries(): readonly string[];
}

/** Where log-ins are looked for: in the source that was given, then in Docker's configuration. */
export interface CredentialPlaces {
  readonly env: Environment;
  readonly credentials?: CredentialSource | undefined;
}

/** What the engine is to log in to a registry with, in the form of its API. */
type RegistryAuth = Readonly<Record<string, string>>;

/** The header with the credentials for the registry of an image; empty when there are none. */
export async function registryAuthHeader(
  places: CredentialPlaces,
  reference: string,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const auth = await registryAuthOf(registryOf(reference), places, signal);
  return auth ? { 'X-Registry-Auth': encode(auth) } : {};
}

/** The header with the credentials that are written down for any registry, for the images of a build. */
export async function registryConfigHeader(
  places: CredentialPlaces,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const config = await readDockerConfig(places.env);
  const hosts = new Set([
    ...config.at('auths').keys,
    ...config.at('credHelpers').keys,
    ...(places.credentials?.registries() ?? []),
  ]);
  const found: Record<string, RegistryAuth> = {};
  for (const host of hosts) {
    const auth = await registryAuthOf(host, places, signal);
    if (auth) {
      found[host] = auth;
    }
  }
  return hosts.size === 0 ? {} : { 'X-Registry-Config': encode(found) };
}

/** The API's form of a log-in. */
export function toRegistryAuth(registry: string, credentials: RegistryCredentials): RegistryAuth {
  return credentials.kind === 'token'
    ? { identitytoken: credentials.identityToken, serveraddress: registry }
    : {
        username: credentials.username,
        password: credentials.password,
        serveraddress: registry,
      };
}

/** What there is to log in to a registry with; undefined when there is nothing. */
export async function registryAuthOf(
  host: string,
  { env, credentials }: CredentialPlaces,
  signal?: AbortSignal,
): Promise<RegistryAuth | undefined> {
  const own = await credentials?.credentialsFor(host, signal);
  return own ? toRegistryAuth(host, own) : writtenDownFor(host, env, signal);
}

async function writtenDownFor(
  host: string,
  env: Environment,
  signal?: AbortSignal,
): Promise<RegistryAuth | undefined> {
  const config = await readDockerConfig(env);
  const helper = config.at('credHelpers', host).text || config.at('credsStore').text;
  if (helper) {
    const kept = await readFromHelper(helper, host, env, signal);
    return kept && toRegistryAuth(host, kept);
  }
  return (
    writtenDown(config.at('auths', host), host) ??
    writtenDown(config.at('auths', `https://${host}`), host)
  );
}

/** `docker login` without a helper writes `user:password` in Base64. */
function writtenDown(entry: LooseJson, host: string): RegistryAuth | undefined {
  const token = entry.at('identitytoken').text;
  const decoded = Buffer.from(entry.at('auth').text, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (token) {
    return { identitytoken: token, serveraddress: host };
  }
  return colon < 0
    ? undefined
    : {
        username: decoded.slice(0, colon),
        password: decoded.slice(colon + 1),
        serveraddress: host,
      };
}

/**
 * The engine wants Base64 with the alphabet for URLs, and with the padding that Node leaves out of it:
 * without, it takes the log-in for none and says nothing.
 */
function encode(value: unknown): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64');
  return text.replaceAll('+', '-').replaceAll('/', '_');
}
