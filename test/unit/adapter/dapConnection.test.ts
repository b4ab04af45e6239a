import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { DapConnection } from '../../../src/adapter/client/dapConnection';
import type { DapHandlers } from '../../../src/adapter/client/dapRequests';
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
    new DapConnection(input, output, silentLogger).listen(handlers);
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

  test('answers a step together with the stop that follows', async () => {
    const { connection, send, output } = open({
      next: () => {
        setImmediate(() => connection.event('stopped', { reason: 'step' }));
        return Promise.resolve(undefined);
      },
    });
    send('{"type":"request","seq":3,"command":"next"}');
    const [data] = (await once(output, 'data')) as [Buffer];
    const kinds = [...data.toString().matchAll(/"type":"(\w+)"/g)].map(([, kind]) => kind);
    assert.deepEqual(kinds, ['response', 'event']);
  });

  test('answers a step that goes on', async () => {
    const answer = await ask('next', { next: () => Promise.resolve(undefined) });
    assert.equal(answer.success, true);
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
    connection.listen({});
    const closed = new Promise((resolve) => input.once('close', resolve));
    input.end();
    await closed;
    assert.equal(gone, 1);
  });

  /** A connection, and what it sends, message by message. */
  function open(handlers: Partial<DapHandlers> = {}): {
    readonly connection: DapConnection;
    readonly send: (text: string) => void;
    readonly next: () => Promise<Record<string, unknown>>;
    readonly output: PassThrough;
  } {
    const input = new PassThrough();
    const output = new PassThrough();
    const connection = new DapConnection(input, output, silentLogger);
    connection.listen(handlers);
    return {
      connection,
      output,
      send: (text) => input.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`),
      next: async () => {
        const [data] = (await once(output, 'data')) as [Buffer];
        return JSON.parse(data.toString().split('\r\n\r\n')[1] ?? '') as Record<string, unknown>;
      },
    };
  }

  test('says what it skipped, and goes on', async () => {
    const texts = ['no json', '17', 'null', '{"type":"request","seq":1}', '{"type":"what"}'];
    for (const text of texts) {
      const { send, next } = open({ threads: () => Promise.resolve({ threads: [] }) });
      const complaint = next();
      send(text);
      const { output } = (await complaint)['body'] as { readonly output: string };
      assert.equal(
        output,
        `The client sent something that is no DAP message; it was skipped: ${text}\n`,
      );
      const answer = next();
      send('{"type":"request","seq":2,"command":"threads"}');
      assert.equal((await answer)['success'], true);
    }
  });

  test('asks the client, and takes its answer or its refusal', async () => {
    const { connection, send, next } = open();
    const question = next();
    const answer = connection.ask('runInTerminal', { args: ['sh'] });
    const { seq, command } = await question;
    assert.equal(command, 'runInTerminal');
    send(`{"type":"response","seq":1,"request_seq":${String(seq)},"success":true,"body":7}`);
    assert.equal(await answer, 7);
    const refused = next();
    const refusal = connection.ask('startDebugging', {});
    send(
      `{"type":"response","seq":2,"request_seq":${String((await refused)['seq'])},"success":false,"message":"No."}`,
    );
    await assert.rejects(refusal, /No\./);
  });

  test('tells those who asked that the client has gone', async () => {
    const { connection } = open();
    const answer = connection.ask('runInTerminal', {});
    connection.close();
    await assert.rejects(answer, /The client has gone/);
    await assert.rejects(connection.ask('runInTerminal', {}), /The client has gone/);
  });

  test('says at which request it failed by itself', async () => {
    const answer = await ask('scopes', { scopes: refuse(new TypeError('x is undefined')) });
    assert.equal(
      answer.message,
      `Drydock's debugger failed at the request "scopes": x is undefined`,
    );
  });
});
