import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { dockerPlugin } from '../../scripts/lib/dockerPlugin.mjs';
import type { BuildEvent } from '../../src/domain/imageBuild/buildEvent';
import { dockerCommand } from '../../src/domain/dockerCommand';
import { chooseImageBuilder } from '../../src/engine/chooseImageBuilder';
import type { ImageBuilder } from '../../src/engine/imageBuilder';
import { openTestEngine, testLabels, testName, type TestEngine } from '../support/testEngine';

suite('The builder of an image', () => {
  let real: TestEngine;
  let folder: string;

  suiteSetup(async () => {
    real = await openTestEngine();
    folder = await mkdtemp(join(tmpdir(), 'drydock-builder-'));
  });

  suiteTeardown(async () => {
    await real.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  test('is buildx where the docker CLI has it, which is given secrets that were typed', async () => {
    const builder = await choose(await dockerPlugin('buildx'));
    assert.match(builder.name, /^BuildKit by docker buildx \d/);
    const text = `FROM drydock-test/busybox
RUN --mount=type=secret,id=my.token wc -c < /run/secrets/my.token
`;
    await writeFile(join(folder, 'Dockerfile'), text);
    const tag = `${testName('buildx')}:1`;
    real.removeLater('image', tag);
    const request = {
      contextHostPath: folder,
      dockerfile: 'Dockerfile',
      tags: [tag],
      labels: testLabels,
      noCache: true,
    };
    let log = '';
    const take = (event: BuildEvent): void => {
      log += event.kind === 'log' ? event.text : '';
    };
    const secrets = [{ id: 'my.token', source: { kind: 'text', text: 'hush hush' } }] as const;
    const id = await builder.build({ ...request, secrets }, take);
    assert.equal((await real.engine.inspectImage(tag)).id, id);
    assert.match(log, /^9$/m);
  });

  test("is the engine's BuildKit where it has not", async () => {
    assert.equal((await choose(folder)).name, "the engine's BuildKit");
  });

  function choose(config: string): Promise<ImageBuilder> {
    const env = { ...process.env, DOCKER_CONFIG: config };
    const docker = (...words: readonly string[]): string[] => dockerCommand('', ...words);
    return chooseImageBuilder(real.engine, docker, { env, hasOwnLogins: () => false });
  }
});
