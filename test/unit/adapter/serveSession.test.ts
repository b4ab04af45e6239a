import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { DapConnection } from '../../../src/adapter/client/dapConnection';
import { serveSession } from '../../../src/adapter/serveSession';
import type { OpenEngine } from '../../../src/adapter/start/beginning';
import { silentLogger } from '../../../src/base/logger';
import { openDebugEngine } from '../../../src/engine/openDebugEngine';
import { DapClient } from '../../support/dapClient';

suite('a session that begins', () => {
  /** Serves a client on an engine that is not there. */
  function open(): {
    readonly client: DapClient;
    readonly hangUp: () => void;
    over: Promise<void>;
  } {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const connection = new DapConnection(input, output, silentLogger);
    const over = serveSession(
      connection,
      () => openDebugEngine({ endpoint: () => 'unix:///nowhere/engine.sock', log: silentLogger }),
      silentLogger,
    );
    return { client: new DapClient(output, input), hangUp: () => input.end(), over };
  }

  const attributes = { program: '/x', container: 'none' };

  test('is launched once, also when it is asked twice at once', async () => {
    const { client, hangUp, over } = open();
    await client.request('initialize', { adapterID: 'test' });
    const first = client.request('launch', attributes);
    const second = client.request('launch', attributes);
    await assert.rejects(second, /This session has been (?:started|ended) already/);
    await assert.rejects(first, /engine/i);
    hangUp();
    await over;
  });

  test('looks for the usual engine before it is launched, and is on that one', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const opened: (string | undefined)[] = [];
    const located: string[] = [];
    const openEngine: OpenEngine = (endpoint) => {
      opened.push(endpoint);
      const address = endpoint ?? 'unix:///nowhere/engine.sock';
      const engine = openDebugEngine({ endpoint: () => address, log: silentLogger });
      return { ...engine, locate: () => Promise.resolve(located.push(address)) };
    };
    const connection = new DapConnection(input, output, silentLogger);
    const over = serveSession(connection, openEngine, silentLogger);
    const client = new DapClient(output, input);
    await client.request('initialize', { adapterID: 'test' });
    assert.deepEqual(located, ['unix:///nowhere/engine.sock']);
    await assert.rejects(client.request('launch', attributes), /engine/i);
    assert.deepEqual(opened, [undefined]);
    input.end();
    await over;
  });

  test('refuses what it cannot read before the engine is looked for', async () => {
    const { client, hangUp, over } = open();
    await assert.rejects(client.request('launch', { program: '/x' }), /names no container/);
    hangUp();
    await over;
  });

  test('answers what is asked before it is launched, and ends with its client', async () => {
    const { client, hangUp, over } = open();
    await assert.rejects(client.request('threads'), /There is no program under the debugger/);
    await assert.rejects(client.request('nonsense'), /does not know the request "nonsense"/);
    hangUp();
    await over;
  });
});
