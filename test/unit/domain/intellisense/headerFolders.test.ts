import assert from 'node:assert/strict';
import {
  foldersOfTargets,
  outermostFolders,
} from '../../../../src/domain/intellisense/headerFolders';

suite('Folders of headers', () => {
  test('are fetched once, without those that lie in others and without half a system', () => {
    assert.deepEqual(
      outermostFolders([
        '/usr/include/c++/12',
        '/usr/include',
        '/opt/x/',
        '/usr/include2',
        '/',
        '/usr',
      ]),
      ['/opt/x', '/usr/include', '/usr/include2'],
    );
  });

  test('that links lead to are taken together where they lie close together', () => {
    const targets = ['arm', 'arm64', 'x86', 'mips'].map(
      (cpu) => `/usr/lib/linux/uapi/${cpu}/asm/a.h`,
    );

    assert.deepEqual(foldersOfTargets([...targets, '/usr/lib/x86_64-linux-gnu/openmpi/include']), [
      '/usr/lib/linux/uapi',
      '/usr/lib/x86_64-linux-gnu/openmpi/include',
    ]);
    assert.deepEqual(foldersOfTargets(targets.slice(0, 1)), ['/usr/lib/linux/uapi/arm/asm']);
  });
});
