import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';

/** Answers one request; it may also say nothing, or break the connection. */
export type Handler = (response: ServerResponse, request: IncomingMessage) => void;

/** Takes over a hijacked connection. */
export type HijackHandler = (connection: Duplex, request: IncomingMessage) => void;

/**
 * An engine on a unix socket that does what a test tells it, for faults that no real engine shows
 * on demand. A route is a method and a path, such as `GET /containers/json`.
 */
export class FakeDaemon {
  /** The routes that were asked for, in order, with their queries. */
  readonly requests: string[] = [];
  readonly bodies = new Map<string, string>();
  private readonly handlers = new Map<string, Handler>();
  private readonly arrivalHandlers = new Map<string, Handler>();
  private readonly refusals = new Map<string, string>();
  private readonly hijackHandlers = new Map<string, HijackHandler>();
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  private constructor(private readonly folder: string) {
    this.on(
      'GET',
      '/version',
      json({ Version: '99.1', ApiVersion: '1.51', Os: 'linux', Arch: 'amd64' }),
    );
    this.on('GET', '/_ping', (response) => response.end('OK'));
    this.on('GET', '/info', json({}));
    this.on('GET', '/containers/json', json([]));
    this.on('GET', '/images/json', json([]));
    this.on('GET', '/events', (response) => response.writeHead(200).flushHeaders());
  }

  /** A daemon that listens and answers the calls of a store with empty lists. */
  static async listening(): Promise<FakeDaemon> {
    const daemon = new FakeDaemon(await mkdtemp(join(tmpdir(), 'drydock-fake-daemon-')));
    await daemon.listen();
    return daemon;
  }

  get socketPath(): string {
    return join(this.folder, 'docker.sock');
  }

  get url(): string {
    return `unix://${this.socketPath}`;
  }

  on(method: string, path: string, handler: Handler): void {
    this.handlers.set(`${method} ${path}`, handler);
  }

  /** Like {@link on}, but as soon as the headers are there: the handler reads the body, or does not. */
  onArrival(method: string, path: string, handler: Handler): void {
    this.arrivalHandlers.set(`${method} ${path}`, handler);
  }

  onHijack(path: string, handler: HijackHandler): void {
    this.hijackHandlers.set(`POST ${path}`, handler);
  }

  /** Refuses to hand over the connection, as an engine does whose container cannot be attached to. */
  refuseHijack(path: string, message: string, status = '409 Conflict'): void {
    const body = JSON.stringify({ message });
    const head = `HTTP/1.1 ${status}\r\nContent-Length: ${Buffer.byteLength(body)}`;
    this.refusals.set(`POST ${path}`, `${head}\r\n\r\n${body}`);
  }

  /** How often a route was asked for. */
  count(route: string): number {
    return this.requests.filter((request) => request.split('?')[0] === route).length;
  }

  async listen(): Promise<void> {
    const server = createServer((request, response) => this.answer(request, response));
    server.on('upgrade', (request: IncomingMessage, socket: Duplex) =>
      this.upgrade(request, socket),
    );
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(this.socketPath, resolve));
    this.server = server;
  }

  /** Breaks every connection and takes the socket away, as an engine that is stopped does. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise<void>((resolve) => {
      if (server) {
        server.close(() => resolve());
      } else {
        resolve();
      }
    });
  }

  async dispose(): Promise<void> {
    await this.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const route = this.note(request);
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    const onArrival = this.arrivalHandlers.get(route);
    if (onArrival) {
      onArrival(response, request);
      return;
    }
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      this.bodies.set(route, Buffer.concat(chunks).toString('latin1'));
      const handler = this.handlers.get(route);
      if (handler) {
        handler(response, request);
      } else {
        fail(404, `no handler for ${route}`)(response, request);
      }
    });
  }

  private upgrade(request: IncomingMessage, socket: Duplex): void {
    const route = this.note(request);
    socket.on('error', () => undefined);
    const refusal = this.refusals.get(route);
    if (refusal !== undefined) {
      socket.end(refusal);
      return;
    }
    socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
    this.hijackHandlers.get(route)?.(socket, request);
  }

  private note(request: IncomingMessage): string {
    const [path = '', query] = (request.url ?? '').split('?');
    const route = `${request.method ?? ''} ${path}`;
    this.requests.push(query ? `${route}?${query}` : route);
    return route;
  }
}

/** Answers with JSON. */
export function json(value: unknown, status = 200): Handler {
  return (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(value));
  };
}

/** Answers as an engine that refuses. */
export function fail(status: number, message: string): Handler {
  return json({ message }, status);
}

/** Never answers. */
export const hang: Handler = () => undefined;

/** Breaks the connection instead of answering. */
export const drop: Handler = (response) => void response.destroy();

/** Breaks the connection in the middle of the body. */
export const dropInBody: Handler = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.write('[{"Id":', () => response.destroy());
};

/** One frame of a multiplexed stream: channel 1 is stdout, 2 stderr. */
export function frame(channel: number, data: string | Buffer): Buffer {
  const payload = Buffer.from(data);
  const header = Buffer.alloc(8);
  header.writeUInt8(channel, 0);
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}
