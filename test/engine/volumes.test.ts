import assert from 'node:assert/strict';
import { contractSuite, hasKind, testImage as image } from '../support/contractSuite';
import { testLabels, testName } from '../support/testEngine';

contractSuite('Volumes', (real) => {
  test('are made, listed, inspected and removed', async () => {
    const { engine } = real();
    const name = testName('volume');
    assert.equal(await engine.createVolume({ name, labels: testLabels }), name);
    real().removeLater('volume', name);
    const listed = (await engine.listVolumes()).find((volume) => volume.name === name);
    assert.equal(listed?.driver, 'local');
    assert.equal(listed.isAnonymous, false);
    assert.equal(listed.labels['drydock.test'], testLabels['drydock.test']);
    assert.ok(listed.created > Date.now() - 60_000);
    assert.deepEqual(await engine.inspectVolume(name), listed);
    assert.match(await engine.inspectVolumeJson(name), new RegExp(name));
    await engine.removeVolume(name);
    await assert.rejects(engine.inspectVolume(name), hasKind('notFound'));
  });

  test('refuse a name that is taken', async () => {
    const { engine } = real();
    const name = await engine.createVolume({ name: testName('volume'), labels: testLabels });
    real().removeLater('volume', name);
    await assert.rejects(engine.createVolume({ name, labels: testLabels }), hasKind('nameTaken'));
  });

  test('tell who uses them and what they take, and are not removed while a container has them', async () => {
    const { engine } = real();
    const name = await engine.createVolume({ name: testName('volume'), labels: testLabels });
    real().removeLater('volume', name);
    const id = await real().run({
      image,
      command: ['sh', '-c', 'head -c 50000 /dev/zero > /data/file'],
      mounts: [{ kind: 'volume', source: name, target: '/data' }],
    });
    await engine.waitForContainer(id);
    const usage = (await engine.volumeUsage()).find((volume) => volume.name === name);
    assert.ok(usage?.size !== undefined && usage.size >= 50_000 && usage.size < 100_000);
    assert.equal(usage.users, 1);
    const listed = (await engine.listContainers()).find((container) => container.id === id);
    assert.equal(listed?.mounts.find(({ destination }) => destination === '/data')?.name, name);
    await assert.rejects(engine.removeVolume(name), hasKind('inUse'));
    await engine.removeContainer(id, { force: true, volumes: true });
    assert.equal((await engine.inspectVolume(name)).name, name);
  });

  test('without a name get a number', async () => {
    const { engine } = real();
    const name = await engine.createVolume({ labels: testLabels });
    real().removeLater('volume', name);
    assert.equal((await engine.inspectVolume(name)).isAnonymous, true);
  });
});
