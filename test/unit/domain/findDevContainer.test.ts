import assert from 'node:assert/strict';
import type { ContainerMount, ContainerSummary } from '../../../src/domain/container';
import { containersMounting, findDevContainer } from '../../../src/domain/findDevContainer';

function container(id: string, more: Partial<ContainerSummary> = {}): ContainerSummary {
  return {
    id,
    name: id,
    image: 'img',
    imageId: 'sha256:1',
    state: 'exited',
    status: '',
    created: 0,
    command: '',
    ports: [],
    labels: {},
    mounts: [],
    networks: [],
    ...more,
  };
}

const labelled = { 'drydock.workspaceFolder': '/home/me/app' };

function bind(source: string): ContainerMount {
  return { type: 'bind', source, destination: '/workspace', writable: true };
}

suite('the dev container of a folder', () => {
  test('is the one with the label of the folder', () => {
    const containers = [container('other'), container('mine', { labels: labelled })];
    assert.equal(findDevContainer(containers, '/home/me/app', 'linux')?.id, 'mine');
    assert.equal(findDevContainer(containers, '/home/me/app/', 'linux')?.id, 'mine');
    assert.equal(findDevContainer(containers, '/home/me/ap', 'linux'), undefined);
    assert.equal(findDevContainer(containers, '/home/me/app/src', 'linux'), undefined);
  });

  test('is a running one before a newer stopped one', () => {
    const containers = [
      container('newer', { labels: labelled, created: 2 }),
      container('running', { labels: labelled, created: 1, state: 'running' }),
    ];
    assert.equal(findDevContainer(containers, '/home/me/app', 'linux')?.id, 'running');
  });

  test('is the newest of several stopped ones', () => {
    const containers = [
      container('old', { labels: labelled, created: 1 }),
      container('new', { labels: labelled, created: 2 }),
    ];
    assert.equal(findDevContainer(containers, '/home/me/app', 'linux')?.id, 'new');
  });

  test('is found by a Windows path in any case and with any slashes', () => {
    const labels = { 'drydock.workspaceFolder': 'E:\\Code\\App' };
    const containers = [container('mine', { labels })];
    assert.equal(findDevContainer(containers, 'e:/code/app', 'win32')?.id, 'mine');
  });

  test('can be any that mounts the folder or one above it, running ones first', () => {
    const containers = [
      container('stopped', { mounts: [bind('/home/me')] }),
      container('elsewhere', { mounts: [bind('/home/you')] }),
      container('below', { mounts: [bind('/home/me/app/src')] }),
      container('running', { mounts: [bind('/home/me/app')], state: 'running' }),
    ];
    assert.deepEqual(
      containersMounting(containers, '/home/me/app', 'linux').map(({ id }) => id),
      ['running', 'stopped'],
    );
  });
});
