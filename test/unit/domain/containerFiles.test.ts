import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  containerAuthority,
  parseContainerAuthority,
} from '../../../src/domain/containerAuthority';
import { parseFolderListing, sortEntries } from '../../../src/domain/folderListing';
import { isInMemory, parseMountInfo } from '../../../src/domain/mountInfo';
import type { FileEntry } from '../../../src/domain/pathStat';

suite('addresses of containers', () => {
  test('are read as they were written, and survive the lower case of authorities', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (container, engine) => {
        const authority = containerAuthority({ container, engine });
        assert.equal(authority, authority.toLowerCase());
        assert.deepEqual(parseContainerAuthority(authority), { container, engine });
      }),
    );
  });

  test('of usual containers read well', () => {
    assert.equal(containerAuthority({ container: 'my-app_1', engine: '' }), 'my-app_1');
    assert.equal(containerAuthority({ container: 'Dev', engine: 'gpu' }), '~44ev~.gpu');
  });
});

suite('listings of folders', () => {
  test('give names with newlines, and what links lead to', () => {
    const listing = [
      'M f 81a4 12 1700000000 ./two\nlines 1 2\n',
      'M f a1ff 3 1700000000 ./link\n',
      'M f a1ff 3 1700000000 ./lost\n',
      'M f 41ed 4096 -1 ./-rf\n',
      'M t 41ed ./link\n',
    ].join('');
    const modified = 1_700_000_000_000;
    assert.deepEqual(parseFolderListing(listing, 'M'), [
      { name: 'two\nlines 1 2', type: 'file', mode: 0o644, size: 12, modified },
      { name: 'link', type: 'link', mode: 0o777, size: 3, modified, targetType: 'folder' },
      { name: 'lost', type: 'link', mode: 0o777, size: 3, modified },
      { name: '-rf', type: 'folder', mode: 0o755, size: 4096, modified: -1000 },
    ]);
  });

  test('are sorted as people count, folders and links to folders first', () => {
    const entry = (name: string, type: FileEntry['type'], targetType?: 'folder'): FileEntry => {
      return { name, type, size: 0, mode: 0, modified: 0, ...(targetType && { targetType }) };
    };
    const sorted = sortEntries([
      entry('file10', 'file'),
      entry('z', 'link', 'folder'),
      entry('file9', 'file'),
      entry('b', 'folder'),
      entry('a', 'link'),
    ]);
    assert.deepEqual(
      sorted.map(({ name }) => name),
      ['b', 'z', 'a', 'file9', 'file10'],
    );
  });
});

suite('file systems in memory', () => {
  const points = parseMountInfo(
    [
      '409 160 0:107 / / rw,relatime master:10 - overlay overlay rw',
      '411 409 0:117 / /dev rw,nosuid - tmpfs tmpfs rw,size=65536k',
      '297 409 254:0 /x /dev/data rw - ext4 /dev/vda rw',
      '302 409 0:111 / /mnt/with\\040space rw - tmpfs tmpfs rw',
      '1 409 0:1 / /twice rw - tmpfs tmpfs rw',
      '2 409 0:2 / /twice rw - ext4 /dev/vdb rw',
      '',
    ].join('\n'),
  );

  test('are known by the deepest mount, and of two at one place by the later', () => {
    assert.equal(isInMemory('/dev/shm/x', points), true);
    assert.equal(isInMemory('/dev', points), true);
    assert.equal(isInMemory('/dev/data/x', points), false);
    assert.equal(isInMemory('/mnt/with space/x', points), true);
    assert.equal(isInMemory('/developer', points), false);
    assert.equal(isInMemory('/twice/x', points), false);
    assert.equal(isInMemory('/etc/hosts', []), false);
  });
});
