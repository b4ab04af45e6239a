import assert from 'node:assert/strict';
import { createPathMap } from '../../../src/domain/pathMap';
import { programContainerPath } from '../../../src/domain/programPath';

suite('programContainerPath', () => {
  const place = {
    targets: [
      {
        name: 'app',
        kind: 'executable' as const,
        sourceContainerPath: '/workspace',
        artifactContainerPath: '/workspace/build/bin/app',
      },
      { name: 'headers', kind: 'interfaceLibrary' as const, sourceContainerPath: '/workspace' },
    ],
    pathMap: createPathMap(
      [{ type: 'bind', source: '/home/me/app', destination: '/workspace', writable: true }],
      { platform: 'linux' },
    ),
    folderContainerPath: '/workspace',
  };

  test("a target's name stands for what the target makes", () => {
    assert.equal(programContainerPath('app', place), '/workspace/build/bin/app');
  });

  test('a host path under a mount becomes the container path', () => {
    assert.equal(programContainerPath('/home/me/app/build/app', place), '/workspace/build/app');
  });

  test('a container path stays as it is', () => {
    assert.equal(programContainerPath('/usr/bin/true', place), '/usr/bin/true');
  });

  test('a relative path starts at the folder', () => {
    assert.equal(programContainerPath('build/app', place), '/workspace/build/app');
    assert.equal(programContainerPath('build\\app', place), '/workspace/build/app');
  });

  test('a name that makes nothing is a relative path', () => {
    assert.equal(programContainerPath('headers', place), '/workspace/headers');
  });

  test('without a mounted folder a relative path stays as it is', () => {
    const { targets, pathMap } = place;
    assert.equal(programContainerPath('build/app', { targets, pathMap }), 'build/app');
  });
});
