import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { errorMessage, UserError } from '../base/errors';
import type { DebugEngine } from '../engine/containerEngine';
import { openDebugEngine } from '../engine/openDebugEngine';
import { adapterLog } from './client/adapterLog';
import { help, readCommandLine } from './commandLine';
import { DapConnection } from './client/dapConnection';
import { loadSession, serveSession } from './serveSession';
import { runTerminalProgram, terminalArgument } from './terminal/terminalProgram';

/** Drydock's debug adapter, alone; {@link help} tells how it is started. */
async function main(): Promise<void> {
  if (process.argv[2] === terminalArgument) {
    await runTerminalProgram(log);
    process.exit(0);
  }
  const wanted = readCommandLine(process.argv.slice(2));
  switch (wanted.kind) {
    case 'help':
      process.stdout.write(help);
      break;
    case 'stdio':
      await serveStandardStreams();
      break;
    case 'server':
      await serveSockets(wanted.port);
      break;
    case 'pipe':
      await servePipe(wanted.path);
      break;
  }
}

async function serveStandardStreams(): Promise<void> {
  const session = serve(process.stdin, process.stdout);
  onSignal(() => session.close());
  await session.over;
  // Something may still keep Node awake, such as a connection that the engine does not close.
  process.exit(0);
}

/** Waits on a local socket for the one client that it serves; ends with it, or with its own input. */
async function servePipe(path: string): Promise<void> {
  const server = createServer();
  await listen(server, path);
  process.stdout.write(`Drydock's debug adapter listens on ${path}\n`);
  // Whoever started this has gone, perhaps without a client having come.
  process.stdin.once('close', () => process.exit(0)).resume();
  const connected = once(server, 'connection');
  // Nobody waits yet.
  const usual = openEngine(undefined);
  await Promise.all([loadSession(), usual.locate().catch(() => undefined)]);
  const [socket] = (await connected) as [Socket];
  process.stdin.removeAllListeners('close');
  server.close();
  const session = serve(socket, socket, usual);
  onSignal(() => session.close());
  await session.over;
  process.exit(0);
}

async function serveSockets(port: number): Promise<void> {
  const sessions = new Set<Session>();
  const server = createServer((socket: Socket) => {
    socket.setNoDelay(true);
    const session = serve(socket, socket);
    sessions.add(session);
    void session.over.then(() => sessions.delete(session));
  });
  await listen(server, port, '127.0.0.1');
  await loadSession();
  const address = server.address();
  const listening = typeof address === 'object' && address ? address.port : port;
  process.stdout.write(`Drydock's debug adapter listens on 127.0.0.1:${listening}\n`);
  onSignal(() => {
    server.close();
    sessions.forEach((session) => session.close());
  });
  await once(server, 'close');
  await Promise.all([...sessions].map(({ over }) => over));
  process.exit(0);
}

async function listen(server: Server, place: string | number, host?: string): Promise<void> {
  server.listen(typeof place === 'number' ? { port: place, host } : { path: place });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new UserError(
      typeof place === 'number'
        ? `The port ${place} cannot be listened on: ${errorMessage(error)}. Choose another one, or 0 for any that is free.`
        : `The socket "${place}" cannot be listened on: ${errorMessage(error)}. Choose a path that is free.`,
      [],
      { cause: error },
    );
  }
}

/** One client's session. */
interface Session {
  /** Resolves, never rejects, when nothing of it is left. */
  readonly over: Promise<void>;
  /** Ends it as if the client had gone. */
  close(): void;
}

function openEngine(endpoint: string | undefined): DebugEngine {
  return openDebugEngine({ endpoint: () => endpoint, log });
}

function serve(input: Readable, output: Writable, usual?: DebugEngine): Session {
  const connection = new DapConnection(input, output, log);
  const over = serveSession(connection, openEngine, log, usual)
    .catch((error: unknown) => log.error(errorMessage(error)))
    .then(() => finished(output));
  return { over, close: () => connection.close() };
}

/** Resolves when everything has been written, or when nobody reads it any more. */
function finished(output: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (output.destroyed) {
      resolve();
      return;
    }
    output.once('close', resolve);
    output.end(resolve);
  });
}

function onSignal(end: () => void): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, end);
  }
}

const log = adapterLog(process.env['DRYDOCK_ADAPTER_LOG']);

main().catch((error: unknown) => {
  process.stderr.write(`${errorMessage(error)}\n`);
  process.exit(error instanceof UserError ? 2 : 1);
});
