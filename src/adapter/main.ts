import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { errorMessage } from '../base/errors';
import { openEngine } from '../engine/openEngine';
import { adapterLog } from './adapterLog';
import { DapConnection } from './dapConnection';
import { DebugSession } from './session';

/**
 * Drydock's debug adapter, alone: `node debugAdapter.js` speaks DAP over stdin and stdout,
 * `node debugAdapter.js --server=PORT` serves sessions one after another and at once on loopback,
 * `node debugAdapter.js --pipe=PATH` serves one on a local socket and ends with it or with its stdin.
 * `DRYDOCK_ADAPTER_LOG` names a file for its log.
 */
async function main(): Promise<void> {
  const pipe = process.argv
    .map((argument) => /^--pipe=(.+)$/.exec(argument)?.[1])
    .find((value) => value !== undefined);
  if (pipe !== undefined) {
    await serveOnce(pipe);
    process.exit(0);
  }
  const port = process.argv
    .map((argument) => /^--server=(\d+)$/.exec(argument)?.[1])
    .find((value) => value !== undefined);
  if (port === undefined) {
    await serve(process.stdin, process.stdout);
    process.exit(0);
  }
  const server = createServer((socket: Socket) => {
    socket.setNoDelay(true);
    serve(socket, socket).catch((error: unknown) => log.error(errorMessage(error)));
  });
  server.listen(Number(port), '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const listening = typeof address === 'object' && address ? address.port : port;
  process.stdout.write(`Drydock's debug adapter listens on 127.0.0.1:${listening}\n`);
}

/** Waits on a local socket for the one client that it serves. */
async function serveOnce(pipe: string): Promise<void> {
  const server = createServer();
  server.listen(pipe);
  await once(server, 'listening');
  process.stdout.write(`Drydock's debug adapter listens on ${pipe}\n`);
  // Whoever started this has gone, perhaps without a client having come.
  process.stdin.once('close', () => process.exit(0)).resume();
  const [socket] = (await once(server, 'connection')) as [Socket];
  process.stdin.removeAllListeners('close');
  server.close();
  await serve(socket, socket);
}

async function serve(input: Readable, output: Writable): Promise<void> {
  const connection = new DapConnection(input, output, log);
  const open = (endpoint: string | undefined): ReturnType<typeof openEngine> =>
    openEngine({ endpoint: () => endpoint, log });
  const session = new DebugSession(connection, open, log);
  if (input === process.stdin) {
    process.once('SIGTERM', () => process.stdin.destroy());
    process.once('SIGINT', () => process.stdin.destroy());
  }
  await session.run();
  output.end();
}

const log = adapterLog(process.env['DRYDOCK_ADAPTER_LOG']);

main().catch((error: unknown) => {
  process.stderr.write(`${errorMessage(error)}\n`);
  process.exit(1);
});
