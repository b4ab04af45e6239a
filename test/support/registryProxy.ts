import { connect, createServer, type Server, type Socket } from 'node:net';

/** A port of loopback before a registry, which a test can have stop in the middle of an image. */
export class RegistryProxy {
  private readonly sockets = new Set<Socket>();
  private readonly held: Socket[] = [];
  private left = Infinity;

  private constructor(private readonly server: Server) {}

  /** Listens before the registry at a host such as `127.0.0.1:5000`. */
  static async before(host: string): Promise<RegistryProxy> {
    const { hostname, port } = new URL(`http://${host}`);
    const server = createServer();
    const proxy = new RegistryProxy(server);
    server.on('connection', (client) => proxy.join(client, connect(Number(port), hostname)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** Host and port as an image's name has them. */
  get host(): string {
    const bound = this.server.address();
    return `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
  }

  /** After so many more bytes from the registry it says nothing more. */
  holdAfter(bytes: number): void {
    this.left = bytes;
  }

  /** It goes on. */
  release(): void {
    this.left = Infinity;
    this.held.splice(0).forEach((registry) => registry.resume());
  }

  /** Breaks every connection. */
  cut(): void {
    this.sockets.forEach((socket) => socket.destroy());
  }

  dispose(): void {
    this.server.close();
    this.cut();
  }

  private join(client: Socket, registry: Socket): void {
    client.pipe(registry);
    registry.on('data', (bytes: Buffer) => {
      client.write(bytes);
      this.left -= bytes.length;
      if (this.left <= 0) {
        registry.pause();
        this.held.push(registry);
      }
    });
    registry.on('end', () => client.end());
    for (const [one, other] of [
      [client, registry],
      [registry, client],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}
