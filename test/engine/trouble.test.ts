import assert from 'node:assert/strict';
import process from 'node:process';
import { silentLogger } from '../../src/base/logger';
import type { ContainerSpec } from '../../src/domain/containerSpec';
import type { ContainerEngine } from '../../src/engine/containerEngine';
import { EngineError } from '../../src/engine/engineError';
import { openEngine } from '../../src/engine/openEngine';
import { ResourceStore, type Snapshot } from '../../src/engine/resourceStore';
import { hasKind, testImage as image } from '../support/contractSuite';
import { ownDaemon, type OwnDaemon } from '../support/ownDaemon';
import { until } from '../support/snapshots';
import { tarOfFiles } from '../support/tarContent';

/** A real daemon that is stopped, killed, frozen and filled up. */
suite('A daemon in trouble', function () {
  this.timeout(240_000);
  let daemon: OwnDaemon;
  let engine: ContainerEngine;
  let store: ResourceStore;

  suiteSetup(async () => {
    daemon = await ownDaemon(40_000_000);
    await daemon.start();
    engine = open(20_000);
    const shared = openEngine({ log: silentLogger });
    await engine.loadImages(await shared.saveImages([image]));
    shared.dispose();
    store = new ResourceStore(engine, silentLogger, { delay: 50, maximumDelay: 200, retry: 200 });
    store.start();
    await connected();
  });

  suiteTeardown(async () => {
    store.dispose();
    engine.dispose();
    await daemon.dispose();
  });

  test('that is stopped and started is shown as gone, with a button, and as it is again', async () => {
    const { id } = await create('kept');
    await until(store, ({ containers }) => containers.some((one) => one.id === id));
    await daemon.end('SIGTERM');
    const error = await disconnected();
    assert.equal(error.kind, 'noSocket');
    assert.ok(error.message.includes(daemon.endpoint) && error.nextSteps.length > 0);
    await daemon.start();
    const { containers } = await connected();
    assert.ok(containers.some((one) => one.id === id));
  });

  test('that is killed leaves its socket, and the sentence tells that nothing listens', async () => {
    await daemon.end('SIGKILL');
    // What was asked while it died was cut off.
    const { connection } = await until(
      store,
      (now) => now.connection.state === 'disconnected' && now.connection.error.kind === 'refused',
    );
    assert.ok(connection.state === 'disconnected');
    assert.match(connection.error.message, /Nothing listens at/);
    await daemon.start();
    await connected();
  });

  test('that hangs is told from one that is gone, and is there again when it goes on', async () => {
    const hasty = open(500);
    const impatient = new ResourceStore(hasty, silentLogger, {
      delay: 50,
      maximumDelay: 200,
      retry: 200,
    });
    impatient.start();
    await until(impatient, ({ connection }) => connection.state === 'connected');
    daemon.freeze(true);
    await impatient.refresh();
    const { connection } = impatient.snapshot;
    assert.ok(connection.state === 'disconnected');
    assert.equal(connection.error.kind, 'timeout');
    assert.match(connection.error.message, /did not answer within 0\.5 s/);
    daemon.freeze(false);
    await until(impatient, ({ connection: now }) => now.state === 'connected');
    impatient.dispose();
    hasty.dispose();
  });

  test('that this user may not use says so, and how to be let in', async () => {
    const stranger = open(20_000);
    process.seteuid?.(65_534);
    try {
      await assert.rejects(stranger.info(), (error) => {
        return hasKind('permissionDenied')(error) && String(error).includes('usermod -aG docker');
      });
    } finally {
      process.seteuid?.(0);
      stranger.dispose();
    }
  });

  test('whose disk is full says so, and goes on when there is room', async () => {
    const archive = tarOfFiles({ large: 'x'.repeat(60_000_000) });
    await assert.rejects(
      engine.importImage(archive, {}),
      (error) =>
        error instanceof EngineError &&
        error.kind === 'diskFull' &&
        error.message.includes('its disk is full. Remove') &&
        error.nextSteps.length > 0,
    );
    const { id } = await create('small');
    const files = tarOfFiles({ large: 'x'.repeat(60_000_000) });
    await assert.rejects(engine.putArchive(id, '/tmp', files), hasKind('diskFull'));
    // Removing what filled it works on a full disk, too.
    await engine.removeContainer(id, { force: true, volumes: true });
    await until(store, ({ containers }) => !containers.some((one) => one.id === id));
  });

  test('whose container restarts in a loop is listed no more than its events ask for', async () => {
    let shown = 0;
    const listener = store.onDidChange(() => (shown += 1));
    // Long enough to be seen running.
    const command = ['sh', '-c', 'sleep 0.5; exit 1'];
    const { id } = await create('loop', command, { restart: { name: 'always' } });
    await engine.startContainer(id);
    const restarting = ({ containers }: Snapshot): boolean =>
      containers.some((one) => one.id === id && one.state === 'restarting');
    await until(store, restarting);
    await until(store, (snapshot) => !restarting(snapshot));
    await until(store, restarting);
    listener.dispose();
    await engine.removeContainer(id, { force: true, volumes: true });
    const { containers } = await until(store, (snapshot) => !restarting(snapshot));
    assert.ok(!containers.some((one) => one.id === id));
    assert.ok(shown < 60, `${shown} times`);
  });

  test('of two windows each sees what the other does, and is told when it comes too late', async () => {
    const other = open(20_000);
    const second = new ResourceStore(other, silentLogger);
    second.start();
    const { id } = await create('shared');
    await until(second, ({ containers }) => containers.some((one) => one.id === id));
    await assert.rejects(
      other.createContainer({ image, name: 'drydock-test-shared' }),
      (error) => hasKind('nameTaken')(error) && String(error).includes('"drydock-test-shared"'),
    );
    await other.removeContainer(id, { force: false, volumes: false });
    await until(store, ({ containers }) => !containers.some((one) => one.id === id));
    await assert.rejects(engine.startContainer(id), hasKind('notFound'));
    second.dispose();
    other.dispose();
  });

  function open(timeout: number): ContainerEngine {
    return openEngine({ log: silentLogger, endpoint: () => daemon.endpoint, timeout });
  }

  function create(
    name: string,
    command: readonly string[] = ['true'],
    more: Partial<ContainerSpec> = {},
  ): ReturnType<ContainerEngine['createContainer']> {
    const network = 'none';
    return engine.createContainer({
      image,
      name: `drydock-test-${name}`,
      command,
      network,
      ...more,
    });
  }

  function connected(): Promise<Snapshot> {
    return until(store, ({ connection }) => connection.state === 'connected');
  }

  async function disconnected(): Promise<EngineError> {
    const { connection } = await until(store, (now) => now.connection.state === 'disconnected');
    assert.ok(connection.state === 'disconnected');
    return connection.error;
  }
});
