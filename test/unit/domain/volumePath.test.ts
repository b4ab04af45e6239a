import assert from 'node:assert/strict';
import type { ContainerMount } from '../../../src/domain/container';
import {
  fromVolumeFolder,
  inVolumeFolder,
  sentenceOfVolume,
  volumeOfPath,
} from '../../../src/domain/volumePath';

suite('A path in a volume', () => {
  test('has its place in a container that was made for it, and back', () => {
    for (const path of ['/', '/a', '/a b/c', '/drydock-volume']) {
      assert.equal(fromVolumeFolder(inVolumeFolder(path)), path);
    }
    assert.equal(inVolumeFolder('/'), '/drydock-volume');
  });

  test('does not lead out of it', () => {
    assert.equal(inVolumeFolder('/../etc/passwd'), '/drydock-volume/etc/passwd');
    for (const outside of ['/etc/passwd', '/drydock-volume2/a', '/drydock-volume/../etc']) {
      assert.equal(fromVolumeFolder(outside), undefined);
    }
  });

  test('is found by where a container has the volume, unless something else is mounted there', () => {
    const mount = (destination: string, more: object = {}): ContainerMount => ({
      type: 'volume',
      name: 'data',
      source: '/var/lib',
      destination,
      writable: true,
      ...more,
    });
    const mounts = [
      mount('/data'),
      mount('/data/other', { name: 'other' }),
      mount('/data/host', { type: 'bind' }),
      mount('/fixed', { writable: false }),
    ];
    assert.deepEqual(volumeOfPath('/data/a/b', mounts), { volume: 'data', path: '/a/b' });
    assert.deepEqual(volumeOfPath('/data/other/c', mounts), { volume: 'other', path: '/c' });
    for (const path of ['/data', '/database/a', '/data/host/a', '/fixed/a', '/etc/hosts']) {
      assert.equal(volumeOfPath(path, mounts), undefined);
    }
  });

  test('is what a sentence names, not the container that nobody knows', () => {
    assert.equal(
      sentenceOfVolume('"/drydock-volume/a" in the container "12ab" is a folder.', 'data'),
      '"/a" in the volume "data" is a folder.',
    );
    const other = '"/etc" in the container "dev" does not exist.';
    assert.equal(sentenceOfVolume(other, 'data'), other);
  });
});
