import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { silentLogger } from '../../../src/base/logger';
import { GdbEndedError, GdbError } from '../../../src/gdb/gdbError';
import { MiClient } from '../../../src/gdb/miClient';

interface Fixture {
  readonly client: MiClient;
  /** What was written to gdb, each write by itself. */
  readonly writes: string[];
  /** Says something as gdb, which has been sent what it answers before. */
  readonly say: (text: string) => void;
  readonly hangUp: () => void;
}

function createFixture(): Fixture {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const writes: string[] = [];
  stdin.on('data', (chunk: Buffer) => writes.push(chunk.toString('utf8')));
  return {
    client: new MiClient({ stdin, stdout }, silentLogger),
    writes,
    say: (text) => setImmediate(() => stdout.write(text)),
    hangUp: () => stdout.end(),
  };
}

suite('the client of GDB/MI', () => {
  test('sends the commands of one turn in one write, each with a token', async () => {
    const { client, writes, say } = createFixture();
    const answers = Promise.all([client.command('-a'), client.command('-b', 'two words')]);
    say('1^done,x="1"\n2^done,x="2"\n');
    assert.deepEqual(
      (await answers).map((body) => body.text('x')),
      ['1', '2'],
    );
    assert.deepEqual(writes, ['1-a\n2-b "two words"\n']);
  });

  test("rejects with gdb's own message", async () => {
    const { client, say } = createFixture();
    const answer = client.command('-file-exec-and-symbols', '/x');
    say('1^error,msg="/x: No such file or directory."\n');
    await assert.rejects(answer, (error: unknown) => {
      assert.ok(error instanceof GdbError);
      assert.equal(error.failure, 'noSuchFile');
      return error.message === '/x: No such file or directory.';
    });
  });

  test('gives what the console says to the command that caused it', async () => {
    const { client, say } = createFixture();
    const others: string[] = [];
    client.onConsoleText((text) => others.push(text));
    const first = client.command('-a');
    const second = client.consoleCommand('info "x"');
    say('~"for nobody\\n"\n1^done\n&"info \\"x\\"\\n"\n~"line 1\\n"\n~"line 2\\n"\n2^done\n');
    await first;
    assert.equal(await second, 'line 1\nline 2\n');
    assert.deepEqual(others, ['for nobody\n']);
  });

  test('keeps a line break in a parameter from becoming a second command', async () => {
    const { client, writes, say } = createFixture();
    const answer = client.rawCommand('-exec-arguments a\nb');
    say('1^done\n');
    await answer;
    assert.deepEqual(writes, ['1-exec-arguments a b\n']);
  });

  test('rejects what is waiting, and what comes later, when gdb ends', async () => {
    const { client, hangUp } = createFixture();
    let ends = 0;
    client.onEnd(() => (ends += 1));
    const waiting = client.command('-a');
    hangUp();
    await assert.rejects(waiting, GdbEndedError);
    await assert.rejects(client.command('-b'), GdbEndedError);
    assert.equal(ends, 1);
  });

  test('hands on news, and the text of a program between records', async () => {
    const { client, say } = createFixture();
    const seen: string[] = [];
    client.onProgramText((text) => seen.push(text));
    client.onExec(({ name }) => seen.push(name));
    client.onNotify(({ name }) => seen.push(name));
    const answer = client.command('-a');
    say('hello*running,thread-id="all"\n=thread-created,id="1"\nworld\n1^done\n');
    await answer;
    assert.deepEqual(seen, ['hello', 'running', 'thread-created', 'world\n']);
  });

  test('makes a stop of a program that could not go on', async () => {
    const { client, say } = createFixture();
    const seen: string[] = [];
    client.onProgramText((text) => seen.push(text));
    client.onExec(({ name, body }) => seen.push(`${name} ${body.text('thread-id') ?? ''}`));
    client.onResumeFailed((reason) => seen.push(reason));
    say('*stopped,reason="breakpoint-hit",thread-id="2"\n');
    const answer = client.command('-exec-next');
    say('1^running\n*running,thread-id="all"\n&"Warning:\\n"\n&"Cannot insert breakpoint 1.\\n"\n');
    await answer;
    say('1^error,msg="Command aborted."\n1^error,msg="again"\n');
    const next = client.command('-a');
    say('2^done\n');
    await next;
    assert.deepEqual(seen, [
      'stopped 2',
      'running all',
      'Cannot insert breakpoint 1. Command aborted.',
      'stopped 2',
    ]);
  });

  test('takes an answer to no command for text of the program', async () => {
    const { client, say } = createFixture();
    const seen: string[] = [];
    client.onProgramText((text) => seen.push(text));
    const answer = client.command('-a');
    say('^done\n7^done,x="1"\n1^done\n');
    await answer;
    assert.deepEqual(seen, ['^done\n', '7^done,x="1"\n']);
  });
});
