import assert from 'node:assert/strict';
import type { ContainerNetwork, ContainerSummary } from '../../../src/domain/container';
import {
  arrangeContainers,
  labelsOf,
  matchesFilter,
  rowLabelOf,
  type Arrangement,
} from '../../../src/domain/containerGroups';

function container(name: string, more: Partial<ContainerSummary> = {}): ContainerSummary {
  return {
    id: `${name}-id`.padEnd(64, '0'),
    name,
    image: 'debian:bookworm',
    imageId: 'sha256:1',
    state: 'running',
    status: 'Up 3 hours',
    created: 0,
    command: 'sleep infinity',
    ports: [],
    labels: {},
    mounts: [],
    networks: [],
    ...more,
  };
}

function ofProject(name: string, project: string, service: string): ContainerSummary {
  const labels = {
    'com.docker.compose.project': project,
    'com.docker.compose.service': service,
  };
  return container(name, { labels });
}

function network(name: string): ContainerNetwork {
  return { id: name, name, aliases: [] };
}

function arranged(
  containers: readonly ContainerSummary[],
  arrangement: Partial<Arrangement>,
): readonly (readonly [string | undefined, ...string[]])[] {
  const usual = {
    groupBy: 'none',
    groupLabel: '',
    order: 'state',
    rowLabel: 'name',
    filter: '',
  } as const;
  return arrangeContainers(containers, { ...usual, ...arrangement }).map((group) => [
    group.key,
    ...group.containers.map(({ name }) => name),
  ]);
}

suite('the arrangement of containers', () => {
  test('projects stand together, and what belongs to none stands below', () => {
    const containers = [
      container('alone'),
      ofProject('shop-db-1', 'shop', 'db'),
      ofProject('blog-web-1', 'blog', 'web'),
      ofProject('shop-web-1', 'shop', 'web'),
    ];
    assert.deepEqual(arranged(containers, { groupBy: 'compose' }), [
      ['blog', 'blog-web-1'],
      ['shop', 'shop-db-1', 'shop-web-1'],
      [undefined, 'alone'],
    ]);
  });

  test('without a project nothing is grouped', () => {
    assert.deepEqual(arranged([container('b'), container('a')], { groupBy: 'compose' }), [
      [undefined, 'a', 'b'],
    ]);
  });

  test('a container on two networks stands in both groups', () => {
    const both = container('both', { networks: [network('front'), network('back')] });
    const none = container('none');
    assert.deepEqual(arranged([both, none], { groupBy: 'network' }), [
      ['back', 'both'],
      ['front', 'both'],
      [undefined, 'none'],
    ]);
  });

  test('states stand in the order of life, not of the alphabet', () => {
    const containers = [
      container('old', { state: 'exited' }),
      container('held', { state: 'paused' }),
      container('new', { state: 'created' }),
      container('live'),
    ];
    assert.deepEqual(
      arranged(containers, { groupBy: 'state' }).map(([key]) => key),
      ['running', 'paused', 'created', 'exited'],
    );
  });

  test('groups by an image and by the value of a label', () => {
    const containers = [
      container('a', { image: 'alpine', labels: { team: 'gpu' } }),
      container('b', { labels: { team: '' } }),
    ];
    assert.deepEqual(arranged(containers, { groupBy: 'image' }), [
      ['alpine', 'a'],
      ['debian:bookworm', 'b'],
    ]);
    assert.deepEqual(arranged(containers, { groupBy: 'label', groupLabel: 'team' }), [
      ['gpu', 'a'],
      [undefined, 'b'],
    ]);
  });

  test('sorts by name, whatever runs, or the newest first', () => {
    const containers = [
      container('dev10', { created: 1 }),
      container('dev9', { created: 2, state: 'exited' }),
    ];
    assert.deepEqual(arranged(containers, { order: 'name' }), [[undefined, 'dev9', 'dev10']]);
    assert.deepEqual(arranged(containers, { order: 'created' }), [[undefined, 'dev9', 'dev10']]);
    assert.deepEqual(arranged(containers, { order: 'state' }), [[undefined, 'dev10', 'dev9']]);
  });

  test('a filter leaves groups out that have nothing in them', () => {
    const containers = [ofProject('shop-db-1', 'shop', 'db'), ofProject('blog-1', 'blog', 'web')];
    assert.deepEqual(arranged(containers, { groupBy: 'compose', filter: 'SHOP db' }), [
      ['shop', 'shop-db-1'],
    ]);
    assert.deepEqual(arranged(containers, { groupBy: 'compose', filter: 'nothing' }), []);
  });

  test('a filter looks at image, state, network, port and the beginning of the id', () => {
    const one = container('dev', {
      networks: [network('front')],
      ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 8080 }],
    });
    for (const word of ['bookworm', 'running', 'front', '8080', 'dev-id']) {
      assert.ok(matchesFilter(one, ` ${word} `), word);
    }
    assert.ok(!matchesFilter(one, 'dev exited'));
  });

  test('a row is called by its service only where there is one', () => {
    assert.equal(rowLabelOf(ofProject('shop-db-1', 'shop', 'db'), 'service'), 'db');
    assert.equal(rowLabelOf(container('alone'), 'service'), 'alone');
    assert.equal(rowLabelOf(container('alone'), 'id'), 'alone-id0000');
    const untagged = container('old', { image: `sha256:${'abcd'.repeat(16)}` });
    assert.equal(rowLabelOf(untagged, 'image'), 'abcdabcdabcd');
  });

  test('the labels to choose from are those that containers have', () => {
    const containers = [
      container('a', { labels: { team: 'gpu', age: '1' } }),
      container('b', { labels: { team: 'web' } }),
    ];
    assert.deepEqual(labelsOf(containers), ['age', 'team']);
  });
});
