import assert from 'node:assert/strict';
import type { ContainerNetwork, ContainerSummary } from '../../../src/domain/container';
import { isSubnet, parseAddresses } from '../../../src/domain/networkInput';
import {
  containersOn,
  networkDescription,
  networkTooltip,
  placeDescription,
  placeOn,
  sortNetworks,
} from '../../../src/domain/networkList';
import type { NetworkSummary } from '../../../src/domain/network';
import { connectNetworkWords, createNetworkWords } from '../../../src/domain/networkWords';
import { containerOn, networkNamed } from './networkSamples';

suite('the list of networks', () => {
  test('the own ones stand first by name, those of the engine last', () => {
    const networks = [
      networkNamed('bridge', { isPredefined: true }),
      networkNamed('back10'),
      networkNamed('back2'),
    ];
    assert.deepEqual(
      sortNetworks(networks).map(({ name }) => name),
      ['back2', 'back10', 'bridge'],
    );
  });

  test('a network shows driver, subnets, that it is internal, and how many are on it', () => {
    const network = networkNamed('back', { internal: true, subnets: [{ subnet: '10.1.0.0/16' }] });
    assert.equal(networkDescription(network, 2), 'bridge · 10.1.0.0/16 · internal · 2 containers');
    assert.equal(
      networkDescription(networkNamed('none', { driver: 'null' }), 1),
      'null · 1 container',
    );
  });

  test('its tooltip names who is on it, and takes nothing for markup', () => {
    const network: NetworkSummary = networkNamed('a|b', {
      subnets: [{ subnet: '10.1.0.0/16', gateway: '10.1.0.1' }],
    });
    const tooltip = networkTooltip(network, [containerOn('web', [])], 1000);
    assert.match(tooltip, /\*\*`a\\\|b`\*\*/);
    assert.match(tooltip, /\| Subnets \| `10\.1\.0\.0\/16` by `10\.1\.0\.1` \|/);
    assert.match(tooltip, /\| Containers \| `web` \|/);
  });

  test('a container that never ran is found by the name of its network, another by the id', () => {
    const network = networkNamed('back', { id: 'n1' });
    const never = containerOn('never', [place({ id: '', name: 'back' })]);
    const other = containerOn('other', [place({ id: 'n2', name: 'back' })]);
    const running = containerOn('running', [place({ id: 'n1', name: 'back', ipv4: '10.1.0.2' })]);
    const found = containersOn(network, [never, other, running]).map(({ name }) => name);
    assert.deepEqual(found.sort(), ['never', 'running']);
  });

  test('a container shows its addresses, or the state in which it has none', () => {
    const network = networkNamed('back');
    const running = containerOn('web', [place({ ipv4: '10.1.0.2', ipv6: 'fd00::2' })]);
    const stopped: ContainerSummary = { ...containerOn('db', [place({})]), state: 'exited' };
    assert.equal(placeDescription(running, shown(network, running)), '10.1.0.2 · fd00::2');
    assert.equal(placeDescription(stopped, shown(network, stopped)), 'exited');
  });
});

suite('what is typed for a network', () => {
  for (const good of ['172.28.0.0/16', 'fd00::/64', '10.0.0.0/8']) {
    test(`"${good}" is a subnet`, () => assert.equal(isSubnet(good), true));
  }
  for (const bad of [
    '172.28.0.0',
    '172.28.0.0/33',
    '172.28.0/16',
    'fd00::/129',
    '',
    '/16',
    'a/b/c',
  ]) {
    test(`"${bad}" is not a subnet`, () => assert.equal(isSubnet(bad), false));
  }

  test('addresses are one of each kind at most', () => {
    assert.deepEqual(parseAddresses(' 10.1.0.9, fd00::9 '), { ipv4: '10.1.0.9', ipv6: 'fd00::9' });
    assert.deepEqual(parseAddresses(''), {});
    assert.equal(parseAddresses('10.1.0.9 10.1.0.8'), undefined);
    assert.equal(parseAddresses('10.1.0.999'), undefined);
  });
});

suite('the docker commands of networks', () => {
  test('name what was chosen', () => {
    assert.deepEqual(
      createNetworkWords({
        name: 'back',
        driver: 'bridge',
        internal: true,
        subnets: [{ subnet: '10.1.0.0/16' }],
      }).join(' '),
      'network create --driver bridge --internal --subnet 10.1.0.0/16 back',
    );
    assert.deepEqual(
      connectNetworkWords('back', 'web', { aliases: ['api', 'www'], ipv4: '10.1.0.9' }).join(' '),
      'network connect --ip 10.1.0.9 --alias api --alias www back web',
    );
  });
});

function place(more: Partial<ContainerNetwork>): ContainerNetwork {
  return { id: '', name: 'back', aliases: [], ...more };
}

function shown(network: NetworkSummary, container: ContainerSummary): ContainerNetwork {
  const found = placeOn(network, container);
  assert.ok(found);
  return found;
}
