import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A socket before that of the real engine, whose connections a test can cut. */
export class EngineProxy {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly folder: string,
    private readonly server: Server,
  ) {}

  /** Listens before the engine of an endpoint such as `unix:///var/run/docker.sock`. */
  static async before(endpoint: string): Promise<EngineProxy> {
    const { protocol, pathname, hostname, port } = new URL(endpoint);
    const dial = (): Socket =>
      protocol === 'unix:' ? connect(pathname) : connect(Number(port), hostname);
    const folder = await mkdtemp(join(tmpdir(), 'drydock-proxy-'));
    const server = createServer({ allowHalfOpen: true });
    const proxy = new EngineProxy(folder, server);
    server.on('connection', (client) => proxy.join(client, dial()));
    await proxy.listen();
    return proxy;
  }

  /** Takes connections; also again, after it was cut. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(this.path, resolve));
  }

  get url(): string {
    return `unix://${this.path}`;
  }

  /** Breaks every connection and takes no new one. */
  cut(): void {
    this.server.close();
    this.sockets.forEach((socket) => socket.destroy());
  }

  async dispose(): Promise<void> {
    this.cut();
    await rm(this.folder, { recursive: true, force: true });
  }

  private get path(): string {
    return join(this.folder, 'docker.sock');
  }

  private join(client: Socket, engine: Socket): void {
    for (const [one, other] of [
      [client, engine],
      [engine, client],
    ] as const) {
      this.sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}
