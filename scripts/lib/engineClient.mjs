import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { URLSearchParams } from 'node:url';
import { SetupError } from './say.mjs';

/**
 * The little of the Engine API that the scripts need: no docker CLI, no package. The product has
 * its own, much fuller driver in src/engine/.
 */
export class EngineClient {
  #target;

  constructor(endpoint, tlsFolder) {
    this.endpoint = endpoint;
    this.#target = connectionOf(endpoint, tlsFolder);
  }

  /** Sends a request and resolves with the answer's text; `body` may be an object, a Buffer or a stream. */
  async request(method, route, { query = {}, body, onLine, signal, timeoutMs } = {}) {
    const response = await this.#open(method, route, { query, body, signal, timeoutMs });
    let text = '';
    let unfinished = '';
    response.setEncoding('utf8');
    for await (const chunk of response) {
      text += chunk;
      if (onLine) {
        const lines = (unfinished + chunk).split('\n');
        unfinished = lines.pop();
        lines.filter((line) => line.trim()).forEach((line) => onLine(JSON.parse(line)));
      }
    }
    if (response.statusCode >= 400) {
      throw Object.assign(
        new Error(messageOf(text) || `${method} ${route}: ${response.statusCode}`),
        {
          statusCode: response.statusCode,
        },
      );
    }
    return text;
  }

  /** As {@link request}, parsed. */
  async json(method, route, options) {
    return JSON.parse(await this.request(method, route, options));
  }

  /** Follows a progress answer to its end and rejects when one of its lines is an error. */
  async progress(method, route, options = {}) {
    const log = [];
    let failure;
    await this.request(method, route, {
      ...options,
      onLine: (line) => {
        options.onLine?.(line);
        log.push(line.stream ?? `${line.status ?? ''}\n`);
        failure ??= line.error;
      },
    });
    if (failure) {
      throw new SetupError(`${failure}\n${log.join('').split('\n').slice(-30).join('\n')}`);
    }
  }

  #open(method, route, { query, body, signal, timeoutMs }) {
    const { transport, options } = this.#target;
    const search = new URLSearchParams(query).toString();
    const isStream = typeof body?.pipe === 'function';
    const payload = isStream || Buffer.isBuffer(body) || !body ? body : JSON.stringify(body);
    const headers = body
      ? { 'Content-Type': payload === body ? 'application/x-tar' : 'application/json' }
      : {};
    return new Promise((resolve, reject) => {
      const request = transport.request({
        ...options,
        method,
        path: search ? `${route}?${search}` : route,
        headers,
        ...(signal && { signal }),
      });
      if (timeoutMs) {
        request.setTimeout(timeoutMs, () => request.destroy(new Error('The engine is silent.')));
      }
      request.once('response', resolve);
      request.once('error', reject);
      if (isStream) {
        body.pipe(request);
      } else {
        request.end(payload);
      }
    });
  }
}

/** The first engine that answers: DOCKER_HOST, the current context, then the default sockets. */
export async function findEngine(env = process.env) {
  const tried = [];
  for (const { endpoint, tlsFolder, chosen } of candidates(env)) {
    try {
      const client = new EngineClient(endpoint, tlsFolder);
      const version = await client.json('GET', '/version', { timeoutMs: 5000 });
      return { client, name: productOf(version) };
    } catch (error) {
      tried.push(`${endpoint}: ${error.message}`);
      if (chosen) {
        throw new SetupError(
          `The container engine at ${endpoint} (${chosen}) does not answer: ${error.message}.\n` +
            `Start it, or choose another one.`,
        );
      }
    }
  }
  return { tried };
}

function productOf({ Components: components = [], Version: version }) {
  const podman = components.find(({ Name: name }) => /podman/i.test(name));
  return podman ? `Podman ${podman.Version}` : `Docker ${version}`;
}

function* candidates(env) {
  if (env.DOCKER_HOST) {
    const tlsFolder = env.DOCKER_TLS_VERIFY
      ? (env.DOCKER_CERT_PATH ?? dockerFolder(env))
      : undefined;
    yield { endpoint: env.DOCKER_HOST, tlsFolder, chosen: 'DOCKER_HOST' };
    return;
  }
  const context = currentContext(env);
  if (context) {
    yield context;
    return;
  }
  if (process.platform === 'win32') {
    yield { endpoint: 'npipe:////./pipe/docker_engine' };
    yield { endpoint: 'npipe:////./pipe/podman-machine-default' };
    return;
  }
  const home = os.homedir();
  const runtime = env.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid()}`;
  const sockets = [
    '/var/run/docker.sock',
    path.join(runtime, 'docker.sock'),
    path.join(home, '.docker/run/docker.sock'),
    path.join(home, '.docker/desktop/docker.sock'),
    path.join(home, '.colima/default/docker.sock'),
    path.join(runtime, 'podman/podman.sock'),
    '/run/podman/podman.sock',
  ];
  for (const socket of sockets.filter(existsSync)) {
    yield { endpoint: `unix://${socket}` };
  }
}

function dockerFolder(env) {
  return env.DOCKER_CONFIG ?? path.join(os.homedir(), '.docker');
}

/** What `docker context use` chose, unless it is the default one. */
function currentContext(env) {
  const folder = dockerFolder(env);
  const config = readJson(path.join(folder, 'config.json'));
  const name = env.DOCKER_CONTEXT ?? config?.currentContext;
  if (!name || name === 'default') {
    return undefined;
  }
  const id = createHash('sha256').update(name).digest('hex');
  const endpoint = readJson(path.join(folder, 'contexts/meta', id, 'meta.json'))?.Endpoints?.docker
    ?.Host;
  if (!endpoint) {
    throw new SetupError(
      `The current Docker context "${name}" does not exist. Run: docker context use default`,
    );
  }
  const tlsFolder = path.join(folder, 'contexts/tls', id, 'docker');
  return {
    endpoint,
    tlsFolder: existsSync(tlsFolder) ? tlsFolder : undefined,
    chosen: `the Docker context "${name}"`,
  };
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // not there: nothing was chosen
  }
}

function connectionOf(endpoint, tlsFolder) {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(endpoint)?.[1];
  if (socket) {
    return { transport: http, options: { socketPath: socket } };
  }
  const { protocol, hostname, port } = new URL(endpoint);
  if (protocol === 'ssh:') {
    throw new SetupError(
      `The scripts do not speak to an engine over ssh (${endpoint}). Forward its socket, and set DOCKER_HOST to it:\n` +
        `  ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock ${hostname}`,
    );
  }
  const secure = protocol === 'https:' || tlsFolder !== undefined;
  const pem = (name) => (tlsFolder ? readFileSync(path.join(tlsFolder, name)) : undefined);
  const tls = tlsFolder ? { ca: pem('ca.pem'), cert: pem('cert.pem'), key: pem('key.pem') } : {};
  return {
    transport: secure ? https : http,
    options: { hostname, port: port || (secure ? 2376 : 2375), ...tls },
  };
}

function messageOf(text) {
  try {
    return JSON.parse(text).message;
  } catch {
    return text.trim();
  }
}
