import assert from 'node:assert/strict';
import type { ContainerNetwork, ContainerSummary } from '../../../src/domain/container';
import {
  reachesOutside,
  reachMap,
  waysTo,
  type MappedContainer,
  type ReachMap,
} from '../../../src/domain/reach';
import { fitting, layOutReach, reachMeasures } from '../../../src/domain/reachLayout';
import { containerOn, networkNamed } from './networkSamples';

const bridge = networkNamed('bridge', { isPredefined: true });
const host = networkNamed('host', { isPredefined: true, driver: 'host' });
const none = networkNamed('none', { isPredefined: true, driver: 'null' });
const front = networkNamed('front');
const back = networkNamed('back', { internal: true, subnets: [{ subnet: '10.1.0.0/16' }] });
const spare = networkNamed('spare');
const closed = networkNamed('closed', {
  options: { 'com.docker.network.bridge.enable_icc': 'false' },
});
const networks = [bridge, host, none, front, back, spare, closed];

suite('who reaches whom', () => {
  test('containers on one network find each other by name, alias and address', () => {
    const map = mapOf(
      containerOn('web', [on('front', '10.0.0.2'), on('back', '10.1.0.2')]),
      containerOn('db', [on('back', '10.1.0.3', ['store', 'id-db'])]),
    );
    assert.deepEqual(ways(map, 'web', 'db'), [
      { network: 'back', names: ['db', 'store'], address: '10.1.0.3' },
    ]);
  });

  test('those on different networks do not', () => {
    const map = mapOf(
      containerOn('web', [on('front', '10.0.0.2')]),
      containerOn('db', [on('back', '10.1.0.3')]),
    );
    assert.deepEqual(ways(map, 'web', 'db'), []);
  });

  test("on the engine's own bridge there are no names, and on the host everybody is localhost", () => {
    const map = mapOf(
      containerOn('a', [on('bridge', '172.17.0.2'), on('host')]),
      containerOn('b', [on('bridge', '172.17.0.3'), on('host')]),
    );
    assert.deepEqual(ways(map, 'a', 'b'), [
      { network: 'bridge', names: [], address: '172.17.0.3' },
      { network: 'host', names: [], address: 'localhost' },
    ]);
  });

  test('who does not run reaches nobody and is reached by nobody', () => {
    const map = mapOf(
      containerOn('web', [on('front', '10.0.0.2')]),
      containerOn('old', [on('front')], { state: 'exited' }),
    );
    assert.deepEqual([ways(map, 'web', 'old'), ways(map, 'old', 'web')], [[], []]);
    assert.equal(reachesOutside(map, find(map, 'old')), false);
  });

  test('a network without traffic between containers is no way', () => {
    const map = mapOf(
      containerOn('a', [on('closed', '10.2.0.2')]),
      containerOn('b', [on('closed', '10.2.0.3')]),
    );
    assert.deepEqual(ways(map, 'a', 'b'), []);
    assert.equal(reachesOutside(map, find(map, 'a')), true);
  });

  test('an internal network does not lead outside, and "none" leads nowhere', () => {
    const map = mapOf(
      containerOn('db', [on('back', '10.1.0.3')]),
      containerOn('alone', [on('none')]),
    );
    assert.equal(reachesOutside(map, find(map, 'db')), false);
    assert.deepEqual(find(map, 'alone').places, []);
  });

  test('networks that somebody is on stand first, unused ones of the engine not at all', () => {
    const map = mapOf(containerOn('db', [on('back', '10.1.0.3')]));
    assert.deepEqual(
      map.networks.map(({ name }) => name),
      ['back', 'closed', 'front', 'spare'],
    );
  });

  test('published ports are named', () => {
    const ports = [{ containerPort: 80, protocol: 'tcp', hostPort: 8080 }];
    const map = mapOf(containerOn('web', [on('front')], { ports }));
    assert.deepEqual(find(map, 'web').ports, ['8080→80']);
  });
});

suite('the picture of the networks', () => {
  const map = mapOf(
    containerOn('zoo', [on('back', '10.1.0.4')]),
    containerOn('alone', [on('none')]),
    containerOn('web', [on('back', '10.1.0.2'), on('front', '10.0.0.2')]),
    containerOn('api', [on('front', '10.0.0.3')]),
  );
  const layout = layOutReach(map);

  test('has neighbours beside each other, and those on no network last', () => {
    const order = layout.rows.map(({ container }) => container.name);
    assert.deepEqual(order, ['web', 'zoo', 'api', 'alone']);
  });

  test('has a line for each container to its last network, with a dot for each', () => {
    const [web, zoo] = layout.rows;
    const [backColumn, , frontColumn] = ['back', 'closed', 'front'].map((name) =>
      layout.columns.find(({ network }) => network.name === name),
    );
    assert.deepEqual(
      web?.dots.map(({ column, address }) => [column.network.name, address]),
      [
        ['back', '10.1.0.2'],
        ['front', '10.0.0.2'],
      ],
    );
    assert.equal(web.end, frontColumn?.x);
    assert.equal(zoo?.end, backColumn?.x);
    assert.equal(backColumn?.end, zoo?.y);
    assert.equal(layout.rows[3]?.dots.length, 0);
  });

  test('is as wide as its columns and as high as its rows', () => {
    const { names, column, ports, head, row } = reachMeasures;
    assert.equal(layout.width, names + 4 * column + ports);
    assert.equal(layout.height, head + 5 * row);
  });

  test('marks what does not fit', () => {
    assert.equal(fitting('harbour', 7), 'harbour');
    assert.equal(fitting('harbours', 7), 'harbou…');
  });
});

function mapOf(...containers: readonly ContainerSummary[]): ReachMap {
  return reachMap(networks, containers);
}

function on(name: string, ipv4?: string, aliases: readonly string[] = []): ContainerNetwork {
  return { id: `id-${name}`, name, aliases, ...(ipv4 ? { ipv4 } : {}) };
}

function find(map: ReachMap, name: string): MappedContainer {
  const found = map.containers.find((container) => container.name === name);
  assert.ok(found);
  return found;
}

function ways(map: ReachMap, from: string, to: string): unknown {
  return waysTo(map, find(map, from), find(map, to));
}
