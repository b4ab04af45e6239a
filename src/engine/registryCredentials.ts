import { execFile } from 'node:child_process';
import type { Environment } from './dockerConfig';
import { readDockerConfig } from './dockerConfig';
import { EngineError } from './engineError';
import { LooseJson } from './looseJson';

/** The name under which credentials for Docker Hub are kept. */
const hubKey = 'https://index.docker.io/v1/';

/** What the engine is to log in to a registry with, in the form of its API. */
type RegistryAuth = Readonly<Record<string, string>>;

/** The header with the credentials for the registry of an image; empty when there are none. */
export async function registryAuthHeader(
  reference: string,
  env: Environment,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const auth = await credentialsFor(registryOf(reference), env, signal);
  return auth ? { 'X-Registry-Auth': encode(auth) } : {};
}

/** The header with the credentials that are written down for any registry, for the images of a build. */
export async function registryConfigHeader(
  env: Environment,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const config = await readDockerConfig(env);
  const hosts = new Set([...config.at('auths').keys, ...config.at('credHelpers').keys]);
  const found: Record<string, RegistryAuth> = {};
  for (const host of hosts) {
    const auth = await credentialsFor(host, env, signal);
    if (auth) {
      found[host] = auth;
    }
  }
  return hosts.size === 0 ? {} : { 'X-Registry-Config': encode(found) };
}

/** The registry's host in a reference: the first part, if it looks like one. */
function registryOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return !isHost || first === 'docker.io' || first === 'index.docker.io' ? hubKey : first;
}

async function credentialsFor(
  host: string,
  env: Environment,
  signal?: AbortSignal,
): Promise<RegistryAuth | undefined> {
  const config = await readDockerConfig(env);
  const helper = config.at('credHelpers', host).text || config.at('credsStore').text;
  if (helper) {
    return askHelper(helper, host, env, signal);
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

/** Helpers are programs that take a host on stdin and print JSON. */
function askHelper(
  helper: string,
  host: string,
  env: Environment,
  signal?: AbortSignal,
): Promise<RegistryAuth | undefined> {
  const program = `docker-credential-${helper}`;
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      ['get'],
      { env: { ...env }, timeout: 30_000, ...(signal ? { signal } : {}) },
      (error, stdout) => {
        if (!error) {
          resolve(authOfHelper(stdout, host));
        } else if (typeof error.code === 'number') {
          // The helper ran and has nothing for this registry.
          resolve(undefined);
        } else {
          reject(
            new EngineError(
              'unauthorized',
              `The credential helper "${program}", which Docker's config.json names, could not be run: ${error.message}. Install it, or take it out of config.json.`,
              [],
              { cause: error },
            ),
          );
        }
      },
    );
    child.stdin?.on('error', () => undefined).end(host);
  });
}

function authOfHelper(stdout: string, host: string): RegistryAuth | undefined {
  const answer = LooseJson.parse(stdout);
  const username = answer.at('Username').text;
  const secret = answer.at('Secret').text;
  return username === '<token>'
    ? { identitytoken: secret, serveraddress: host }
    : { username, password: secret, serveraddress: host };
}

/** The engine wants Base64 with the alphabet for URLs. */
function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
