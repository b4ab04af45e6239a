import assert from 'node:assert/strict';
import type { DiskUsage, DiskUsageItem, DiskUsageOfKind } from '../../../src/domain/diskUsage';
import {
  largestItems,
  reclaimableShare,
  totalUsage,
  usageShares,
} from '../../../src/domain/diskUsageShares';

suite('the disk usage as a chart', () => {
  const usage: DiskUsage = {
    images: kind(600, 150),
    containers: kind(0, 0),
    volumes: kind(300, 300),
    buildCache: kind(100, 0),
  };

  test('is one bar with a part for each kind that takes anything', () => {
    assert.deepEqual(totalUsage(usage), { size: 1000, reclaimable: 450 });
    assert.deepEqual(
      usageShares(usage).map(({ kind, start, width }) => `${kind} ${start}+${width}`),
      ['images 0+0.6', 'volumes 0.6+0.3', 'buildCache 0.8999999999999999+0.1'],
    );
  });

  test('of an engine that keeps nothing has no part', () => {
    const nothing = kind(0, 0);
    const empty = { images: nothing, containers: nothing, volumes: nothing, buildCache: nothing };
    assert.deepEqual(usageShares(empty), []);
    assert.equal(reclaimableShare(nothing), 0);
  });

  test('tells how much of a kind can become free, and never more than there is', () => {
    assert.equal(reclaimableShare(kind(600, 150)), 0.25);
    assert.equal(reclaimableShare(kind(100, 130)), 1);
  });

  test('names the largest things by what they take alone', () => {
    const items = [item('shared', 900, 850), item('own', 300, 0), item('empty', 0, 0)];
    const { largest, others } = largestItems({ size: 1, reclaimable: 0, items }, 1);
    assert.deepEqual([largest.map(({ name }) => name), others], [['own'], 2]);
  });
});

function kind(size: number, reclaimable: number): DiskUsageOfKind {
  return { items: [], size, reclaimable };
}

function item(name: string, size: number, shared: number): DiskUsageItem {
  return { id: name, name, size, shared, isInUse: true };
}
