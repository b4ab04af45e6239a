import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { hasImage, importImage } from '../../scripts/lib/baseImages.mjs';
import { findEngine, type EngineClient } from '../../scripts/lib/engineClient.mjs';
import { ensureTestImages } from '../../scripts/lib/testImages.mjs';

suite('The images that the scripts make', () => {
  let engine: EngineClient;

  suiteSetup(async () => {
    const found = await findEngine();
    assert.ok(found.client, 'an engine answers');
    engine = found.client;
  });

  test('a folder becomes an image without a registry', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-import-'));
    const reference = `drydock-test-import:${process.pid}`;
    await writeFile(path.join(folder, 'hello'), 'from a folder');
    try {
      await importImage(engine, folder, reference);
      assert.equal(await hasImage(engine, reference), true);
    } finally {
      await engine.request('DELETE', `/images/${reference}`);
      await rm(folder, { recursive: true, force: true });
    }
    assert.equal(await hasImage(engine, reference), false);
  });

  test('images that are there are not made again', async () => {
    await ensureTestImages(engine);
    const before = await imageId(engine);
    await ensureTestImages(engine);
    assert.equal(await imageId(engine), before);
  });
});

async function imageId(engine: EngineClient): Promise<unknown> {
  const image = (await engine.json('GET', '/images/drydock-test/trixie/json')) as { Id: string };
  return image.Id;
}
