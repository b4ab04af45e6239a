import type { Duplex, Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import type { Disposable } from '../base/disposable';
import { CancelledError, throwIfCancelled } from '../base/errors';
import type { Logger } from '../base/logger';
import { apiError, type Action } from './apiError';
import { readText } from './chunksOf';
import type { Environment } from './dockerConfig';
import type { Endpoint } from './endpoint';
import {
  EngineConnection,
  parseBody,
  type EngineRequest,
  type WholeResponse,
} from './engineConnection';
import { EngineError, type EngineErrorKind } from './engineError';
import type { LooseJson } from './looseJson';
import { resolveEndpoint } from './resolveEndpoint';
import { transportError } from './transportError';

/** Where a client looks for its engine. */
export interface EngineClientOptions {
  /** The user's choice: an address or the name of a Docker context; empty: find the engine. */
  readonly setting: () => string | undefined;
  readonly env: Environment;
  /** Milliseconds that a usual call may take. */
  readonly timeout: number;
}

/** A request whose time-out is the usual one unless it says otherwise. */
export type Call = Omit<EngineRequest, 'timeout'> & { readonly timeout?: number };

/** After these the engine may be elsewhere, so the next call looks for it again. */
const lostKinds: ReadonlySet<EngineErrorKind> = new Set<EngineErrorKind>([
  'noSocket',
  'refused',
  'permissionDenied',
  'timeout',
  'tls',
  'connectionLost',
]);

/** Speaks to whichever engine is the current one, and turns its refusals into errors. */
export class EngineClient implements Disposable {
  private current: { readonly setting: string; readonly connection: EngineConnection } | undefined;
  /** The engine is being looked for; calls that come meanwhile wait for the same. */
  private search:
    { readonly setting: string; readonly found: Promise<EngineConnection> } | undefined;

  constructor(
    private readonly options: EngineClientOptions,
    private readonly log: Logger,
  ) {}

  /** The address in use, or the one that will probably be used. */
  get endpoint(): string {
    return (
      this.current?.connection.endpoint.url ??
      (this.setting || (this.options.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock'))
    );
  }

  /**
   * Looks for the engine anew, because it may have come up elsewhere or the Docker context may have
   * been changed. What runs on the connection in use goes on when that is still the right one.
   */
  async locate(): Promise<Endpoint> {
    const { setting } = this;
    const endpoint = await resolveEndpoint(setting, this.options.env);
    return this.adopt(setting, endpoint).endpoint;
  }

  /** Resolves with the JSON of a good answer. */
  async json(call: Call, action: Action, signal?: AbortSignal): Promise<LooseJson> {
    return parseBody(await this.text(call, action, signal));
  }

  /** Resolves with the text of a good answer. */
  async text(call: Call, action: Action, signal?: AbortSignal): Promise<string> {
    const { status, text } = await this.use(signal, (connection) =>
      connection.fetch(this.withTimeout(call), signal),
    );
    if (!isGood(status)) {
      throw apiError(status, text, action);
    }
    return text;
  }

  /** Resolves with an answer of which only status and headers count, whatever the status is. */
  head(call: Call, signal?: AbortSignal): Promise<WholeResponse> {
    return this.use(signal, (connection) => connection.fetch(this.withTimeout(call), signal));
  }

  /** Resolves with the body of a good answer as a stream, which the signal ends. */
  async open(call: Call, action: Action, signal?: AbortSignal): Promise<Readable> {
    const { status, body } = await this.use(signal, (connection) =>
      connection.open(this.withTimeout(call), signal),
    );
    if (!isGood(status)) {
      throw apiError(status, await readText(body), action);
    }
    return body;
  }

  /** Resolves with the raw connection. */
  async hijack(call: Call, action: Action, signal?: AbortSignal): Promise<Duplex> {
    const answer = await this.use(signal, (connection) =>
      connection.hijack(this.withTimeout(call), signal),
    );
    if ('status' in answer) {
      throw apiError(answer.status, await readText(answer.body), action);
    }
    return answer;
  }

  /** What a connection that broke in mid-stream means. */
  lost(error: unknown): Error {
    return error instanceof CancelledError ? error : transportError(error, { url: this.endpoint });
  }

  dispose(): void {
    this.current?.connection.dispose();
    this.current = undefined;
  }

  private get setting(): string {
    return this.options.setting()?.trim() ?? '';
  }

  private withTimeout(call: Call): EngineRequest {
    return { ...call, timeout: call.timeout ?? this.options.timeout };
  }

  private async use<T>(
    signal: AbortSignal | undefined,
    run: (connection: EngineConnection) => Promise<T>,
  ): Promise<T> {
    throwIfCancelled(signal);
    const connection = await this.connect();
    try {
      return await run(connection);
    } catch (error) {
      if (error instanceof EngineError && lostKinds.has(error.kind)) {
        this.drop(connection);
      }
      throw error;
    }
  }

  private async connect(): Promise<EngineConnection> {
    const { setting, current } = this;
    if (current?.setting === setting) {
      return current.connection;
    }
    if (this.search?.setting !== setting) {
      const found = this.find(setting);
      this.search = { setting, found };
    }
    return this.search.found;
  }

  private async find(setting: string): Promise<EngineConnection> {
    try {
      return this.adopt(setting, await resolveEndpoint(setting, this.options.env));
    } finally {
      if (this.search?.setting === setting) {
        this.search = undefined;
      }
    }
  }

  private adopt(setting: string, endpoint: Endpoint): EngineConnection {
    const { current } = this;
    if (current && isDeepStrictEqual(current.connection.endpoint, endpoint)) {
      this.current = { setting, connection: current.connection };
      return current.connection;
    }
    this.log.debug(`The engine is at ${endpoint.url}.`);
    // Ends what follows the old engine, such as its events, but no hijacked connection.
    current?.connection.dispose();
    const connection = new EngineConnection(endpoint, this.log);
    this.current = { setting, connection };
    return connection;
  }

  /** The other calls on a lost connection end by themselves. */
  private drop(connection: EngineConnection): void {
    if (this.current?.connection === connection) {
      this.current = undefined;
    }
  }
}

/** 304: there was nothing to do, as for a container that has stopped already. */
function isGood(status: number): boolean {
  return (status >= 200 && status < 300) || status === 304 || status === 101;
}
