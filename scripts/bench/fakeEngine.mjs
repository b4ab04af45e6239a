import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';

/** A daemon that has containers and nothing else, for numbers of them that no machine can hold. */
export async function startFakeEngine(count) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-'));
  const socket = path.join(folder, 'd.sock');
  const containers = Array.from({ length: count }, (_, index) => container(index));
  const followers = new Set();
  let list = JSON.stringify(containers);
  const server = createServer((request, response) => {
    response.setHeader('Api-Version', '1.41');
    if (request.url?.includes('/events')) {
      response.writeHead(200).flushHeaders();
      followers.add(response);
      response.once('close', () => followers.delete(response));
    } else if (request.url?.includes('/containers/json')) {
      response.end(list);
    } else if (request.url?.includes('/images/json')) {
      response.end('[]');
    } else {
      response.end('{"Version":"20.10.24","ApiVersion":"1.41","Os":"linux","Arch":"amd64"}');
    }
  }).listen(socket);
  await once(server, 'listening');
  return {
    endpoint: `unix://${socket}`,
    /** Tells of containers that were started, all at once; the first has got the name. */
    change(name, events) {
      containers[0] = { ...containers[0], Names: [`/${name}`] };
      list = JSON.stringify(containers);
      const event = {
        Type: 'container',
        Action: 'start',
        id: containers[0].Id,
        Actor: { ID: '1' },
      };
      const text = `${JSON.stringify(event)}\n`.repeat(events);
      followers.forEach((response) => response.write(text));
    },
    close() {
      followers.forEach((response) => response.destroy());
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function container(index) {
  return {
    Id: index.toString(16).padStart(64, '0'),
    Names: [`/container-${index}`],
    Image: 'debian:bookworm-slim',
    ImageID: `sha256:${'0'.repeat(64)}`,
    Command: 'sleep infinity',
    Created: 1_700_000_000 + index,
    Ports: [{ IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8000 + index, Type: 'tcp' }],
    Labels: { 'com.example.index': String(index) },
    State: 'running',
    Status: 'Up 2 hours',
    HostConfig: { NetworkMode: 'default' },
    NetworkSettings: { Networks: { bridge: { IPAddress: '172.17.0.2' } } },
    Mounts: [{ Type: 'bind', Source: '/src', Destination: '/workspace', RW: true }],
  };
}
