import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { silentLogger } from '../../../src/base/logger';
import { openEngine } from '../../../src/engine/openEngine';
import { ResourceStore, type Snapshot, type StoreTimes } from '../../../src/engine/resourceStore';
import { fail, FakeDaemon, json } from '../../support/fakeDaemon';
import { until } from '../../support/snapshots';

const list = 'GET /containers/json';
const delay = 20;

suite('The resource store', () => {
  let daemon: FakeDaemon;
  let store: ResourceStore;
  let events: ServerResponse | undefined;

  setup(async () => {
    daemon = await FakeDaemon.listening();
    daemon.on('GET', '/events', (response) => {
      events = response;
      response.writeHead(200).flushHeaders();
    });
    store = storeWith({ delay, maximumDelay: 100, retry: 20 });
  });

  teardown(async () => {
    store.dispose();
    await daemon.dispose();
  });

  function storeWith(times: StoreTimes): ResourceStore {
    const engine = openEngine({ endpoint: () => daemon.url, env: {}, log: silentLogger });
    return new ResourceStore(engine, silentLogger, times);
  }

  test('does not touch the engine before it is started', () => {
    assert.deepEqual(daemon.requests, []);
    assert.equal(store.snapshot.connection.state, 'connecting');
  });

  test('is connected with both lists at once', async () => {
    daemon.on('GET', '/containers/json', json([{ Id: 'c1', Names: ['/dev'], State: 'running' }]));
    daemon.on('GET', '/images/json', json([{ Id: 'i1', RepoTags: ['app:1'] }]));
    const snapshot = await connected(store);
    assert.deepEqual(
      snapshot.containers.map(({ name }) => name),
      ['dev'],
    );
    assert.deepEqual(
      snapshot.images.map(({ tags }) => tags),
      [['app:1']],
    );
  });

  test('lists once for a burst of events, and images not at all', async () => {
    await connected(store);
    const before = { containers: daemon.count(list), images: daemon.count('GET /images/json') };
    daemon.on('GET', '/containers/json', json([{ Id: 'c1' }]));
    emit(events, ['create', 'start', 'die', 'start'], 1);
    await until(store, ({ containers }) => containers.length === 1);
    assert.equal(daemon.count(list) - before.containers, 1);
    assert.equal(daemon.count('GET /images/json'), before.images);
  });

  test('lists once for 5,000 events that arrive together', async () => {
    // They come in several pieces, between which a busy machine may do something else.
    store = storeWith({ delay: 1000, maximumDelay: 5000, retry: 20 });
    await connected(store);
    const before = daemon.count(list);
    daemon.on('GET', '/containers/json', json([{ Id: 'c1' }]));
    emit(events, ['create', 'start', 'die', 'stop', 'destroy'], 1000);
    await until(store, ({ containers }) => containers.length === 1);
    await store.refresh();
    // The second is the one that was asked for.
    assert.equal(daemon.count(list) - before, 2);
  });

  test('lists networks and volumes only while somebody looks at them, once for a burst', async () => {
    const [networks, volumes] = ['GET /networks', 'GET /volumes'];
    daemon.on('GET', '/networks', json([{ Id: 'n1', Name: 'lab' }]));
    await connected(store);
    emit(events, ['create'], 1, 'network');
    emit(events, ['create'], 1);
    daemon.on('GET', '/containers/json', json([{ Id: 'c1' }]));
    await until(store, ({ containers }) => containers.length === 1);
    assert.equal(daemon.count(networks), 0);

    const watching = store.watch('networks');
    const { networks: shown } = await until(store, (snapshot) => snapshot.networks !== undefined);
    assert.deepEqual(
      shown?.map(({ name }) => name),
      ['lab'],
    );
    daemon.on('GET', '/networks', json([]));
    emit(events, ['create', 'connect', 'destroy', 'create'], 1, 'network');
    await until(store, (snapshot) => snapshot.networks?.length === 0);
    assert.equal(daemon.count(networks), 2);
    assert.equal(daemon.count(volumes), 0);

    watching.dispose();
    assert.equal(store.snapshot.networks, undefined);
    emit(events, ['destroy'], 1, 'network');
    emit(events, ['destroy'], 1);
    daemon.on('GET', '/containers/json', json([]));
    await until(store, ({ containers }) => containers.length === 0);
    assert.equal(daemon.count(networks), 2);
  });

  test('neither starves nor floods in a storm of 1,000 events', async () => {
    await connected(store);
    const before = daemon.count(list);
    let answers = 0;
    daemon.on('GET', '/containers/json', (response, request) => {
      answers += 1;
      json([{ Id: `c${answers}` }])(response, request);
    });
    let seen = 0;
    store.onDidChange(() => {
      seen += 1;
    });
    const began = performance.now();
    // One that starves never shows anything while the storm lasts.
    for (let sent = 0; sent < 1000 || seen === 0; sent += 10) {
      emit(events, ['die', 'start'], 5);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await until(store, ({ containers }) => containers[0]?.id === `c${answers}`);
    const calls = daemon.count(list) - before;
    assert.ok(calls <= (performance.now() - began) / delay + 1, `${calls} list calls`);
  });

  test('never asks for a list while one is under way', async () => {
    await connected(store);
    let open = 0;
    let most = 0;
    daemon.on('GET', '/containers/json', (response, request) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        json([{ Id: `c${daemon.count(list)}` }])(response, request);
      }, 30);
    });
    emit(events, ['start'], 10);
    await until(store, ({ containers }) => containers.length === 1);
    emit(events, ['start'], 10);
    await store.refresh();
    assert.equal(most, 1);
  });

  test('is disconnected when the engine goes, and lists anew when it comes back', async () => {
    await connected(store);
    await daemon.close();
    const gone = await until(store, ({ connection }) => connection.state === 'disconnected');
    assert.ok(gone.connection.state === 'disconnected');
    assert.equal(gone.connection.error.kind, 'noSocket');
    daemon.on('GET', '/containers/json', json([{ Id: 'c2' }]));
    await daemon.listen();
    const back = await until(store, ({ connection }) => connection.state === 'connected');
    assert.deepEqual(
      back.containers.map(({ id }) => id),
      ['c2'],
    );
  });

  test('finds an engine that is started later', async () => {
    await daemon.close();
    store.start();
    await until(store, ({ connection }) => connection.state === 'disconnected');
    await daemon.listen();
    await until(store, ({ connection }) => connection.state === 'connected');
  });

  test('stays connected when only the stream of events ends', async () => {
    await connected(store);
    const states: string[] = [];
    store.onDidChange(({ connection }) => states.push(connection.state));
    daemon.on('GET', '/containers/json', json([{ Id: 'c3' }]));
    events?.end();
    await until(store, ({ containers }) => containers.length === 1);
    assert.ok(!states.includes('disconnected'));
  });

  test('asks again when the engine tells events but failed to list', async () => {
    daemon.on('GET', '/images/json', fail(500, 'database is locked'));
    store.start();
    await until(store, ({ connection }) => connection.state === 'disconnected');
    daemon.on('GET', '/images/json', json([]));
    await until(store, ({ connection }) => connection.state === 'connected');
  });

  test('names its events to the engine, without those of every exec', async () => {
    await connected(store);
    const asked = decodeURIComponent(
      daemon.requests.find((request) => request.startsWith('GET /events')) ?? '',
    );
    assert.match(asked, /"health_status"/);
    assert.doesNotMatch(asked, /exec_/);
  });
});

/** Has the engine tell of events of a container, several times over. */
function emit(
  events: ServerResponse | undefined,
  actions: readonly string[],
  times: number,
  type = 'container',
): void {
  const lines = actions.map((action) => `${JSON.stringify({ Type: type, Action: action })}\n`);
  events?.write(lines.join('').repeat(times));
}

async function connected(store: ResourceStore): Promise<Snapshot> {
  store.start();
  return until(store, ({ connection }) => connection.state === 'connected');
}
