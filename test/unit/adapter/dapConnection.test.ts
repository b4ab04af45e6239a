import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { DapConnection } from '../../../src/adapter/dapConnection';
import type { DapHandlers } from '../../../src/adapter/dapRequests';
import { CancelledError, UserError } from '../../../src/base/errors';
import { silentLogger } from '../../../src/base/logger';

interface Answer {
  readonly request_seq: number;
  readonly success: boolean;
  readonly message?: string;
  readonly body?: { readonly error?: { readonly showUser: boolean; readonly format: string } };
}

suite('a DAP connection', () => {
  const refuse = (error: Error) => (): Promise<never> => Promise.reject(error);

  /** Sends one request to the handlers and resolves with the answer. */
  async function ask(command: string, handlers: Partial<DapHandlers>): Promise<Answer> {
    const input = new PassThrough();
    const output = new PassThrough();
    const answered = new Promise<Answer>((resolve) => {
      output.once('data', (data: Buffer) => {
        resolve(JSON.parse(data.toString().split('\r\n\r\n')[1] ?? '') as Answer);
      });
    });
    new DapConnection(input, output, silentLogger).listen(handlers as DapHandlers);
    const text = JSON.stringify({ seq: 7, type: 'request', command });
    input.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    return answered;
  }

  test('answers a request with what its handler returns', async () => {
    const answer = await ask('threads', { threads: () => Promise.resolve({ threads: [] }) });
    assert.equal(answer.request_seq, 7);
    assert.equal(answer.success, true);
    assert.deepEqual(answer.body, { threads: [] });
  });

  test('shows why a launch failed, and keeps braces of the message out of the format', async () => {
    const answer = await ask('launch', { launch: refuse(new UserError('No {program}.')) });
    assert.equal(answer.success, false);
    assert.equal(answer.message, 'No {program}.');
    assert.equal(answer.body?.error?.showUser, true);
    assert.equal(answer.body.error.format, '{text}');
  });

  test('makes no notification of a view that asks too late', async () => {
    const answer = await ask('scopes', { scopes: refuse(new UserError('It has gone on.')) });
    assert.equal(answer.success, false);
    assert.equal(answer.body?.error?.showUser, false);
  });

  test('says "cancelled" of what was cancelled', async () => {
    const answer = await ask('evaluate', { evaluate: refuse(new CancelledError()) });
    assert.equal(answer.message, 'cancelled');
  });

  test('refuses a request that it does not know, also one named like a member of objects', async () => {
    for (const command of ['restartFrame', 'toString', '__proto__']) {
      const answer = await ask(command, {});
      assert.match(answer.message ?? '', new RegExp(`does not know the request "${command}"`));
    }
  });

  test('tells once that the client has gone', async () => {
    const input = new PassThrough();
    const connection = new DapConnection(input, new PassThrough(), silentLogger);
    let gone = 0;
    connection.onClose(() => {
      gone += 1;
    });
    connection.listen({} as DapHandlers);
    const closed = new Promise((resolve) => input.once('close', resolve));
    input.end();
    await closed;
    assert.equal(gone, 1);
  });
});
