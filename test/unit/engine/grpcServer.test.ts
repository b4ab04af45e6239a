import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import * as net from 'node:net';
import { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { toProtobuf } from '../../../src/domain/protobuf';
import { GrpcError, grpcStatus, serveGrpc } from '../../../src/engine/grpcServer';

const methods = {
  '/lab.Greeter/Greet': (request: { text(field: number): string }) =>
    toProtobuf([[1, `Hello, ${request.text(1)}`]]),
  '/lab.Greeter/Refuse': () => {
    throw new GrpcError(grpcStatus.notFound, 'There is no grün.');
  },
};

interface Answer {
  readonly status: string;
  readonly message: string;
  readonly body: Buffer;
}

suite('gRPC on a connection that is there', () => {
  const open: { destroy(): void }[] = [];

  teardown(() => open.splice(0).forEach((each) => each.destroy()));

  for (const [kind, wrap] of [
    ['of a socket', (socket: net.Socket): Duplex => socket],
    // As behind ssh.
    [
      'of a stream that is no socket',
      (socket: net.Socket): Duplex => Duplex.from({ readable: socket, writable: socket }),
    ],
  ] as const) {
    test(`${kind} answers with a message, or refuses`, async () => {
      const server = net.createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      assert.ok(typeof address === 'object' && address);
      const client = net.connect(address.port, '127.0.0.1');
      const [accepted] = (await once(server, 'connection')) as [net.Socket];
      server.close();
      await answersOver(client, wrap(accepted));
    });
  }

  test('with TLS, on which nobody agreed to speak HTTP/2, answers as well', async () => {
    const psk = { psk: Buffer.alloc(32, 7), identity: 'lab' };
    const server = tls.createServer({ ciphers: 'PSK', pskCallback: () => psk.psk });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(typeof address === 'object' && address);
    const client = tls.connect({
      host: '127.0.0.1',
      port: address.port,
      ciphers: 'PSK',
      pskCallback: () => psk,
      checkServerIdentity: () => undefined,
    });
    const [accepted] = (await once(server, 'secureConnection')) as [tls.TLSSocket];
    server.close();
    await answersOver(client, accepted);
  });

  async function answersOver(client: Duplex, connection: Duplex): Promise<void> {
    const served = serveGrpc(connection, methods);
    const session = connectHttp2('http://lab', { createConnection: () => client });
    open.push(client, connection, session);
    const ask = async (path: string): Promise<Answer> => {
      const stream = session.request({ ':method': 'POST', ':path': path });
      const message = toProtobuf([[1, 'Ana']]);
      const prefix = Buffer.alloc(5);
      prefix.writeUInt32BE(message.length, 1);
      stream.end(Buffer.concat([prefix, message]));
      const said: Record<string, unknown> = {};
      stream.on('response', (headers: object) => {
        Object.assign(said, headers);
      });
      stream.on('trailers', (headers: object) => {
        Object.assign(said, headers);
      });
      const body = Buffer.concat(await stream.toArray());
      const { 'grpc-status': status, 'grpc-message': text } = said;
      return { status: String(status), message: decodeURIComponent(String(text)), body };
    };
    const good = await ask('/lab.Greeter/Greet');
    assert.equal(good.status, '0');
    assert.match(good.body.toString('utf8'), /Hello, Ana$/);
    const { status, message } = await ask('/lab.Greeter/Refuse');
    assert.deepEqual([status, message], ['5', 'There is no grün.']);
    assert.equal((await ask('/lab.Greeter/Other')).status, '12');
    served.dispose();
    assert.ok(connection.destroyed);
  }
});
