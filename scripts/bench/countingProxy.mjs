import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** Stands between a client and the socket of an engine, and counts the requests. */
export async function startCountingProxy(endpoint) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-'));
  const socket = path.join(folder, 'p.sock');
  const requests = [];
  const sockets = new Set();
  const server = createServer((client) => {
    const engine = connect(endpoint.replace(/^unix:\/\//, ''));
    for (const one of [client, engine]) {
      sockets.add(one);
      one.on('error', () => undefined).once('close', () => sockets.delete(one));
    }
    // A request is one piece here: none has a body, and none waits behind another.
    client.on('data', (piece) => {
      const line = /^(?:GET|POST|DELETE|HEAD|PUT) \S+/.exec(piece.toString('latin1', 0, 500));
      if (line) {
        requests.push(line[0]);
      }
    });
    client.pipe(engine).pipe(client);
    // One that breaks tells the other nothing.
    client.once('close', () => engine.destroy());
    engine.once('close', () => client.destroy());
  }).listen(socket);
  await once(server, 'listening');
  return {
    endpoint: `unix://${socket}`,
    requests,
    close() {
      sockets.forEach((one) => one.destroy());
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
