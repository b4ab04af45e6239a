import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { CancelledError } from '../../../src/base/errors';
import { silentLogger } from '../../../src/base/logger';
import type { ContainerEngine } from '../../../src/engine/containerEngine';
import { EngineError } from '../../../src/engine/engineError';
import { openEngine } from '../../../src/engine/openEngine';
import { runInContainer } from '../../../src/engine/runInContainer';
import { drop, dropInBody, fail, FakeDaemon, frame, hang, json } from '../../support/fakeDaemon';

suite('An engine that misbehaves', () => {
  let daemon: FakeDaemon;
  let engine: ContainerEngine;

  setup(async () => {
    daemon = await FakeDaemon.listening();
    engine = openTo(daemon);
  });

  teardown(async () => {
    engine.dispose();
    await daemon.dispose();
  });

  test('answers nothing: the call times out', async () => {
    daemon.on('GET', '/containers/json', hang);
    await assert.rejects(openTo(daemon, 100).listContainers(), hasKind('timeout'));
  });

  test('sends headers and then nothing: the call times out', async () => {
    daemon.on('GET', '/containers/json', (response) => response.writeHead(200).flushHeaders());
    await assert.rejects(openTo(daemon, 100).listContainers(), hasKind('timeout'));
  });

  test('breaks the connection: the call says so', async () => {
    daemon.on('GET', '/containers/json', drop);
    await assert.rejects(engine.listContainers(), hasKind('connectionLost'));
  });

  test('breaks the connection in the middle of the body: the call says so', async () => {
    daemon.on('GET', '/containers/json', dropInBody);
    await assert.rejects(engine.listContainers(), hasKind('connectionLost'));
  });

  test('is asked by somebody who cancels: the call is cancelled', async () => {
    daemon.on('GET', '/containers/json', hang);
    const cancel = new AbortController();
    const list = engine.listContainers(cancel.signal);
    cancel.abort();
    await assert.rejects(list, CancelledError);
  });

  test('has gone: the call says where it was', async () => {
    await daemon.close();
    await assert.rejects(
      engine.listContainers(),
      (error) =>
        error instanceof EngineError &&
        error.kind === 'noSocket' &&
        error.message.includes(daemon.url) &&
        error.nextSteps.length > 0,
    );
  });

  test('has left its port: nothing listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(address && typeof address === 'object');
    server.close();
    await once(server, 'close');
    const gone = openEngine({
      endpoint: () => `tcp://127.0.0.1:${address.port}`,
      env: {},
      log: silentLogger,
    });
    await assert.rejects(gone.listContainers(), hasKind('refused'));
  });

  test('wants credentials: the call is unauthorized', async () => {
    daemon.on('GET', '/containers/json', fail(401, 'authorization denied by plugin'));
    await assert.rejects(engine.listContainers(), hasKind('unauthorized'));
  });

  test('is too old: its sentence names both versions', async () => {
    daemon.on('GET', '/version', json({ Version: '17.03', ApiVersion: '1.27' }));
    await assert.rejects(
      engine.info(),
      (error) =>
        error instanceof EngineError &&
        error.kind === 'apiTooOld' &&
        /17\.03.*1\.27.*1\.35/.test(error.message),
    );
  });

  test('answers that there was nothing to stop: that is fine', async () => {
    daemon.on('POST', '/containers/dev/stop', (response) => response.writeHead(304).end());
    await engine.stopContainer('dev');
  });

  test('fails a pull in its last line: the pull has failed', async () => {
    daemon.on('POST', '/images/create', (response) => {
      response.end('{"status":"Pulling fs layer","id":"a"}\n{"error":"no space left on device"}');
    });
    await assert.rejects(
      engine.pullImage('app', () => undefined),
      /its disk is full/,
    );
  });

  test('breaks off a pull: the pull has failed', async () => {
    daemon.on('POST', '/images/create', (response) => {
      response.write('{"status":"Pulling fs layer","id":"a"}\n', () => response.destroy());
    });
    await assert.rejects(
      engine.pullImage('app', () => undefined),
      hasKind('connectionLost'),
    );
  });

  test('stalls in a pull that is cancelled: the pull ends', async () => {
    const cancel = new AbortController();
    daemon.on('POST', '/images/create', (response) => {
      response.write('{"status":"Pulling fs layer","id":"a"}\n');
    });
    await assert.rejects(
      engine.pullImage('app', () => cancel.abort(), cancel.signal),
      CancelledError,
    );
  });

  test('sends 5,000 tiny frames in one chunk: an exec delivers them', async () => {
    anExec(daemon, { ExitCode: 0 });
    daemon.onHijack('/exec/e1/start', (connection) => {
      connection.end(Buffer.concat(Array.from({ length: 5000 }, () => frame(1, 'ab'))));
    });
    const { stdout, exitCode } = await runInContainer(engine, 'dev', { argv: ['true'] });
    assert.equal(stdout.length, 10_000);
    assert.equal(exitCode, 0);
  });

  test('breaks an exec in the middle of a frame: its exit says so', async () => {
    anExec(daemon, { ExitCode: 0 });
    daemon.onHijack('/exec/e1/start', (connection) => {
      connection.end(frame(1, 'abcdef').subarray(0, 10));
    });
    const process = await engine.exec('dev', { argv: ['true'] });
    process.stderr.resume();
    const [exit, output] = await Promise.allSettled([process.exit, text(process.stdout)]);
    assert.equal(exit.status, 'rejected');
    assert.deepEqual(output, { status: 'fulfilled', value: 'ab' });
  });

  test('says that a process runs after its output has ended: the exit code is waited for', async () => {
    let asked = 0;
    daemon.on('POST', '/containers/dev/exec', json({ Id: 'e1' }, 201));
    daemon.on('GET', '/exec/e1/json', (response, request) => {
      asked += 1;
      json({ Running: asked < 3, ExitCode: asked < 3 ? null : 4 })(response, request);
    });
    daemon.onHijack('/exec/e1/start', (connection) => connection.end());
    const { exitCode } = await runInContainer(engine, 'dev', { argv: ['true'] });
    assert.equal(exitCode, 4);
  });

  test('refuses to start an exec: the call says why', async () => {
    daemon.on('POST', '/containers/dev/exec', fail(409, 'Container dev is not running'));
    await assert.rejects(engine.exec('dev', { argv: ['true'] }), hasKind('notRunning'));
  });
});

function openTo(daemon: FakeDaemon, timeout = 20_000): ContainerEngine {
  return openEngine({ endpoint: () => daemon.url, env: {}, log: silentLogger, timeout });
}

function anExec(daemon: FakeDaemon, state: object): void {
  daemon.on('POST', '/containers/dev/exec', json({ Id: 'e1' }, 201));
  daemon.on('GET', '/exec/e1/json', json({ Running: false, ...state }));
}

function hasKind(kind: string): (error: unknown) => boolean {
  return (error) => error instanceof EngineError && error.kind === kind;
}
