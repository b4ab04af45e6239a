import Docker from 'dockerode';
import { Agent as HttpAgent, IncomingMessage, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';
import { Duplex, type Readable } from 'node:stream';
import type { Disposable } from '../base/disposable';
import { CancelledError, throwIfCancelled } from '../base/errors';
import type { Logger } from '../base/logger';
import { readText } from './chunksOf';
import type { Endpoint } from './endpoint';
import { LooseJson } from './looseJson';
import { SshAgent } from './sshAgent';
import { timeoutError, transportError } from './transportError';

/** A request to the engine's HTTP API. */
export interface EngineRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** Without API version: the engine then speaks its newest one. */
  readonly path: string;
  /** Arrays become repeated parameters, objects JSON. */
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** A tar archive to send. */
  readonly archive?: Readable;
  /** Milliseconds until the answer has begun (a stream) or come (everything else); 0: no limit. */
  readonly timeout: number;
}

/** An answer whose body is still to be read. */
export interface EngineResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
}

/** An answer with its whole body. */
export interface WholeResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

type DialOptions = Parameters<Docker['modem']['dial']>[0];

/**
 * One engine at one endpoint. dockerode gives the transports and the hijacking of connections; its
 * calls are not used, because they never settle when a connection breaks after the headers.
 */
export class EngineConnection implements Disposable {
  private readonly modem: Docker['modem'];
  private readonly agent: HttpAgent;

  constructor(
    readonly endpoint: Endpoint,
    private readonly log: Logger,
  ) {
    this.agent = createAgent(endpoint, log);
    const { transport } = endpoint;
    const tcp = transport.kind === 'tcp' ? transport : undefined;
    const options = {
      agent: this.agent,
      // The name of the host is only a placeholder where the agent makes the connection.
      ...(transport.kind === 'socket'
        ? { socketPath: transport.path }
        : { host: tcp?.host ?? 'ssh', port: tcp?.port ?? 80 }),
      protocol: tcp?.tls ? ('https' as const) : ('http' as const),
    };
    this.modem = withoutDockerEnvironment(() => new Docker(options).modem);
  }

  /** Resolves with the status and the whole body. */
  async fetch(request: EngineRequest, signal?: AbortSignal): Promise<WholeResponse> {
    return this.limited(request, signal, async (limit) => {
      const { status, headers, body } = responseOf(await this.dial(request, false, limit));
      return { status, headers, text: await readText(body) };
    });
  }

  /** Resolves when the headers are there; the signal goes on to end the body. */
  async open(request: EngineRequest, signal?: AbortSignal): Promise<EngineResponse> {
    const response = await this.limited(request, signal, async (limit) =>
      responseOf(await this.dial(request, false, limit)),
    );
    destroyOnAbort(response.body, signal);
    return response;
  }

  /** Turns the connection into a raw duplex stream; an engine that refuses answers instead. */
  async hijack(request: EngineRequest, signal?: AbortSignal): Promise<Duplex | EngineResponse> {
    return this.limited(request, signal, async (limit) => {
      const result = await this.dial(request, true, limit);
      return result instanceof Duplex ? result : responseOf(result);
    });
  }

  dispose(): void {
    this.agent.destroy();
  }

  /** Settles on time-out and cancel even where the modem does not. */
  private async limited<T>(
    request: EngineRequest,
    signal: AbortSignal | undefined,
    run: (limit: AbortSignal) => Promise<T>,
  ): Promise<T> {
    throwIfCancelled(signal);
    const limit = new AbortController();
    const cleanUp: (() => void)[] = [];
    const stopped = new Promise<never>((_, reject) => {
      const stop = (reason: Error): void => {
        reject(reason);
        limit.abort();
      };
      if (request.timeout > 0) {
        const timer = setTimeout(
          () => stop(timeoutError(this.endpoint, request.timeout)),
          request.timeout,
        );
        cleanUp.push(() => clearTimeout(timer));
      }
      const onAbort = (): void => stop(new CancelledError());
      signal?.addEventListener('abort', onAbort, { once: true });
      cleanUp.push(() => signal?.removeEventListener('abort', onAbort));
    });
    try {
      return await Promise.race([stopped, run(limit.signal)]);
    } catch (error) {
      throw error instanceof CancelledError ? error : transportError(error, this.endpoint);
    } finally {
      cleanUp.forEach((undo) => undo());
    }
  }

