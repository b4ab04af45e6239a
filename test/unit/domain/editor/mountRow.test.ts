import assert from 'node:assert/strict';
import type { Mount } from '../../../../src/domain/containerSpec';
import { mountOfRow, mountRow } from '../../../../src/domain/editor/mountRow';

suite('a mount as a row of a form', () => {
  const mounts: readonly Mount[] = [
    { kind: 'volumeFlag', source: '/home/me', target: '/src', options: 'ro,z' },
    { kind: 'volumeFlag', source: 'cache', target: '/cache' },
    { kind: 'volumeFlag', target: '/data' },
    { kind: 'bind', source: '/a', target: '/b', readOnly: true, bindPropagation: 'rslave' },
    { kind: 'volume', source: 'v', target: '/v', volumeNoCopy: true },
    { kind: 'tmpfs', target: '/tmp', tmpfsSize: 1024 },
  ];

  test('is the mount that it was made from', () => {
    assert.deepEqual(mounts.map(mountRow).map(mountOfRow), mounts);
  });

  test('says what kind it is', () => {
    assert.deepEqual(
      mounts.map((mount) => mountRow(mount).kind),
      ['folder', 'volume', 'volume', 'folder', 'volume', 'memory'],
    );
  });

  test('keeps the other options when it is changed', () => {
    const [first, , , bind] = mounts;
    assert.ok(first && bind);
    assert.deepEqual(mountOfRow({ ...mountRow(first), readOnly: false }), {
      kind: 'volumeFlag',
      source: '/home/me',
      target: '/src',
      options: 'z',
    });
    assert.deepEqual(mountOfRow({ ...mountRow(bind), source: '/c', readOnly: false }), {
      kind: 'bind',
      source: '/c',
      target: '/b',
      bindPropagation: 'rslave',
    });
  });

  test('is a plain "-v" when it is new, and nothing while it lacks a place', () => {
    const row = { kind: 'folder', source: '/src', target: '/work', readOnly: true } as const;
    assert.deepEqual(mountOfRow(row), {
      kind: 'volumeFlag',
      source: '/src',
      target: '/work',
      options: 'ro',
    });
    assert.equal(mountOfRow({ ...row, target: '' }), undefined);
    assert.equal(mountOfRow({ ...row, source: '' }), undefined);
    assert.deepEqual(mountOfRow({ ...row, kind: 'memory' }), {
      kind: 'tmpfs',
      target: '/work',
      readOnly: true,
    });
  });
});
