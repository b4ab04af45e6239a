import assert from 'node:assert/strict';
import { contractSuite, hasKind, testImage as image } from '../support/contractSuite';
import { testLabels, testName } from '../support/testEngine';

contractSuite('Networks', (real) => {
  test('are made, listed, inspected and removed', async () => {
    const { engine } = real();
    const name = testName('net');
    const subnets = [{ subnet: '10.213.7.0/24', gateway: '10.213.7.1' }];
    const { id } = await engine.createNetwork({
      name,
      subnets,
      internal: true,
      labels: testLabels,
    });
    real().removeLater('network', id);
    const listed = (await engine.listNetworks()).find((network) => network.name === name);
    assert.equal(listed?.id, id);
    assert.equal(listed.driver, 'bridge');
    assert.equal(listed.internal, true);
    assert.equal(listed.isPredefined, false);
    assert.deepEqual(listed.subnets, subnets);
    assert.equal(listed.labels['drydock.test'], testLabels['drydock.test']);
    assert.deepEqual((await engine.inspectNetwork(name)).members, []);
    assert.match(await engine.inspectNetworkJson(id), new RegExp(name));
    await engine.removeNetwork(name);
    await assert.rejects(engine.inspectNetwork(id), hasKind('notFound'));
  });

  test('have the containers that are created on them or connected later', async () => {
    const { engine } = real();
    const name = testName('net');
    const { id } = await engine.createNetwork({
      name,
      subnets: [{ subnet: '10.213.8.0/24' }],
      labels: testLabels,
    });
    real().removeLater('network', id);
    const first = await real().run({ image, network: name, networkAliases: ['db'] });
    const second = await real().run({ image });
    await engine.connectNetwork(name, second, { aliases: ['web'], ipv4: '10.213.8.77' });
    const { members } = await engine.inspectNetwork(id);
    assert.deepEqual(members.map((member) => member.containerId).sort(), [first, second].sort());
    assert.equal(
      members.find(({ containerId }) => containerId === second)?.ipv4?.split('/')[0],
      '10.213.8.77',
    );
    const listed = (await engine.listContainers()).find((container) => container.id === second);
    const endpoint = listed?.networks.find((network) => network.name === name);
    assert.equal(endpoint?.ipv4, '10.213.8.77');
    const details = await engine.inspectContainer(second);
    assert.ok(details.networks.find((network) => network.name === name)?.aliases.includes('web'));

    await assert.rejects(engine.removeNetwork(name), hasKind('inUse'));
    await assert.rejects(engine.connectNetwork(name, second), hasKind('conflict'));
    await engine.disconnectNetwork(name, second, { force: false });
    assert.equal((await engine.inspectNetwork(id)).members.length, 1);
  });

  test('refuse a name, a subnet or an address that is taken', async () => {
    const { engine } = real();
    const name = testName('net');
    const subnets = [{ subnet: '10.213.9.0/24' }];
    const { id } = await engine.createNetwork({ name, subnets, labels: testLabels });
    real().removeLater('network', id);
    await assert.rejects(engine.createNetwork({ name, labels: testLabels }), hasKind('nameTaken'));
    await assert.rejects(
      engine.createNetwork({ name: testName('other'), subnets, labels: testLabels }),
      hasKind('conflict'),
    );
    await real().run({ image, network: name, ip: '10.213.9.5' });
    const other = await real().run({ image });
    await assert.rejects(
      engine.connectNetwork(name, other, { ipv4: '10.213.9.5' }),
      hasKind('conflict'),
    );
  });

  test('that come with the engine stay', async () => {
    const { engine } = real();
    const predefined = (await engine.listNetworks()).find(({ isPredefined }) => isPredefined);
    assert.ok(predefined);
    await assert.rejects(engine.removeNetwork(predefined.name), hasKind('badRequest'));
  });

  test('that are not there are said to be missing', async () => {
    await assert.rejects(real().engine.removeNetwork('drydock-test-none'), hasKind('notFound'));
  });
});
