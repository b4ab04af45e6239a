import assert from 'node:assert/strict';
import { layerFiles } from '../../src/domain/layerFiles';
import { readImageLayers, readLayerFile } from '../../src/engine/imageLayers';
import { runInContainer } from '../../src/engine/runInContainer';
import { contractSuite, testImage } from '../support/contractSuite';
import { testLabels, testName } from '../support/testEngine';

contractSuite('Files of the layers of an image', (real) => {
  test('are those that each step added, changed and removed', async () => {
    const { engine } = real();
    const container = await real().run({ image: testImage });
    const script =
      'mkdir -p /made && echo new >/made/file && rm /bin/vi /bin/acpid && echo changed >/bin/acpid';
    await runInContainer(engine, container, { argv: ['sh', '-c', script] });
    const image = await engine.commitContainer(container, {
      pause: false,
      reference: `drydock-test/${testName('layers')}`,
      changes: Object.entries(testLabels).map(([key, value]) => `LABEL ${key}=${value}`),
    });
    real().removeLater('image', image);

    const layers = await readImageLayers(engine, image, () => undefined);
    assert.equal(layers.length, (await engine.inspectImage(image)).layers.length);
    const files = layerFiles(layers.map(({ entries }) => entries));
    const upper = (files.at(-1) ?? []).filter(({ path }) => /^(made|bin)\//.test(path));
    assert.deepEqual(upper.map(({ path, change, size }) => [path, change, size]).sort(), [
      ['bin/acpid', 'changed', 8],
      ['bin/vi', 'removed', 0],
      ['made/file', 'added', 4],
    ]);
    const archive = layers.at(-1)?.archive ?? '';
    const content = await readLayerFile(
      engine,
      image,
      { archive, path: 'made/file' },
      () => undefined,
    );
    assert.equal(content?.toString(), 'new\n');
  });
});
