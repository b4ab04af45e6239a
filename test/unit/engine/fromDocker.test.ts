import assert from 'node:assert/strict';
import type { PublishedPort } from '../../../src/domain/container';
import { containersFromList } from '../../../src/engine/fromDocker';
import { LooseJson } from '../../../src/engine/looseJson';

suite('A list of containers', () => {
  const onAll = { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' };

  test('tells of a port that is published for both kinds of addresses once', () => {
    const exposed = { PrivatePort: 53, Type: 'udp' };
    assert.deepEqual(portsOf([onAll, { ...onAll, IP: '::' }, exposed]), [
      { containerPort: 53, protocol: 'udp' },
      { containerPort: 80, protocol: 'tcp', hostIp: '0.0.0.0', hostPort: 8080 },
    ]);
  });

  test('tells of a single port, of none, and of what is no port', () => {
    assert.deepEqual(portsOf([onAll]), [
      { containerPort: 80, protocol: 'tcp', hostIp: '0.0.0.0', hostPort: 8080 },
    ]);
    assert.deepEqual(portsOf([]), []);
    assert.deepEqual(portsOf(null), []);
  });

  function portsOf(ports: unknown): readonly PublishedPort[] {
    const [container] = containersFromList(new LooseJson([{ Id: 'a', Ports: ports }]));
    assert.ok(container);
    return container.ports;
  }
});
