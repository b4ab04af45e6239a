import assert from 'node:assert/strict';
import type { ResourceKind } from '../../src/engine/containerEngine';
import { previewPrune, prune, type PruneOptions, type PrunePreview } from '../../src/engine/prune';
import { contractSuite, testImage as image } from '../support/contractSuite';
import { testLabels, testName } from '../support/testEngine';

contractSuite('Pruning', (real) => {
  test('of containers shows what they take, and removes only what it has shown', async () => {
    const { engine } = real();
    const command = ['sh', '-c', 'head -c 100000 /dev/zero > /made'];
    const stopped = await real().run({ image, command });
    const running = await real().run({ image });
    await engine.waitForContainer(stopped);
    const preview = await own('containers', [stopped, running]);
    assert.deepEqual(
      preview.items.map(({ id }) => id),
      [stopped],
    );
    assert.ok((preview.items[0]?.size ?? 0) >= 100_000);
    const later = await real().run({ image, command: ['true'] });
    await engine.waitForContainer(later);
    const { removed, kept } = await prune(engine, preview, () => undefined);
    assert.deepEqual([removed.map(({ id }) => id), kept], [[stopped], []]);
    assert.equal((await engine.inspectContainer(later)).state, 'exited');
  });

  test('keeps what has come into use since, and says why', async () => {
    const { engine } = real();
    const id = await real().run({ image });
    await engine.stopContainer(id);
    const preview = await own('containers', [id]);
    await engine.startContainer(id);
    const { removed, kept } = await prune(engine, preview, () => undefined);
    assert.deepEqual([removed, kept.map(({ item }) => item.id)], [[], [id]]);
    assert.match(kept[0]?.error.message ?? '', /running/);
  });

  test('of networks leaves the one that a stopped container needs', async () => {
    const { engine } = real();
    const [free, taken] = [await network('10.213.20.0/24'), await network('10.213.21.0/24')];
    const id = await real().run({ image, network: taken.name });
    await engine.stopContainer(id);
    const preview = await own('networks', [free.id, taken.id]);
    assert.deepEqual(
      preview.items.map(({ name }) => name),
      [free.name],
    );
    await prune(engine, preview, () => undefined);
    assert.ok((await engine.listNetworks()).every((each) => each.id !== free.id));
    await engine.startContainer(id);
  });

  test('of volumes takes named ones only when asked', async () => {
    const { engine } = real();
    const anonymous = await engine.createVolume({ labels: testLabels });
    const named = await engine.createVolume({ name: testName('volume'), labels: testLabels });
    real().removeLater('volume', anonymous);
    real().removeLater('volume', named);
    const ids = async (options: PruneOptions): Promise<readonly string[]> =>
      (await own('volumes', [anonymous, named], options)).items.map(({ id }) => id);
    assert.deepEqual(await ids({}), [anonymous]);
    assert.deepEqual([...(await ids({ namedVolumes: true }))].sort(), [anonymous, named].sort());
  });

  test('of images takes tagged ones only when asked, and no used one', async () => {
    const { engine } = real();
    const container = await real().run({ image });
    await engine.waitForContainer(await real().run({ image, command: ['true'] }));
    const reference = `${testName('unused')}:1`;
    const id = await engine.commitContainer(container, { reference, pause: false });
    real().removeLater('image', id);
    const used = (await engine.inspectImage(image)).id;
    assert.deepEqual((await own('images', [id, used])).items, []);
    const all = await own('images', [id, used], { taggedImages: true });
    assert.deepEqual(
      all.items.map((item) => item.id),
      [id],
    );
  });

  /** A preview of the test's own things alone: the engine has things of others. */
  async function own(
    kind: ResourceKind,
    ids: readonly string[],
    options: PruneOptions = {},
  ): Promise<PrunePreview> {
    const preview = await previewPrune(real().engine, kind, options);
    return { ...preview, items: preview.items.filter(({ id }) => ids.includes(id)) };
  }

  async function network(subnet: string): Promise<{ readonly id: string; readonly name: string }> {
    const name = testName('net');
    const subnets = [{ subnet }];
    const { id } = await real().engine.createNetwork({ name, subnets, labels: testLabels });
    real().removeLater('network', id);
    return { id, name };
  }
});
