import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { EngineClient, findEngine } from '../../../scripts/lib/engineClient.mjs';

suite('The engine that the scripts use', () => {
  let folder: string;
  let socket: string;
  let server: Server;

  setup(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-'));
    socket = path.join(folder, 'docker.sock');
    server = createServer((request, response) => {
      const answers: Record<string, [number, string]> = {
        '/version': [200, '{"Version":"27.1"}'],
        '/build': [200, '{"stream":"Step 1/1 : FROM x\\n"}\n{"error":"no such image: x"}\n'],
      };
      const [status, body] = answers[request.url ?? ''] ?? [404, '{"message":"no such thing"}'];
      response.writeHead(status).end(body);
    }).listen(socket);
    await once(server, 'listening');
  });

  teardown(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is the one that DOCKER_HOST names', async () => {
    const found = await findEngine({ DOCKER_HOST: `unix://${socket}` });
    assert.ok(found.client);
    assert.equal(found.client.endpoint, `unix://${socket}`);
    assert.equal(found.name, 'Docker 27.1');
  });

  test('is the one of the current Docker context', async () => {
    const id = createHash('sha256').update('dock').digest('hex');
    mkdirSync(path.join(folder, 'contexts/meta', id), { recursive: true });
    writeFileSync(path.join(folder, 'config.json'), '{"currentContext":"dock"}');
    const meta = { Name: 'dock', Endpoints: { docker: { Host: `unix://${socket}` } } };
    writeFileSync(path.join(folder, 'contexts/meta', id, 'meta.json'), JSON.stringify(meta));
    const found = await findEngine({ DOCKER_CONFIG: folder });
    assert.equal(found.client?.endpoint, `unix://${socket}`);
  });

  test('is not replaced by another one when the chosen one does not answer', async () => {
    const gone = findEngine({ DOCKER_HOST: `unix://${folder}/gone.sock` });
    await assert.rejects(gone, /gone\.sock \(DOCKER_HOST\) does not answer/);
  });

  test('fails a build whose progress ends in an error line, and shows the log', async () => {
    const build = new EngineClient(`unix://${socket}`).progress('POST', '/build');
    await assert.rejects(build, /no such image: x\nStep 1\/1 : FROM x/);
  });

  test('tells the status of a refusal', async () => {
    const refused = new EngineClient(`unix://${socket}`).request('GET', '/images/x/json');
    await assert.rejects(refused, { message: 'no such thing', statusCode: 404 });
  });
});
