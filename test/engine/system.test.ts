import assert from 'node:assert/strict';
import { contractSuite, testImage as image } from '../support/contractSuite';
import { testName, testLabels } from '../support/testEngine';

contractSuite('The engine itself', (real) => {
  test('answers, and tells of its machine', async () => {
    const { engine } = real();
    await engine.ping();
    const { machine, capabilities } = await engine.info();
    assert.ok(machine.cpus >= 1 && machine.memory > 1e8);
    assert.match(machine.kernel, /^\d/);
    assert.ok(machine.storageDriver !== '' && machine.rootFolder.startsWith('/'));
    assert.ok([1, 2].includes(machine.cgroupVersion));
    assert.ok(machine.runtimes.length > 0);
    assert.equal(typeof capabilities.buildCache, 'boolean');
  });

  test('measures what its things take', async () => {
    const { engine } = real();
    const volume = await engine.createVolume({ name: testName('volume'), labels: testLabels });
    real().removeLater('volume', volume);
    const id = await real().run({
      image,
      command: ['sh', '-c', 'head -c 200000 /dev/zero > /made; cp /made /data/'],
      mounts: [{ kind: 'volume', source: volume, target: '/data' }],
    });
    await engine.waitForContainer(id);
    const usage = await engine.diskUsage();
    const container = usage.containers.items.find((item) => item.id === id);
    assert.ok(container && container.size >= 200_000 && !container.isInUse);
    const stored = usage.volumes.items.find(({ name }) => name === volume);
    assert.ok(stored && stored.size >= 200_000 && stored.isInUse);
    const used = usage.images.items.find(({ name }) => name.includes(image));
    assert.ok(used && used.size > 1_000_000);
    assert.ok(usage.images.size > 0 && usage.images.reclaimable <= usage.images.size * 2);
  });
});
