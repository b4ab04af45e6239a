import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { EngineClient } from '../lib/engineClient.mjs';
import { medians, ratio } from './measure.mjs';

/** Listing 1,000 containers, against the raw request to the same daemon, which is none. */
export async function benchList(runs) {
  const { openEngine } = await tsImport('../../src/engine/openEngine.ts', import.meta.url);
  const { silentLogger } = await tsImport('../../src/base/logger.ts', import.meta.url);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-'));
  const endpoint = `unix://${path.join(folder, 'd.sock')}`;
  const server = createServer((request, response) => {
    const isList = request.url?.includes('/containers/json');
    response.setHeader('Api-Version', '1.41');
    response.end(isList ? containers : '{"Version":"20.10.24","ApiVersion":"1.41"}');
  }).listen(path.join(folder, 'd.sock'));
  await once(server, 'listening');
  const engine = openEngine({ endpoint: () => endpoint, log: silentLogger });
  const raw = new EngineClient(endpoint);
  try {
    const [ours, theirs] = await medians(runs * 5, [
      () => engine.listContainers(),
      () => raw.json('GET', '/containers/json?all=true'),
    ]);
    return [ratio('list 1,000 containers / raw GET', ours, theirs, '<= 1.3 x')];
  } finally {
    engine.dispose();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const containers = JSON.stringify(
  Array.from({ length: 1000 }, (_, index) => ({
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
  })),
);
