import assert from 'node:assert/strict';
import {
  layerFiles,
  layerRows,
  layerSummary,
  type LayerEntry,
} from '../../../src/domain/layerFiles';

suite('What a layer does to files', () => {
  const base = [folder('usr'), folder('usr/lib'), file('usr/lib/a', 10), file('usr/lib/b', 5)];

  test('is adding, changing and removing them', () => {
    const [first, second] = layerFiles([
      [...base, file('etc/hosts', 1)],
      [folder('usr'), file('usr/lib/a', 12), file('usr/new', 0), file('usr/lib/.wh.b', 0)],
    ]);
    assert.deepEqual(layerSummary(first ?? []), { added: 3, changed: 0, removed: 0 });
    assert.deepEqual(second, [
      { path: 'usr/lib/a', change: 'changed', size: 12 },
      { path: 'usr/new', change: 'added', size: 0 },
      { path: 'usr/lib/b', change: 'removed', size: 5 },
    ]);
  });

  test('is removing folders with all in them, whose bytes stay below', () => {
    const [, whole, again] = layerFiles([base, [file('.wh.usr', 0)], [file('usr/lib/a', 3)]]);
    assert.deepEqual(whole, [{ path: 'usr', change: 'removed', size: 15 }]);
    assert.deepEqual(again, [{ path: 'usr/lib/a', change: 'added', size: 3 }]);
  });

  test('is emptying a folder and filling it anew', () => {
    const [, second] = layerFiles([
      base,
      [folder('usr/lib'), file('usr/lib/.wh..wh..opq', 0), file('usr/lib/c', 7)],
    ]);
    assert.deepEqual(second, [
      { path: 'usr/lib/c', change: 'added', size: 7 },
      { path: 'usr/lib', change: 'removed', size: 15 },
    ]);
  });

  test('is shown folder by folder, the largest first', () => {
    const [, second = []] = layerFiles([
      [file('a/old', 4), file('b/gone', 100)],
      [file('a/old', 50), file('a/new', 30), file('c', 20), file('b/.wh.gone', 0)],
    ]);
    assert.deepEqual(layerRows(second, ''), [
      { name: 'a', path: 'a', size: 80, files: 2 },
      { name: 'c', path: 'c', size: 20, change: 'added' },
      { name: 'b', path: 'b', size: 0, files: 1, change: 'removed' },
    ]);
    assert.deepEqual(layerRows(second, 'a'), [
      { name: 'old', path: 'a/old', size: 50, change: 'changed' },
      { name: 'new', path: 'a/new', size: 30, change: 'added' },
    ]);
    assert.deepEqual(layerRows(second, 'b'), [
      { name: 'gone', path: 'b/gone', size: 100, change: 'removed' },
    ]);
  });
});

function file(path: string, size: number): LayerEntry {
  return { path, isFolder: false, size };
}

function folder(path: string): LayerEntry {
  return { path, isFolder: true, size: 0 };
}
