import assert from 'node:assert/strict';
import { CancelledError } from '../../src/base/errors';
import { contractSuite, hasKind, testImage as image } from '../support/contractSuite';
import { testLabels, testName } from '../support/testEngine';
import { namesInTar } from '../support/tarContent';

contractSuite('Containers', (real) => {
  test('are paused and go on', async () => {
    const id = await real().run({ image });
    const { engine } = real();
    await engine.pauseContainer(id);
    assert.equal((await engine.inspectContainer(id)).state, 'paused');
    await engine.unpauseContainer(id);
    assert.equal((await engine.inspectContainer(id)).state, 'running');
  });

  test('are sent a signal, and end with its exit code', async () => {
    const command = ['sh', '-c', 'trap "exit 7" USR1; while :; do sleep 0.1; done'];
    const id = await real().run({ image, command, tty: true });
    const { engine } = real();
    const ended = engine.waitForContainer(id);
    // The shell ignores no signal before its trap is set, but this one would end it with 138.
    await untilProcess(id, 'sleep');
    await engine.killContainer(id, 'SIGUSR1');
    assert.equal(await ended, 7);
    await assert.rejects(engine.killContainer(id, 'SIGTERM'), hasKind('notRunning'));
  });

  test('are waited for until somebody does not want to any more', async () => {
    const id = await real().run({ image });
    const cancel = new AbortController();
    const ended = real().engine.waitForContainer(id, cancel.signal);
    cancel.abort();
    await assert.rejects(ended, CancelledError);
  });

  test('are renamed, unless the name is taken', async () => {
    const { engine } = real();
    const [first, second] = [testName('first'), testName('second')];
    const id = await real().run({ image, name: first });
    await engine.renameContainer(id, second);
    assert.equal((await engine.inspectContainer(id)).name, second);
    const other = await real().run({ image, name: first });
    await assert.rejects(engine.renameContainer(other, second), hasKind('nameTaken'));
  });

  test('get other limits while they run, and the swap follows the memory', async () => {
    const { engine } = real();
    const id = await real().run({ image, memory: 64 * 1024 * 1024 });
    await engine.updateContainer(id, { memory: 256 * 1024 * 1024, cpus: 0.5, pids: 100 });
    await engine.updateContainer(id, { restart: { name: 'on-failure', maximumRetryCount: 3 } });
    const { limits } = await engine.inspectContainer(id);
    assert.equal(limits.memory, 256 * 1024 * 1024);
    assert.equal(limits.memorySwap, 512 * 1024 * 1024);
    assert.equal(limits.cpus, 0.5);
    assert.equal(limits.pids, 100);
    assert.deepEqual(limits.restart, { name: 'on-failure', maximumRetryCount: 3 });
  });

  test('tell in which paths they differ from their image', async () => {
    const id = await real().run({ image, command: changeFiles });
    await real().engine.waitForContainer(id);
    const changes = await real().engine.containerChanges(id);
    const of = (path: string): unknown =>
      changes.find(({ containerPath }) => containerPath === path)?.kind;
    assert.equal(of('/made'), 'added');
    assert.equal(of('/bin'), 'changed');
    assert.equal(of('/bin/yes'), 'deleted');
  });

  test('become an image', async () => {
    const { engine } = real();
    const id = await real().run({ image, command: changeFiles });
    await engine.waitForContainer(id);
    const reference = `${testName('committed')}:1`;
    const made = await engine.commitContainer(id, {
      reference,
      message: 'with a file',
      author: 'Ana',
      pause: true,
      changes: ['CMD ["/bin/cat", "/made"]'],
    });
    real().removeLater('image', made);
    const details = await engine.inspectImage(reference);
    assert.equal(details.id, made);
    assert.deepEqual(details.command, ['/bin/cat', '/made']);
    assert.equal((await engine.imageHistory(made))[0]?.comment, 'with a file');
  });

  test('are exported as an archive of their files', async () => {
    const id = await real().run({ image, command: changeFiles });
    await real().engine.waitForContainer(id);
    const names = await namesInTar(await real().engine.exportContainer(id));
    assert.ok(names.includes('made'), names.slice(0, 10).join(' '));
    assert.ok(!names.includes('bin/yes'));
  });

  test('tell what they take on the disk, when they are asked', async () => {
    const id = await real().run({
      image,
      command: ['sh', '-c', 'head -c 100000 /dev/zero > /made'],
    });
    await real().engine.waitForContainer(id);
    const [size] = await real().engine.containerSizes([id]);
    assert.equal(size?.id, id);
    assert.ok(size.writable >= 100_000 && size.writable < 200_000, `${size.writable}`);
    assert.ok(size.total > size.writable);
  });

  test('tell how they are made', async () => {
    const before = Date.now();
    const id = await real().run({ image, tty: true, interactive: true, memory: 64 * 1024 * 1024 });
    const details = await real().engine.inspectContainer(id);
    assert.equal(details.tty, true);
    assert.equal(details.openStdin, true);
    assert.ok(details.pid > 0);
    assert.ok(details.created > before - 60_000 && details.started >= details.created);
    assert.equal(details.finished, 0);
    assert.equal(details.limits.memory, 64 * 1024 * 1024);
    assert.equal(details.limits.restart.name, 'no');
    assert.equal(details.labels['drydock.test'], testLabels['drydock.test']);
  });

  const changeFiles = ['sh', '-c', 'echo hello > /made; rm /bin/yes'];

  /** Waits until a process of this name runs in a container. */
  async function untilProcess(id: string, name: string): Promise<void> {
    const { engine } = real();
    const argv = ['sh', '-c', 'until pidof "$1"; do :; done', 'sh', name];
    const process = await engine.exec(id, { argv });
    process.stdout.resume();
    process.stderr.resume();
    await process.exit;
  }
});
