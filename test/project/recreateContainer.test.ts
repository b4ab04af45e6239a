import assert from 'node:assert/strict';
import { CancelledError } from '../../src/base/errors';
import { withVariable } from '../../src/domain/containerEdits';
import { runInContainer } from '../../src/engine/runInContainer';
import { recreateContainer } from '../../src/project/recreateContainer';
import { contractSuite, hasKind, testImage as image } from '../support/contractSuite';
import { testName } from '../support/testEngine';

contractSuite('A container that is made anew with changes', (real) => {
  const silent = (): void => undefined;
  const names = async (start: string): Promise<readonly string[]> =>
    (await real().engine.listContainers())
      .map(({ name }) => name)
      .filter((name) => name.startsWith(start));

  test('has its name, the change and its volumes without a name, and the old one is gone', async () => {
    const { engine } = real();
    const name = testName('recreate');
    const id = await real().run({ image, name, mounts: [{ kind: 'volumeFlag', target: '/kept' }] });
    await runInContainer(engine, id, { argv: ['sh', '-c', 'echo mine > /kept/file'] });
    const made = await recreateContainer(engine, id, (spec) => withVariable(spec, 'NEW=1'), silent);
    real().removeLater('container', made.id);
    assert.notEqual(made.id, id);
    assert.equal(made.kept, undefined);
    assert.deepEqual(await names(name), [name]);
    const look = ['sh', '-c', 'echo "$NEW"; cat /kept/file'];
    assert.equal((await runInContainer(engine, name, { argv: look })).stdout, '1\nmine\n');
  });

  test('is on all of its networks again, and Compose still knows it', async () => {
    const { engine } = real();
    const network = testName('net');
    const { id: networkId } = await engine.createNetwork({ name: network });
    real().removeLater('network', networkId);
    const labels = { 'com.docker.compose.project': 'shop' };
    const id = await real().run({ image, name: testName('nets'), labels });
    await engine.connectNetwork(network, id, { aliases: ['db'] });
    const made = await recreateContainer(engine, id, (spec) => spec, silent);
    real().removeLater('container', made.id);
    const details = await engine.inspectContainer(made.id);
    const again = details.networks.find((each) => each.name === network);
    assert.ok(again?.aliases.includes('db'));
    assert.equal(details.networks.length, 2);
    assert.equal(details.labels['com.docker.compose.project'], 'shop');
  });

  test('that cannot be created leaves the old one as it was, running', async () => {
    const { engine } = real();
    const name = testName('refused');
    const id = await real().run({ image, name });
    await assert.rejects(
      recreateContainer(engine, id, (spec) => ({ ...spec, image: 'no-such-image:1' }), silent),
      hasKind('imageMissing'),
    );
    const old = await engine.inspectContainer(id);
    assert.equal(old.name, name);
    assert.equal(old.state, 'running');
    assert.deepEqual(await names(name), [name]);
  });

  test('that does not go on running leaves the old one as it was, even paused', async () => {
    const { engine } = real();
    const name = testName('ends');
    const id = await real().run({ image, name });
    await engine.pauseContainer(id);
    await assert.rejects(
      recreateContainer(engine, id, (spec) => ({ ...spec, command: ['true'] }), silent),
      hasKind('notRunning'),
    );
    assert.equal((await engine.inspectContainer(id)).state, 'paused');
    assert.deepEqual(await names(name), [name]);
  });

  test('is put back when somebody cancels while it is created', async () => {
    const { engine } = real();
    const name = testName('cancelled');
    const id = await real().run({ image, name });
    const cancel = new AbortController();
    const report = (message: string): void => {
      if (message.startsWith('Creating')) {
        cancel.abort();
      }
    };
    await assert.rejects(
      recreateContainer(engine, id, (spec) => spec, report, cancel.signal),
      CancelledError,
    );
    const old = await engine.inspectContainer(id);
    assert.deepEqual([old.name, old.state], [name, 'running']);
    assert.deepEqual(await names(name), [name]);
  });

  test('that did not run is not started, and the old one stays beside it', async () => {
    const { engine } = real();
    const name = testName('stopped');
    const id = await real().run({ image, name });
    await engine.stopContainer(id);
    const made = await recreateContainer(engine, id, (spec) => spec, silent);
    real().removeLater('container', made.id);
    assert.equal(made.kept?.name, `${name}-old`);
    assert.equal((await engine.inspectContainer(name)).state, 'created');
    assert.equal((await engine.inspectContainer(id)).name, `${name}-old`);
  });

  test('is of the same image, though its name belongs to a newer one', async () => {
    const { engine } = real();
    const tag = `${testName('moved')}:1`;
    const first = await engine.commitContainer(await real().run({ image }), {
      reference: tag,
      pause: false,
    });
    real().removeLater('image', first);
    const id = await real().run({ image: tag, name: testName('moved') });
    const second = await engine.commitContainer(id, { reference: tag, pause: false });
    real().removeLater('image', second);
    const made = await recreateContainer(engine, id, (spec) => spec, silent);
    real().removeLater('container', made.id);
    assert.equal((await engine.inspectContainer(made.id)).imageId, first);
  });

  test('is refused where stopping would remove it', async () => {
    const { engine } = real();
    const id = await real().run({ image, name: testName('rm'), autoRemove: true });
    await assert.rejects(
      recreateContainer(engine, id, (spec) => spec, silent),
      hasKind('conflict'),
    );
    assert.equal((await engine.inspectContainer(id)).state, 'running');
  });
});
