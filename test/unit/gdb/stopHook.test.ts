import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { silentLogger } from '../../../src/base/logger';
import { MiClient } from '../../../src/gdb/miClient';
import { quoteMiString } from '../../../src/gdb/miQuote';
import { StopHook } from '../../../src/gdb/stopHook';

const threads = '-thread-info';
const update = '-var-update --all-values *';

suite('what gdb is to tell with a stop', () => {
  function open(): {
    readonly client: MiClient;
    readonly hook: StopHook;
    /** The commands that gdb got since the last look at them. */
    readonly sent: () => Promise<readonly string[]>;
    /** Has gdb say something. */
    readonly say: (...lines: string[]) => Promise<void>;
  } {
    const stdin = new PassThrough();
    const stdout = new PassThrough();
    const client = new MiClient({ stdin, stdout }, silentLogger);
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const sent = async (): Promise<readonly string[]> => {
      await turn();
      const written: unknown = stdin.read();
      const text = Buffer.isBuffer(written) ? written.toString() : '';
      return [...text.matchAll(/^\d+(.*)$/gm)].map(([, command = '']) => command);
    };
    const say = async (...lines: string[]): Promise<void> => {
      stdout.write(lines.map((line) => `${line}\n`).join(''));
      await turn();
    };
    return { client, hook: new StopHook(client), sent, say };
  }

  /** What the hook says: an answer on the console. */
  const told = (index: number, answer: string): string =>
    `~${quoteMiString(`${770_000_000 + index}^${answer}\n`)}`;

  const stopped = '*stopped,reason="end-stepping-range",thread-id="1"';

  async function define(
    { hook, client, sent, say }: ReturnType<typeof open>,
    ...commands: readonly string[]
  ): Promise<readonly string[]> {
    hook.ask(1, () => commands.forEach((command) => client.tell(...words(command))));
    const seen = await sent();
    await say(...seen.map((_, index) => `${index + 1}^done`));
    return seen;
  }

  function words(command: string): [string, ...string[]] {
    const [operation = '', ...parameters] = command.split(' ');
    return [operation, ...parameters];
  }

  test('is what was asked at the stop before, of the same thread', async () => {
    const [asked, definition = '', aim] = await define(open(), threads);
    assert.equal(asked, threads);
    assert.match(definition, /define hook-stop.*if \$_gthread == \$drydock_told/);
    assert.match(definition, /interpreter-exec mi '770000000-thread-info'/);
    assert.equal(aim, '-data-evaluate-expression "$drydock_told = 1"');
  });

  test('answers who asks when the stop is told, without asking gdb', async () => {
    const session = open();
    await define(session, threads);
    await session.say(told(0, 'done,current-thread-id="7"'), stopped);
    const answer = await session.client.command(threads);
    assert.equal(answer.text('current-thread-id'), '7');
    assert.deepEqual(await session.sent(), []);
  });

  test('is read when it comes in pieces, and is not shown to a person', async () => {
    const session = open();
    const shown: string[] = [];
    session.client.onConsoleText((text) => shown.push(text));
    await define(session, threads);
    await session.say(
      '~"770000000^done,"',
      `~${quoteMiString('current-thread-id="7"\n')}`,
      stopped,
    );
    await session.say(String.raw`~"Breakpoint 1, main ()\n"`);
    assert.equal((await session.client.command(threads)).text('current-thread-id'), '7');
    assert.deepEqual(shown, ['Breakpoint 1, main ()\n']);
  });

  test('is asked for again once gdb has been sent something else, or has refused it', async () => {
    const session = open();
    await define(session, threads);
    await session.say(told(0, 'done,current-thread-id="7"'), stopped);
    session.client.tell('-gdb-set', 'x');
    await session.sent();
    session.client.tell(threads);
    assert.deepEqual(await session.sent(), [threads]);
    await session.say(told(0, 'error,msg="no"'), stopped);
    session.client.tell(threads);
    assert.deepEqual(await session.sent(), [threads]);
  });

  test('is defined once for the same questions, and rests without being defined anew', async () => {
    const session = open();
    await define(session, threads);
    session.hook.rest();
    assert.deepEqual(await session.sent(), ['-data-evaluate-expression "$drydock_told = -1"']);
    session.hook.ask(2, () => session.client.tell(threads));
    assert.deepEqual(await session.sent(), [
      threads,
      '-data-evaluate-expression "$drydock_told = 2"',
    ]);
  });

  test('leaves out what is no question, and handles that are not to be read again', async () => {
    const session = open();
    const [, , definition = '', , updates] = await define(session, '-gdb-set x', update);
    assert.match(definition, /if \$drydock_updates[^']*'770000000-var-update --all-values \*'/);
    assert.equal(updates, '-data-evaluate-expression "$drydock_updates = 1"');
    session.hook.restUpdates();
    assert.deepEqual(await session.sent(), ['-data-evaluate-expression "$drydock_updates = 0"']);
  });

  test('keeps the changes of a stop that nobody looked at', async () => {
    const session = open();
    await define(session, threads, update);
    await session.say(told(0, 'done'), told(1, 'done,changelist=[{name="a"}]'), stopped);
    session.client.tell('-exec-continue');
    await session.sent();
    await session.say(told(0, 'done'), told(1, 'done,changelist=[{name="b"}]'), stopped);
    const answer = await session.client.command(...words(update));
    const names = [...session.client.told.takeMissed(), answer]
      .flatMap((each) => each.tuples('changelist'))
      .map((change) => change.text('name'));
    assert.deepEqual(names, ['a', 'b']);
  });
});
