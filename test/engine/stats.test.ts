import assert from 'node:assert/strict';
import { CancelledError } from '../../src/base/errors';
import type { ContainerStats } from '../../src/domain/containerStats';
import { contractSuite, hasKind, testImage as image } from '../support/contractSuite';

contractSuite('The statistics of a container', (real) => {
  test('tell that a busy one is busy, within its limit of memory', async () => {
    const memory = 64 * 1024 * 1024;
    const id = await real().run({ image, memory, command: ['sh', '-c', 'while :; do :; done'] });
    const stats = await real().engine.containerStats(id);
    assert.ok(stats.cpuPercent > 5, `${stats.cpuPercent} %`);
    assert.equal(stats.memoryLimit, memory);
    assert.ok(stats.memory > 0 && stats.memory < memory);
    assert.ok(stats.pids >= 1);
    assert.ok(Math.abs(stats.time - Date.now()) < 60_000);
  });

  test('follow it until it stops', async () => {
    const { engine } = real();
    const id = await real().run({ image });
    const samples: ContainerStats[] = [];
    for await (const sample of engine.followStats(id)) {
      samples.push(sample);
      if (samples.length === 2) {
        await engine.stopContainer(id);
      }
    }
    assert.ok(samples.length >= 2);
    assert.ok((samples[1]?.time ?? 0) > (samples[0]?.time ?? 0));
  });

  test('end when nobody wants them any more', async () => {
    const id = await real().run({ image });
    const cancel = new AbortController();
    await assert.rejects(async () => {
      for await (const sample of real().engine.followStats(id, cancel.signal)) {
        assert.ok(sample.time > 0);
        cancel.abort();
      }
    }, CancelledError);
  });

  test('are not to be had of one that does not run', async () => {
    const { id } = await real().create({ image });
    await assert.rejects(real().engine.containerStats(id), hasKind('notRunning'));
    await assert.rejects(real().engine.containerStats('drydock-test-none'), hasKind('notFound'));
  });
});
