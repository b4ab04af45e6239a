import { createServer, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { toDisposable, type Disposable } from '../base/disposable';
import { errorMessage } from '../base/errors';
import { ProtobufMessage } from '../domain/protobuf';

/** The methods of a server by their paths, such as `/grpc.health.v1.Health/Check`: one message for one. */
export type GrpcMethods = Readonly<
  Record<string, (request: ProtobufMessage) => Uint8Array | Promise<Uint8Array>>
>;

/** An answer that is a refusal, with one of gRPC's status codes. */
export class GrpcError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** gRPC's status codes. */
export const grpcStatus = { unknown: 2, notFound: 5, unimplemented: 12 } as const;

/** Serves gRPC over a connection that is there already, until it ends or is disposed. */
export function serveGrpc(connection: Duplex, methods: GrpcMethods): Disposable {
  const server = createServer();
  server.on('stream', (stream, headers) => {
    // The other end may leave in mid-call; then there is nobody to answer.
    stream.on('error', () => undefined);
    void answer(stream, headers, methods);
  });
  server.on('session', (session) => {
    connection.once('close', () => session.destroy());
  });
  server.on('sessionError', () => connection.destroy());
  connection.on('error', () => undefined);
  server.emit('connection', withoutProtocol(connection));
  return toDisposable(() => {
    connection.destroy();
    server.close();
  });
}

/**
 * Node's HTTP/2 turns a TLS connection away on which the protocol was not agreed, as it is not where the
 * connection began as HTTP/1.1. A plain stream has no protocol.
 */
function withoutProtocol(connection: Duplex): Duplex {
  return connection instanceof TLSSocket
    ? Duplex.from({ readable: connection, writable: connection })
    : connection;
}

/** Never rejects: what goes wrong is the answer. */
async function answer(
  stream: ServerHttp2Stream,
  { ':path': path = '' }: IncomingHttpHeaders,
  methods: GrpcMethods,
): Promise<void> {
  try {
    const request = await messageOf(stream);
    const method = methods[path];
    if (!method) {
      throw new GrpcError(grpcStatus.unimplemented, `There is no ${path}.`);
    }
    succeed(stream, await method(request));
  } catch (error) {
    fail(stream, error);
  }
}

/** A message stands behind five bytes: whether it is compressed, and its length. */
const prefixLength = 5;

async function messageOf(stream: ServerHttp2Stream): Promise<ProtobufMessage> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) {
    if (chunk instanceof Uint8Array) {
      chunks.push(chunk);
    }
  }
  return new ProtobufMessage(Buffer.concat(chunks).subarray(prefixLength));
}

function succeed(stream: ServerHttp2Stream, message: Uint8Array): void {
  if (stream.destroyed) {
    return;
  }
  const prefix = Buffer.alloc(prefixLength);
  prefix.writeUInt32BE(message.length, 1);
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.respond(goodHeaders, { waitForTrailers: true });
  stream.end(Buffer.concat([prefix, message]));
}

function fail(stream: ServerHttp2Stream, error: unknown): void {
  if (stream.destroyed) {
    return;
  }
  const status = error instanceof GrpcError ? error.status : grpcStatus.unknown;
  const said = encodeURIComponent(errorMessage(error));
  stream.respond(
    { ...goodHeaders, 'grpc-status': String(status), 'grpc-message': said },
    { endStream: true },
  );
}

const goodHeaders = { ':status': 200, 'content-type': 'application/grpc' };
