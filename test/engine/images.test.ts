import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer as bufferOf } from 'node:stream/consumers';
import { EngineError } from '../../src/engine/engineError';
import { contractSuite, hasKind, testImage as image } from '../support/contractSuite';
import { testLabels, testName } from '../support/testEngine';
import { namesInTar, tarOfFiles } from '../support/tarContent';

contractSuite('Images', (real) => {
  test('tell what they are made of', async () => {
    const { engine } = real();
    const { id } = await importOne();
    const details = await engine.inspectImage(id);
    assert.equal(details.layers.length, 1);
    assert.ok(details.size > 0 && details.size < 100_000);
    assert.deepEqual(details.command, ['/hello']);
    assert.deepEqual(details.exposedPorts, ['8080/tcp']);
    assert.ok(Math.abs(details.created - Date.now()) < 600_000);
    const history = await engine.imageHistory(image);
    assert.ok(history.length >= 2);
    assert.equal(history[0]?.imageId, (await engine.inspectImage(image)).id);
    assert.ok(history.some(({ size, command }) => size > 1_000_000 && command.includes('COPY')));
  });

  test('get more names, and go with the last one', async () => {
    const { engine } = real();
    const { id, reference } = await importOne();
    const other = `${testName('retagged')}:2`;
    await engine.tagImage(id, other);
    assert.deepEqual(
      [...(await engine.inspectImage(id)).tags].sort().map(withoutHost),
      [reference, other].sort(),
    );
    await engine.removeImage(reference, { force: false });
    assert.equal((await engine.inspectImage(other)).id, id);
    await engine.removeImage(other, { force: false });
    await assert.rejects(engine.inspectImage(id), hasKind('imageMissing'));
    await assert.rejects(engine.tagImage(id, other), hasKind('imageMissing'));
  });

  test('are not removed while a container has them', async () => {
    const { engine } = real();
    const { id } = await importOne();
    await real().create({ image: id, command: ['/hello'] });
    await assert.rejects(engine.removeImage(id, { force: false }), hasKind('inUse'));
  });

  test('are saved as an archive, and loaded from it', async () => {
    const { engine } = real();
    const { id, reference } = await importOne();
    const names = await namesInTar(await engine.saveImages([reference]));
    assert.ok(names.includes('manifest.json'), names.join(' '));
    const archive = await engine.saveImages([reference]);
    const kept = await bufferOf(archive);
    await engine.removeImage(reference, { force: true });
    const loaded = await engine.loadImages(Readable.from(kept, { objectMode: false }));
    assert.deepEqual(loaded.map(withoutHost), [reference]);
    assert.equal((await engine.inspectImage(reference)).id, id);
  });

  test('are not found in an archive that has none', async () => {
    await assert.rejects(
      real().engine.loadImages(tarOfFiles({ 'readme.txt': 'nothing' })),
      (error) => error instanceof EngineError && error.kind !== 'connectionLost',
    );
  });

  test('that are missing cannot be saved', async () => {
    await assert.rejects(
      real().engine.saveImages(['drydock-test/none:1']),
      hasKind('imageMissing'),
    );
  });

  /** An image of one file; its name is without a registry. */
  async function importOne(): Promise<{ readonly id: string; readonly reference: string }> {
    const reference = `${testName('imported')}:1`;
    const [label] = Object.entries(testLabels).map(([key, value]) => `LABEL ${key}=${value}`);
    const id = await real().engine.importImage(tarOfFiles({ hello: reference }), {
      reference,
      changes: ['CMD ["/hello"]', 'EXPOSE 8080', ...(label ? [label] : [])],
    });
    real().removeLater('image', id);
    return { id, reference };
  }
});

/** Podman names the registry of an image that came from none. */
function withoutHost(tag: string): string {
  return tag.replace(/^localhost\//, '');
}
