import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { silentLogger } from '../../src/base/logger';
import type { ContainerEngine } from '../../src/engine/containerEngine';
import { EngineError } from '../../src/engine/engineError';
import { openEngine } from '../../src/engine/openEngine';
import { ResourceStore } from '../../src/engine/resourceStore';
import { EngineProxy } from '../support/engineProxy';
import { RegistryProxy } from '../support/registryProxy';
import { until } from '../support/snapshots';
import { tarOfFiles } from '../support/tarContent';
import { openTestEngine, testLabels, testName, type TestEngine } from '../support/testEngine';
import { registryUser, startTestRegistry, type TestRegistry } from '../support/testRegistry';

suite('A pull that is cut off in the middle', () => {
  let real: TestEngine;
  let registry: TestRegistry;
  let way: RegistryProxy;
  let proxy: EngineProxy;
  let engine: ContainerEngine;
  let store: ResourceStore;
  let reference: string;

  suiteSetup(async () => {
    real = await openTestEngine();
    registry = await startTestRegistry({ tls: false });
    way = await RegistryProxy.before(registry.host);
    proxy = await EngineProxy.before(real.engine.endpoint);
    engine = openEngine({
      log: silentLogger,
      endpoint: () => proxy.url,
      credentials: {
        credentialsFor: () => Promise.resolve({ kind: 'password', ...registryUser }),
        registries: () => [way.host],
      },
    });
    store = new ResourceStore(engine, silentLogger);
    store.start();
    await until(store, ({ connection }) => connection.state === 'connected');
    reference = `${way.host}/lab/${testName('large')}:1`;
    const [label] = Object.entries(testLabels).map(([key, value]) => `LABEL ${key}=${value}`);
    const content = tarOfFiles({ large: randomBytes(4_000_000).toString('hex') });
    await engine.importImage(content, { reference, changes: label === undefined ? [] : [label] });
    real.removeLater('image', reference);
    await engine.pushImage(reference, () => undefined);
    await engine.removeImage(reference, { force: false });
  });

  suiteTeardown(async () => {
    store.dispose();
    engine.dispose();
    await proxy.dispose();
    await real.dispose();
    way.dispose();
    await registry.dispose();
  });

  test('says that the engine was lost, the lists say so too, and it is done when it is tried again', async () => {
    way.holdAfter(1_000_000);
    const pull = engine.pullImage(reference, ({ current }) => {
      if (current > 0) {
        proxy.cut();
      }
    });
    await assert.rejects(pull, (error) => {
      assert.ok(error instanceof EngineError);
      assert.equal(error.kind, 'connectionLost');
      assert.match(error.message, /^The connection to the container engine at ".*" was lost/);
      return true;
    });
    const { images } = await until(store, ({ connection }) => connection.state === 'disconnected');
    assert.deepEqual(images, []);

    await proxy.listen();
    await store.refresh();
    const { connection, images: now } = store.snapshot;
    assert.equal(connection.state, 'connected');
    assert.ok(now.length > 0 && !now.some(({ tags }) => tags.includes(reference)));

    way.release();
    await engine.pullImage(reference, () => undefined);
    await until(store, (snapshot) => snapshot.images.some(({ tags }) => tags.includes(reference)));
  });
});
