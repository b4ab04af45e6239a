import { silentLogger } from '../../src/base/logger';
import { ResourceStore, type Snapshot } from '../../src/engine/resourceStore';
import { until } from '../support/snapshots';
import { openTestEngine, testName, type TestEngine } from '../support/testEngine';

suite('The resource store on a real engine', () => {
  let real: TestEngine;
  let store: ResourceStore;

  suiteSetup(async () => {
    real = await openTestEngine();
    store = new ResourceStore(real.engine, silentLogger);
    store.start();
    await until(store, ({ connection }) => connection.state === 'connected');
  });

  suiteTeardown(async () => {
    store.dispose();
    await real.dispose();
  });

  test('shows a container that is made, stopped and removed elsewhere', async () => {
    const name = testName('watched');
    const image = 'drydock-test/busybox';
    const id = await real.run({ image, name });
    await until(store, ({ containers }) => stateOf(containers, id) === 'running');
    await real.engine.stopContainer(id);
    await until(store, ({ containers }) => stateOf(containers, id) === 'exited');
    await real.engine.removeContainer(id, { force: true, volumes: true });
    await until(store, ({ containers }) => stateOf(containers, id) === undefined);
  });
});

function stateOf(containers: Snapshot['containers'], id: string): string | undefined {
  return containers.find((container) => container.id === id)?.state;
}
