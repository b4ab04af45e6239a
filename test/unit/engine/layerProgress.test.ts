import assert from 'node:assert/strict';
import { LayerProgress } from '../../../src/engine/layerProgress';
import { LooseJson } from '../../../src/engine/looseJson';

suite('The progress of a pull', () => {
  test('adds up the bytes of all layers and counts those that are there', () => {
    const layers = new LayerProgress();
    const take = (id: string, status: string, current?: number, total?: number): unknown =>
      layers.take(new LooseJson({ id, status, progressDetail: { current, total } }));

    assert.equal(take('1.0', 'Pulling from team/app'), undefined);
    take('a', 'Pulling fs layer');
    take('b', 'Already exists');
    take('c', 'Pulling fs layer');
    assert.deepEqual(take('a', 'Downloading', 30, 100), {
      current: 30,
      total: 100,
      message: 'Downloaded 1 of 3 layers',
    });
    take('c', 'Downloading', 10, 50);
    assert.deepEqual(take('a', 'Download complete'), {
      current: 110,
      total: 150,
      message: 'Downloaded 2 of 3 layers',
    });
    take('c', 'Download complete');
    take('a', 'Extracting', 5, 100);
    assert.deepEqual(take('a', 'Pull complete'), {
      current: 150,
      total: 150,
      message: 'Extracted 2 of 3 layers',
    });
  });
});
