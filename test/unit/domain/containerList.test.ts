import assert from 'node:assert/strict';
import type { ContainerSummary } from '../../../src/domain/container';
import {
  containerDescription,
  containerTooltip,
  distinctPorts,
  portShort,
  portUrl,
  publishedPorts,
  sortContainers,
} from '../../../src/domain/containerList';

const now = Date.UTC(2026, 0, 10, 12);
const hour = 3_600_000;

function container(more: Partial<ContainerSummary> = {}): ContainerSummary {
  return {
    id: 'a'.repeat(64),
    name: 'dev',
    image: 'debian:bookworm',
    imageId: 'sha256:1',
    state: 'running',
    status: 'Up 3 hours',
    created: now - 3 * hour,
    command: 'sleep infinity',
    ports: [],
    labels: {},
    mounts: [],
    networks: [],
    ...more,
  };
}

suite('the list of containers', () => {
  test('running ones stand first, names count as a person counts', () => {
    const sorted = sortContainers([
      container({ name: 'dev10' }),
      container({ name: 'a-stopped', state: 'exited' }),
      container({ name: 'dev2' }),
    ]);
    assert.deepEqual(
      sorted.map(({ name }) => name),
      ['dev2', 'dev10', 'a-stopped'],
    );
  });

  test('a running container shows image, published ports and age', () => {
    const ports = [
      { containerPort: 80, protocol: 'tcp', hostIp: '0.0.0.0', hostPort: 8080 },
      { containerPort: 80, protocol: 'tcp', hostIp: '::', hostPort: 8080 },
      { containerPort: 9000, protocol: 'tcp' },
    ];
    assert.equal(
      containerDescription(container({ ports }), now),
      'debian:bookworm · 8080→80 · 3 hours',
    );
  });

  test('a stopped container shows its exit code', () => {
    const stopped = container({ state: 'exited', status: 'Exited (137) 2 minutes ago' });
    assert.equal(containerDescription(stopped, now), 'debian:bookworm · exited (137) · 3 hours');
  });

  test('an unhealthy container says so, a healthy one does not', () => {
    assert.match(containerDescription(container({ health: 'unhealthy' }), now), /· unhealthy ·/);
    assert.doesNotMatch(containerDescription(container({ health: 'healthy' }), now), /healthy/);
  });

  test('an image that has lost its tag is shown by the start of its id', () => {
    const lost = container({ image: `sha256:${'0123456789ab'.repeat(5)}` });
    assert.match(containerDescription(lost, now), /^0123456789ab ·/);
  });

  test('the tooltip escapes what comes from the engine', () => {
    const tooltip = containerTooltip(
      container({ command: 'sh -c "a | b `c` <img>"\nnext', status: 'Up 3 hours' }),
      now,
    );
    assert.ok(
      tooltip.includes(
        String.raw`| Command | ${'``'} sh -c "a \| b ${'`c`'} <img>" next ${'``'} |`,
      ),
    );
  });

  test('the tooltip names the folder of a dev container', () => {
    const labels = { 'drydock.workspaceFolder': '/home/me/app' };
    assert.match(
      containerTooltip(container({ labels }), now),
      /Dev container of \| `\/home\/me\/app`/,
    );
  });

  test('exposed ports are listed, published ones only when published', () => {
    const ports = [
      { containerPort: 9000, protocol: 'udp' },
      { containerPort: 80, protocol: 'tcp', hostPort: 80 },
    ];
    assert.deepEqual(distinctPorts(container({ ports })).map(portShort), ['80', '9000/udp']);
    assert.deepEqual(publishedPorts(container({ ports })).map(portShort), ['80']);
  });

  test('a port opens at the address that it is bound to', () => {
    const port = { containerPort: 80, protocol: 'tcp', hostPort: 8080 };
    assert.equal(portUrl({ ...port, hostIp: '0.0.0.0' }, 'localhost'), 'http://localhost:8080/');
    assert.equal(portUrl({ ...port, hostIp: '127.0.0.1' }, 'far'), 'http://127.0.0.1:8080/');
    assert.equal(portUrl({ ...port, hostIp: '::1' }, 'far'), 'http://[::1]:8080/');
    assert.equal(portUrl({ ...port, containerPort: 443 }, 'gpu'), 'https://gpu:8080/');
    assert.equal(portUrl({ containerPort: 80, protocol: 'tcp' }, 'gpu'), undefined);
  });
});
