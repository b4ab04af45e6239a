import assert from 'node:assert/strict';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { silentLogger } from '../../src/base/logger';
import { containerSpecOf } from '../../src/engine/containerSpecOf';
import { killProcess } from '../../src/engine/killProcess';
import { ResourceStore } from '../../src/engine/resourceStore';
import { runInContainer } from '../../src/engine/runInContainer';
import { hasKind, testImage as image } from '../support/contractSuite';
import { until } from '../support/snapshots';
import { namesInTar, readTar, tarOfFiles } from '../support/tarContent';
import { openTestEngine, testLabels, testName, type TestEngine } from '../support/testEngine';
import { startPodman, type TestPodman } from '../support/testPodman';
import { eventually } from '../workbench/support/eventually';

/** What the port promises, where Podman differs from Docker or could. A container takes it a second. */
suite('On Podman', function () {
  this.timeout(240_000);
  const name = testName('podman');
  let podman: TestPodman;
  let real: TestEngine;
  let store: ResourceStore;
  let id: string;

  suiteSetup(async () => {
    podman = await startPodman();
    real = await openTestEngine(podman.endpoint);
    store = new ResourceStore(real.engine, silentLogger);
    store.start();
    await until(store, ({ connection }) => connection.state === 'connected');
    id = await real.run({ image, name, tty: true, interactive: true });
  });

  suiteTeardown(async () => {
    store.dispose();
    await real.dispose();
    await podman.dispose();
  });

  test('the engine says what it is', async () => {
    const { product, capabilities } = await real.engine.info();
    assert.match(product, /^Podman \d/);
    assert.equal(capabilities.buildCache, false);
    assert.equal(capabilities.hostBindMounts, true);
    // It takes Podman seconds to say it, so it is asked once.
    assert.equal(await real.engine.info(), await real.engine.info());
  });

  test('the store sees a container that is started, renamed and removed', async () => {
    await until(store, ({ containers }) => containers.some((one) => one.state === 'running'));
    const other = `${name}-other`;
    const { id: made } = await real.create({ image, name: other, command: ['true'] });
    await until(store, ({ containers }) => containers.some((one) => one.id === made));
    await assert.rejects(real.engine.renameContainer(made, name), hasKind('nameTaken'));
    await real.engine.renameContainer(made, `${other}-2`);
    await until(store, ({ containers }) => containers.some((one) => one.name === `${other}-2`));
    await real.engine.removeContainer(made, { force: true, volumes: true });
    await until(store, ({ containers }) => !containers.some((one) => one.id === made));
  });

  test('a process gets its input to the end and gives both streams and its exit code', async () => {
    const argv = ['sh', '-c', 'cat; echo oops >&2; exit 3'];
    const answer = await runInContainer(real.engine, id, { argv, input: 'to and fro' });
    assert.deepEqual(answer, { stdout: 'to and fro', stderr: 'oops\n', exitCode: 3 });
    await assert.rejects(
      runInContainer(real.engine, id, { argv: ['no-such-program'] }),
      hasKind('commandNotFound'),
    );
  });

  test('a process is killed', async () => {
    const running = await real.engine.exec(id, { argv: ['sh', '-c', 'echo $$; exec sleep 1000'] });
    running.stderr.resume();
    const pid = Number(String((await once(running.stdout, 'data'))[0]));
    const sleeper = { processId: pid, userId: 0, name: 'sleep' };
    await killProcess(real.engine, id, sleeper, 'SIGTERM');
    assert.notEqual(await running.exit, 0);
  });

  test('what is typed into the container reaches it, and nothing else', async () => {
    const command = ['sh', '-c', 'read line; echo "got $line"; echo oops >&2'];
    const { id: reader } = await real.create({ image, command, interactive: true, detach: true });
    await real.engine.startContainer(reader);
    const attachment = await real.engine.attachContainer(reader, { stdin: true });
    attachment.stdin.write('one\n');
    assert.equal(String((await once(attachment.stdout, 'data'))[0]), 'got one\n');
    assert.equal(await real.engine.waitForContainer(reader), 0);
    attachment.dispose();
    const logs = await real.engine.logs(reader, { follow: false });
    const [stdout, stderr] = await Promise.all([text(logs.stdout), text(logs.stderr)]);
    assert.deepEqual({ stdout, stderr }, { stdout: 'got one\n', stderr: 'oops\n' });
  });

  test('files go in and out with mode and owner', async () => {
    await real.engine.putArchive(id, '/tmp', tarOfFiles({ 'a/b.txt': 'hello' }));
    const stat = ['stat', '-c', '%a %u:%g', '/tmp/a/b.txt'];
    const { stdout } = await runInContainer(real.engine, id, { argv: stat });
    assert.equal(stdout, '640 1234:4321\n');
    const files = await readTar(await real.engine.getArchive(id, '/tmp/a'));
    assert.equal(files['a/b.txt'], 'hello');
    assert.equal((await real.engine.statPath(id, '/tmp/a/b.txt')).size, 5);
    await assert.rejects(real.engine.statPath(id, '/nowhere'), hasKind('pathMissing'));
  });

  test('a busy container is measured as busy, although Podman takes only one sample', async () => {
    const busy = await real.run({ image, command: ['sh', '-c', 'while :; do :; done'] });
    // The sample counts from the container's start, which is more than its loop at first.
    const stats = await eventually(async () => {
      const sample = await real.engine.containerStats(busy);
      assert.ok(sample.cpuPercent > 5, `${sample.cpuPercent} %`);
      return sample;
    });
    assert.ok(stats.memory > 0 && stats.network !== undefined);
    await real.engine.removeContainer(busy, { force: true, volumes: true });
  });

  test('a container becomes an image, with a name and a configuration', async () => {
    const reference = `localhost/${testName('committed')}:1`;
    const made = await real.engine.commitContainer(id, {
      reference,
      pause: false,
      changes: ['CMD ["/bin/cat"]'],
    });
    real.removeLater('image', made);
    const details = await real.engine.inspectImage(reference);
    assert.deepEqual(details.command, ['/bin/cat']);
    const names = await namesInTar(await real.engine.exportContainer(id));
    assert.ok(names.includes('tmp/a/b.txt'));
  });

  test('an imported image has the name that it was given', async () => {
    const reference = `localhost/${testName('imported')}:3`;
    const made = await real.engine.importImage(tarOfFiles({ a: '' }), { reference });
    real.removeLater('image', made);
    assert.deepEqual((await real.engine.inspectImage(made)).tags, [reference]);
    await real.engine.removeImage(reference, { force: false });
    await assert.rejects(real.engine.inspectImage(reference), (error) => {
      return hasKind('imageMissing')(error) && String(error).includes(`"${reference}" on`);
    });
  });

  test('a container is described as it was made', async () => {
    const { spec } = await containerSpecOf(real.engine, id, 'carry');
    assert.equal(spec.image, `localhost/${image}:latest`);
    assert.equal(spec.name, name);
    assert.equal(spec.tty, true);
    assert.equal(spec.init, true);
    assert.deepEqual(spec.labels, testLabels);
  });

  test('a network is refused to a container that has it', async () => {
    const network = testName('network');
    await real.engine.createNetwork({ name: network, labels: testLabels });
    real.removeLater('network', network);
    await real.engine.connectNetwork(network, id, {});
    await assert.rejects(
      real.engine.connectNetwork(network, id, {}),
      (error) => hasKind('conflict')(error) && String(error).includes(`network "${network}"`),
    );
    await real.engine.disconnectNetwork(network, id, { force: false });
  });

  test('limits cannot be changed, and the sentence says that it is not for the container', async () => {
    await assert.rejects(
      real.engine.updateContainer(id, { memory: 64 * 1024 * 1024 }),
      hasKind('unsupported'),
    );
  });

  test('GPUs are refused instead of being passed over', async () => {
    const gpus = [{ count: -1 }];
    await assert.rejects(real.create({ image, gpus }), hasKind('gpuUnavailable'));
  });

  test('what the disk holds has names', async () => {
    const { images, containers } = await real.engine.diskUsage();
    assert.ok(containers.items.some((item) => item.name === name && item.isInUse));
    const details = await real.engine.inspectImage(image);
    const shortId = details.id.replace('sha256:', '').slice(0, 12);
    assert.ok(images.items.some((item) => item.name === shortId && item.isInUse));
  });
});
