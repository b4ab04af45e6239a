import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { LookAhead } from '../../../src/adapter/inspection/lookAhead';
import { silentLogger } from '../../../src/base/logger';
import { MiClient } from '../../../src/gdb/miClient';

suite('what is read ahead at a stop', () => {
  /** The commands that gdb got since the last look at them. */
  function open(threads: readonly number[] = [1]): {
    readonly ahead: LookAhead;
    readonly sent: () => Promise<readonly string[]>;
  } {
    const stdin = new PassThrough();
    const client = new MiClient({ stdin, stdout: new PassThrough() }, silentLogger);
    const ahead = new LookAhead(client, new Set(threads), (threadId) => {
      client.tell('-more', String(threadId));
    });
    const sent = async (): Promise<readonly string[]> => {
      await new Promise((resolve) => setImmediate(resolve));
      const written: unknown = stdin.read();
      const text = Buffer.isBuffer(written) ? written.toString() : '';
      return [...text.matchAll(/^\d+(-[\w-]+)/gm)].map(([, command = '']) => command);
    };
    return { ahead, sent };
  }

  const everything = ['-thread-info', '-stack-list-frames', '-more'];

  test('is all that an editor asks, in one write before it asks', async () => {
    const { ahead, sent } = open();
    ahead.begin(1);
    assert.deepEqual(await sent(), everything);
    void ahead.threads();
    void ahead.frames(1, 0, 20);
    assert.deepEqual(await sent(), []);
  });

  test('waits for the first question of a client that did not look at the stop before', async () => {
    const { ahead, sent } = open();
    ahead.begin(1);
    await sent();
    ahead.clear();
    ahead.begin(1);
    assert.deepEqual(await sent(), []);
    void ahead.frames(1, 0, 20);
    assert.deepEqual(await sent(), everything);
  });

  test('comes at once again when the client has looked', async () => {
    const { ahead, sent } = open();
    ahead.begin(1);
    ahead.begin(1);
    void ahead.threads();
    await sent();
    ahead.begin(1);
    assert.deepEqual(await sent(), everything);
  });

  test('asks Python for the names of many threads', async () => {
    const { ahead, sent } = open([1, 2, 3, 4, 5]);
    ahead.begin(1);
    assert.deepEqual(await sent(), ['-interpreter-exec', '-stack-list-frames', '-more']);
  });
});
