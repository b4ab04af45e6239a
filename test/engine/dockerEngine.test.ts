import assert from 'node:assert/strict';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { CancelledError } from '../../src/base/errors';
import { EngineError } from '../../src/engine/engineError';
import { openTestEngine, testLabels, testName, type TestEngine } from '../support/testEngine';

const image = 'drydock-test/busybox';

suite('A real engine', () => {
  let real: TestEngine;

  suiteSetup(async () => {
    real = await openTestEngine();
  });

  suiteTeardown(() => real.dispose());

  test('says what it is and what it can do', async () => {
    const info = await real.engine.info();
    assert.match(info.product, /^(Docker|Podman) \d/);
    assert.match(info.apiVersion, /^1\.\d+$/);
    assert.equal(info.capabilities.hostBindMounts, true);
  });

  test('creates, starts, stops, restarts and removes a container', async () => {
    const { engine } = real;
    const name = testName('lifecycle');
    const id = await real.run({ image, name, ports: [{ containerPort: 80, protocol: 'tcp' }] });

    const listed = (await engine.listContainers()).find((container) => container.id === id);
    assert.equal(listed?.name, name);
    assert.equal(listed.state, 'running');
    assert.equal(listed.ports[0]?.containerPort, 80);
    assert.equal(listed.labels['drydock.test'], testLabels['drydock.test']);

    await engine.stopContainer(id);
    await engine.stopContainer(id);
    assert.equal((await engine.inspectContainer(name)).state, 'exited');
    await engine.restartContainer(id);
    assert.equal((await engine.inspectContainer(id)).state, 'running');
    await engine.removeContainer(id, { force: true, volumes: true });
    await assert.rejects(engine.inspectContainer(id), hasKind('notFound'));
  });

  test('says that a name is taken, and by which sentence to go on', async () => {
    const name = testName('taken');
    await real.run({ image, name });
    await assert.rejects(real.run({ image, name }), (error) => {
      return hasKind('nameTaken')(error) && error instanceof Error && error.message.includes(name);
    });
  });

  test('says that a port is taken', async () => {
    const id = await real.run({ image, ports: [{ containerPort: 80, protocol: 'tcp' }] });
    const [port] = (await real.engine.listContainers()).find((c) => c.id === id)?.ports ?? [];
    const { id: second } = await real.engine.createContainer({
      image,
      ports: [{ containerPort: 80, hostPort: String(port?.hostPort), protocol: 'tcp' }],
      labels: testLabels,
    });
    real.removeLater('container', second);
    await assert.rejects(real.engine.startContainer(second), hasKind('portTaken'));
  });

  test('says that a GPU is not to be had', async () => {
    if ((await real.engine.info()).capabilities.gpus) {
      return; // An engine with GPUs gives one.
    }
    const { id } = await real.engine.createContainer({
      image,
      gpus: [{ count: -1 }],
      labels: testLabels,
    });
    real.removeLater('container', id);
    await assert.rejects(real.engine.startContainer(id), hasKind('gpuUnavailable'));
  });

  test('says that the source of a mount is missing', async () => {
    const mounts = [{ kind: 'bind', source: '/nowhere/at/all', target: '/x' }] as const;
    await assert.rejects(
      real.run({ image, mounts }),
      (error) => hasKind('mountMissing')(error) && String(error).includes('/nowhere/at/all'),
    );
  });

  test('says that an image is missing', async () => {
    await assert.rejects(real.run({ image: 'drydock-test/none:1' }), hasKind('imageMissing'));
    await assert.rejects(real.engine.inspectImage('drydock-test/none:1'), hasKind('imageMissing'));
  });

  test('gives the log of a container, both streams apart, and ends with it', async () => {
    const command = ['sh', '-c', 'echo out; echo err >&2'];
    const id = await real.run({ image, command });
    const logs = await real.engine.logs(id, { follow: true });
    const [stdout, stderr] = await Promise.all([text(logs.stdout), text(logs.stderr)]);
    assert.deepEqual({ stdout, stderr }, { stdout: 'out\n', stderr: 'err\n' });
  });

  test('follows the log of a container with a tty until it is told to stop', async () => {
    const command = ['sh', '-c', 'echo ready; sleep 1000'];
    const id = await real.run({ image, command, tty: true });
    const cancel = new AbortController();
    const logs = await real.engine.logs(id, { follow: true }, cancel.signal);
    await once(logs.stdout, 'data');
    const ended = text(logs.stdout);
    cancel.abort();
    await assert.rejects(ended, CancelledError);
  });

  test('gives an archive of a stopped container', async () => {
    const id = await real.run({ image, command: ['sh', '-c', 'echo hello > /greeting'] });
    await real.engine.stopContainer(id);
    const reader = (await real.engine.getArchive(id, '/greeting')).pipe(extract());
    const names: string[] = [];
    for await (const entry of reader) {
      names.push(entry.header.name);
      entry.resume();
    }
    assert.deepEqual(names, ['greeting']);
  });

  test('lists and inspects images', async () => {
    const images = await real.engine.listImages();
    const listed = images.find(({ tags }) => tags.includes(`${image}:latest`));
    const details = await real.engine.inspectImage(image);
    assert.equal(details.id, listed?.id);
    assert.equal(details.os, 'linux');
  });
});

function hasKind(kind: string): (error: unknown) => boolean {
  return (error) => error instanceof EngineError && error.kind === kind;
}
