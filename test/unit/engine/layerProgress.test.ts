import assert from 'node:assert/strict';
import { LayerProgress } from '../../../src/engine/layerProgress';
import { LooseJson } from '../../../src/engine/looseJson';

/** Feeds lines of progress and gives what they add up to. */
function taker(
  layers: LayerProgress,
): (id: string, status: string, current?: number, total?: number) => unknown {
  return (id, status, current, total) => {
    const progress = layers.take(new LooseJson({ id, status, progressDetail: { current, total } }));
    return progress && { ...progress, layers: progress.layers.map(({ state }) => state) };
  };
}

suite('The progress of a pull', () => {
  test('adds up the bytes of all layers and counts those that are there', () => {
    const layers = new LayerProgress();
    const take = taker(layers);

    assert.equal(take('1.0', 'Pulling from team/app'), undefined);
    take('a', 'Pulling fs layer');
    take('b', 'Already exists');
    take('c', 'Pulling fs layer');
    assert.deepEqual(take('a', 'Downloading', 30, 100), {
      current: 30,
      total: 100,
      message: 'Downloaded 1 of 3 layers',
      layers: ['downloading', 'complete', 'waiting'],
    });
    take('c', 'Downloading', 10, 50);
    assert.deepEqual(take('a', 'Download complete'), {
      current: 110,
      total: 150,
      message: 'Downloaded 2 of 3 layers',
      layers: ['downloaded', 'complete', 'downloading'],
    });
    take('c', 'Download complete');
    take('a', 'Extracting', 5, 100);
    assert.deepEqual(take('a', 'Pull complete'), {
      current: 150,
      total: 150,
      message: 'Extracted 2 of 3 layers',
      layers: ['complete', 'complete', 'downloaded'],
    });
  });
});

suite('The progress of a push', () => {
  test('counts what is uploaded, and what the registry has already', () => {
    const layers = new LayerProgress();
    const take = taker(layers);

    take('a', 'Preparing');
    take('b', 'Preparing');
    take('c', 'Preparing');
    take('b', 'Layer already exists');
    take('c', 'Mounted from team/base');
    // What is compressed on the way is more than the engine had guessed.
    assert.deepEqual(take('a', 'Pushing', 120, 100), {
      current: 120,
      total: 120,
      message: 'Uploaded 2 of 3 layers',
      layers: ['uploading', 'complete', 'complete'],
    });
    assert.deepEqual(take('a', 'Pushed'), {
      current: 120,
      total: 120,
      message: 'Uploaded 3 of 3 layers',
      layers: ['complete', 'complete', 'complete'],
    });
  });
});