  private dial(request: EngineRequest, hijack: boolean, signal: AbortSignal): Promise<unknown> {
    this.log.trace(`${request.method} ${request.path} ${JSON.stringify(request.query ?? {})}`);
    const options: DialOptions = {
      method: request.method,
      // The modem cuts the question mark off again when there is no query.
      path: `${request.path}?`,
      options: {
        _query: withoutUndefined(request.query ?? {}),
        _body: request.body ?? {},
      },
      headers: { ...request.headers },
      isStream: true,
      hijack,
      statusCodes: everyStatus,
      abortSignal: signal,
      // An empty object, too, is sent where one is meant.
      allowEmpty: request.body !== undefined,
      ...fileOf(request, hijack),
    };
    return new Promise((resolve, reject) => {
      this.modem.dial(options, (error, result) => {
        if (error) {
          reject(error);
        } else {
          resolve(result);
        }
      });
    });
  }
}

/**
 * What the modem sends as it is. Without any body it would announce a chunked one on a connection that
 * is to be hijacked, whose end Podman takes for input: the process would read "0".
 */
function fileOf({ archive, body }: EngineRequest, hijack: boolean): Pick<DialOptions, 'file'> {
  if (archive) {
    return { file: archive };
  }
  return hijack && body === undefined ? { file: Buffer.alloc(0) } : {};
}

/** Whatever the engine answers is judged here, not in the modem. */
const everyStatus = Object.fromEntries(
  Array.from({ length: 500 }, (_, index) => [index + 100, true]),
);

/** Reads a body as JSON; an empty one reads as empty. */
export function parseBody(text: string): LooseJson {
  try {
    return LooseJson.parse(text);
  } catch {
    return new LooseJson(undefined);
  }
}

function responseOf(result: unknown): EngineResponse {
  if (!(result instanceof IncomingMessage)) {
    throw new Error('The modem returned something that is no response.');
  }
  // Behind ssh the socket is a plain duplex stream.
  if (result.socket instanceof Socket) {
    // Events may be silent for hours; so an engine that has vanished from the network is noticed.
    result.socket.setKeepAlive(true, 30_000);
  }
  return { status: result.statusCode ?? 0, headers: result.headers, body: result };
}

function destroyOnAbort(body: Readable, signal: AbortSignal | undefined): void {
  // An error must have a listener from the start; who reads the body hears of it all the same.
  body.on('error', () => undefined);
  if (!signal) {
    return;
  }
  const onAbort = (): void => void body.destroy(new CancelledError());
  if (signal.aborted) {
    onAbort();
    return;
  }
  signal.addEventListener('abort', onAbort, { once: true });
  body.once('close', () => signal.removeEventListener('abort', onAbort));
}

/**
 * The name of a server is for TLS. Given an empty one, Node does not ask whether the host is an address,
 * for which it would compile large expressions at the first request.
 */
const withoutTls = { keepAlive: false, servername: '' };

function createAgent({ transport }: Endpoint, log: Logger): HttpAgent {
  // Connections are not kept: a reused one may have died with the engine, and a new one is cheap.
  switch (transport.kind) {
    case 'socket':
      return new HttpAgent(withoutTls);
    case 'ssh':
      return new SshAgent(transport, log);
    case 'tcp': {
      const { tls } = transport;
      return tls
        ? new HttpsAgent({
            keepAlive: false,
            rejectUnauthorized: !tls.skipVerify,
            ...(tls.ca === undefined ? {} : { ca: tls.ca }),
            ...(tls.cert === undefined ? {} : { cert: tls.cert }),
            ...(tls.key === undefined ? {} : { key: tls.key }),
          })
        : new HttpAgent(withoutTls);
    }
  }
}

/**
 * The modem mixes DOCKER_HOST and its like into whatever it is given and throws on a bad
 * DOCKER_CERT_PATH, so it is made while they are out of sight. Nothing else runs meanwhile.
 */
function withoutDockerEnvironment<T>(make: () => T): T {
  const saved = Object.entries(process.env).filter(([name]) => name.startsWith('DOCKER_'));
  for (const [name] of saved) {
    Reflect.deleteProperty(process.env, name);
  }
  try {
    return make();
  } finally {
    Object.assign(process.env, Object.fromEntries(saved));
  }
}

function withoutUndefined(query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}
