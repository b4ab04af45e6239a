import assert from 'node:assert/strict';
import {
  duplicateOf,
  withBindMount,
  withPort,
  withVariable,
} from '../../../src/domain/containerEdits';

const web = { containerPort: 80, protocol: 'tcp' } as const;

suite('a change of a container specification', () => {
  test('a duplicate shares nothing that only one of two can have', () => {
    const spec = {
      image: 'nginx',
      name: 'web',
      ip: '172.20.0.5',
      macAddress: '02:42:ac:11:00:02',
      env: ['A=1'],
      ports: [{ ...web, hostPort: '8080', hostIp: '127.0.0.1' }],
    };
    assert.deepEqual(duplicateOf(spec, 'web-2'), {
      image: 'nginx',
      name: 'web-2',
      env: ['A=1'],
      ports: [{ ...web, hostIp: '127.0.0.1' }],
    });
  });

  test('a port takes the place of the same one inside, but not of another protocol', () => {
    const spec = {
      image: 'nginx',
      ports: [
        { ...web, hostPort: '80' },
        { ...web, protocol: 'udp' as const },
      ],
    };
    assert.deepEqual(withPort(spec, { ...web, hostPort: '8080' }).ports, [
      { ...web, protocol: 'udp' },
      { ...web, hostPort: '8080' },
    ]);
  });

  test('a folder takes the place of what was mounted at its path', () => {
    const spec = {
      image: 'gcc',
      mounts: [{ kind: 'volumeFlag' as const, source: '/old', target: '/src' }],
    };
    assert.deepEqual(withBindMount(spec, '/new', '/src').mounts, [
      { kind: 'bind', source: '/new', target: '/src' },
    ]);
  });

  test('a variable takes the place of the one of its name alone', () => {
    const spec = { image: 'gcc', env: ['CC=gcc', 'CCACHE=1'] };
    assert.deepEqual(withVariable(spec, 'CC=clang').env, ['CCACHE=1', 'CC=clang']);
  });
});
