import { connect } from 'node:net';
import { join } from 'node:path';
import { contextEndpoint, homeFolder, readDockerConfig, readTls } from './dockerConfig';
import type { Environment } from './dockerConfig';
import { parseEndpoint, type Endpoint, type TlsFiles } from './endpoint';
import { EngineError } from './engineError';
import { retry } from './nextSteps';
import { transportError } from './transportError';

/**
 * Finds the engine as the docker CLI does: the explicit setting (an address or a context's name),
 * `DOCKER_HOST`, `DOCKER_CONTEXT`, the current context, and then the sockets that engines listen on
 * by default, of which the first that accepts a connection is taken.
 */
export async function resolveEndpoint(
  setting: string | undefined,
  env: Environment,
): Promise<Endpoint> {
  if (setting) {
    return setting.includes('://')
      ? parseEndpoint(setting, await tlsOfEnvironment(env))
      : endpointOfContext(setting, env);
  }
  const host = env['DOCKER_HOST'];
  if (host) {
    return parseEndpoint(host, await tlsOfEnvironment(env));
  }
  const named = env['DOCKER_CONTEXT'];
  // Set but empty means unset, as it does to the docker CLI.
  if (named) {
    return endpointOfContext(named, env);
  }
  const context = (await readDockerConfig(env)).at('currentContext').text;
  return context ? endpointOfContext(context, env) : firstDefaultSocket(env);
}

/** The context "default" is what there is without one. */
function endpointOfContext(name: string, env: Environment): Promise<Endpoint> {
  return name === 'default' ? firstDefaultSocket(env) : contextEndpoint(name, env);
}

async function tlsOfEnvironment(env: Environment): Promise<TlsFiles | undefined> {
  const verify = Boolean(env['DOCKER_TLS_VERIFY']);
  const folder = env['DOCKER_CERT_PATH'];
  if (!verify && !folder) {
    return undefined;
  }
  const files = await readTls(folder ?? join(homeFolder(env), '.docker'));
  return { ...files, skipVerify: !verify };
}

/** The addresses at which engines listen unless told otherwise, the usual ones first. */
export function defaultSockets(env: Environment, platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32') {
    return ['npipe:////./pipe/docker_engine', 'npipe:////./pipe/podman-machine-default'];
  }
  const home = homeFolder(env);
  const runtime = env['XDG_RUNTIME_DIR'];
  return [
    '/var/run/docker.sock',
    ...(runtime ? [join(runtime, 'docker.sock')] : []),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    join(home, '.colima/default/docker.sock'),
    ...(runtime ? [join(runtime, 'podman/podman.sock')] : []),
    '/run/podman/podman.sock',
  ].map((path) => `unix://${path}`);
}

async function firstDefaultSocket(env: Environment): Promise<Endpoint> {
  return firstAnswering(defaultSockets(env, process.platform));
}

/** Of several addresses the first that accepts a connection; else the most telling failure. */
export async function firstAnswering(urls: readonly string[]): Promise<Endpoint> {
  const failures: EngineError[] = [];
  for (const endpoint of urls.map((url) => parseEndpoint(url))) {
    const failure = await tryToConnect(endpoint);
    if (!failure) {
      return endpoint;
    }
    failures.push(failure);
  }
  // A socket that is there says more than one that is not.
  throw failures.find(({ kind }) => kind !== 'noSocket') ?? noEngine(urls);
}

function tryToConnect(endpoint: Endpoint): Promise<EngineError | undefined> {
  const { transport } = endpoint;
  if (transport.kind !== 'socket') {
    return Promise.resolve(undefined);
  }
  return new Promise((resolve) => {
    const socket = connect(transport.path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.once('error', (error) => resolve(transportError(error, endpoint)));
  });
}

function noEngine(urls: readonly string[]): EngineError {
  return new EngineError(
    'noSocket',
    `No container engine was found (looked at ${urls.join(', ')}). Start Docker or Podman, or tell where the engine is.`,
    [retry, { title: 'Choose Engine', command: 'drydock.engine.choose' }],
  );
}
