import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../src/base/logger';
import { chooseImageBuilder } from '../../../src/engine/chooseImageBuilder';
import type { ContainerEngine } from '../../../src/engine/containerEngine';
import { EngineError } from '../../../src/engine/engineError';
import type { ImageBuilder } from '../../../src/engine/imageBuilder';
import type { ImageBuildRequest } from '../../../src/engine/imageOperations';
import { openEngine } from '../../../src/engine/openEngine';
import { FakeDaemon } from '../../support/fakeDaemon';

suite('The builder of an image, where no docker CLI has buildx', () => {
  let daemon: FakeDaemon;
  let engine: ContainerEngine;
  let folder: string;
  let request: ImageBuildRequest;

  setup(async () => {
    daemon = await FakeDaemon.listening();
    engine = openEngine({ log: silentLogger, endpoint: () => daemon.url });
    folder = await mkdtemp(join(tmpdir(), 'drydock-builder-'));
    await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\n');
    request = { contextHostPath: folder, dockerfile: 'Dockerfile', tags: ['lab:1'] };
    daemon.on('POST', '/build', (response) =>
      response.end(
        `${JSON.stringify({ stream: 'Step 1/1 : FROM scratch\n' })}\n${JSON.stringify({ aux: { ID: 'sha256:1' } })}\n`,
      ),
    );
  });

  teardown(async () => {
    engine.dispose();
    await daemon.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  test("is the engine's BuildKit, also where the engine does not say which builder it prefers", async () => {
    assert.equal((await choose()).name, "the engine's BuildKit");
    preferBuilder('2');
    assert.equal((await choose()).name, "the engine's BuildKit");
  });

  test('is the classic one where the engine prefers that', async () => {
    preferBuilder('1');
    assert.equal((await choose()).name, "the engine's classic builder");
  });

  for (const status of ['403 Forbidden', '404 Not Found', '500 Internal Server Error']) {
    test(`becomes the classic one where a session is answered with ${status}`, async () => {
      daemon.refuseHijack('/session', 'page not found', status);
      const { id, log } = await build(request);
      assert.equal(id, 'sha256:1');
      assert.match(log, /takes no session of a build, so the engine's classic builder takes over/);
      assert.ok(daemon.requests.some((one) => /^POST \/build\?.*version=1/.test(one)));
    });
  }

  test('says that secrets need BuildKit where a session is refused', async () => {
    daemon.refuseHijack('/session', 'forbidden', '403 Forbidden');
    const secrets = [{ id: 'token', source: { kind: 'text', text: 'hush' } }] as const;
    await assert.rejects(
      build({ ...request, secrets }),
      (error) => error instanceof EngineError && error.message.includes('secrets ("token")'),
    );
    assert.equal(daemon.count('POST /build'), 0);
  });

  test('stays BuildKit where the engine goes away meanwhile', async () => {
    daemon.onHijack('/session', () => void daemon.close());
    await assert.rejects(
      build(request),
      (error) => error instanceof EngineError && error.kind !== 'unsupported',
    );
    assert.ok(!daemon.requests.some((one) => one.includes('version=1')));
  });

  function preferBuilder(version: string): void {
    daemon.on('HEAD', '/_ping', (response) => {
      response.setHeader('Builder-Version', version);
      response.end();
    });
  }

  function choose(): Promise<ImageBuilder> {
    // It stands for a docker CLI that is not there.
    const docker = (): string[] => [join(folder, 'no-docker')];
    return chooseImageBuilder(engine, docker, { env: {}, hasOwnLogins: () => false });
  }

  async function build(
    wanted: ImageBuildRequest,
  ): Promise<{ readonly id: string; readonly log: string }> {
    let log = '';
    const builder = await choose();
    const id = await builder.build(wanted, (event) => {
      log += event.kind === 'log' ? event.text : '';
    });
    return { id, log };
  }
});
