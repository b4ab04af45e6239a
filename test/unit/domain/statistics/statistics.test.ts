import assert from 'node:assert/strict';
import type { ContainerStats } from '../../../../src/domain/containerStats';
import { chartPath, chartScale } from '../../../../src/domain/statistics/chartScale';
import { parseGpuUsage } from '../../../../src/domain/statistics/gpuUsage';
import { usagePoint } from '../../../../src/domain/statistics/usagePoint';
import { usageText } from '../../../../src/domain/statistics/usageText';

const sample: ContainerStats = {
  time: 10_000,
  cpuPercent: 12,
  cpus: 2,
  memory: 340e6,
  memoryLimit: 1e9,
  network: { received: 5000, sent: 700 },
  blockIo: { read: 0, written: 8000 },
  pids: 3,
};

suite('What a container uses', () => {
  test('is told in a row in two figures', () => {
    assert.equal(usageText(sample), '12 % · 340 MB');
    assert.equal(usageText({ cpuPercent: 0.44, memory: 0 }), '0.4 % · 0 B');
  });

  test('is counted by the second from one sample to the next', () => {
    const next = {
      ...sample,
      time: 12_000,
      network: { received: 7000, sent: 700 },
      blockIo: { read: 0, written: 9000 },
    };
    assert.deepEqual(usagePoint(next, sample), {
      time: 12_000,
      cpuPercent: 12,
      memory: 340e6,
      memoryLimit: 1e9,
      processes: 3,
      received: 1000,
      sent: 0,
      read: 0,
      written: 500,
    });
  });

  test('has no rates at first, and none below zero when the counters began anew', () => {
    assert.equal(usagePoint(sample, undefined).written, undefined);
    const anew = { ...sample, time: 11_000, blockIo: { read: 0, written: 10 } };
    assert.equal(usagePoint(anew, sample).written, 0);
  });

  test("has no network's rates with the host's network", () => {
    const { network, ...without } = sample;
    assert.ok(network);
    assert.equal('received' in usagePoint({ ...without, time: 11_000 }, without), false);
  });

  test("of GPUs is their mean and their memories' sum", () => {
    assert.deepEqual(parseGpuUsage('30, 1024, 4096\n50, 0, 4096\n'), {
      percent: 40,
      memory: 1024 ** 3,
      memoryTotal: 8 * 1024 ** 3,
    });
    assert.equal(parseGpuUsage('No devices were found\n'), undefined);
    assert.equal(parseGpuUsage('[N/A], 10, 20\n')?.percent, 0);
  });
});

suite('A chart', () => {
  test('has an axis that ends at 1, 2 or 5 times a power of ten', () => {
    assert.deepEqual(
      [0, 11, 20, 20.1, 180, 730].map((value) => chartScale(value, 10)),
      [10, 20, 20, 50, 200, 1000],
    );
  });

  test('draws a line, which is broken where nothing was measured', () => {
    const points = [0, 1000, 2000, 9000, 10_000].map((time) => ({ time, value: 5 }));
    assert.equal(
      chartPath(points, 0, 10_000, 10, 5000),
      'M0.00 50.00L10.00 50.00L20.00 50.00M90.00 50.00L100.00 50.00',
    );
    assert.equal(chartPath([{ time: 1, value: undefined }], 0, 10, 10, 5), '');
  });
});
