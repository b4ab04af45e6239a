import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands before a gdbserver and says that it can run backwards, as the server of `rr replay` does. */
export class ReversingServer {
  private readonly sockets: Socket[] = [];

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  /** Listens on an address of this machine, before a gdbserver at another. */
  static async before(host: string, port: number, listenOn: string): Promise<ReversingServer> {
    const server = createServer();
    server.listen(0, listenOn);
    await once(server, 'listening');
    const { port: own } = server.address() as AddressInfo;
    const reversing = new ReversingServer(server, `${listenOn}:${own}`);
    server.on('connection', (client) => reversing.join(client, connect(port, host)));
    return reversing;
  }

  dispose(): void {
    this.server.close();
    this.sockets.forEach((socket) => socket.destroy());
  }

  private join(client: Socket, server: Socket): void {
    this.sockets.push(client, server);
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    client.pipe(server);
    server.on('data', (data) => client.write(withReverse(data)));
  }
}

function withReverse(data: Buffer): Buffer {
  const features = /\$(PacketSize=[^#]*)#../;
  const text = data
    .toString('latin1')
    .replace(features, (_, known: string) =>
      packet(`${known};ReverseStep+;ReverseContinue+`).toString('latin1'),
    );
  return Buffer.from(text, 'latin1');
}

function packet(body: string): Buffer {
  const sum = Buffer.from(body, 'latin1').reduce((total, byte) => (total + byte) % 256, 0);
  return Buffer.from(`$${body}#${sum.toString(16).padStart(2, '0')}`, 'latin1');
}
