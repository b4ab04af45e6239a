import assert from 'node:assert/strict';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { contractSuite, hasKind, testImage as image } from '../support/contractSuite';

contractSuite('Attaching to a container', (real) => {
  test('gives what it writes, both streams apart, and takes input', async () => {
    const { engine } = real();
    const command = ['sh', '-c', 'while read line; do echo "got $line"; echo oops >&2; done'];
    const { id } = await real().create({ image, command, interactive: true, detach: true });
    await engine.startContainer(id);
    const attachment = await engine.attachContainer(id, { stdin: true });
    attachment.stdin.write('one\n');
    assert.equal(String((await once(attachment.stdout, 'data'))[0]), 'got one\n');
    await engine.stopContainer(id);
    await attachment.ended;
    assert.match(await text(attachment.stderr), /^oops\n/);
  });

  test('goes by a terminal where it has one, whose size can be changed', async () => {
    const { engine } = real();
    const command = ['sh', '-c', 'while read line; do stty size; done'];
    const id = await real().run({ image, command, interactive: true, tty: true });
    const size = { columns: 93, rows: 31 };
    const attachment = await engine.attachContainer(id, { stdin: true, size });
    assert.equal(attachment.tty, true);
    attachment.stdin.write('\n');
    await untilOutput(attachment.stdout, '31 93');
    await attachment.resize({ columns: 71, rows: 29 });
    attachment.stdin.write('\n');
    await untilOutput(attachment.stdout, '29 71');
    attachment.dispose();
  });

  test('leaves it running when it is detached', async () => {
    const { engine } = real();
    const command = ['sh', '-c', 'while read line; do echo "got $line"; done'];
    const { id } = await real().create({ image, command, interactive: true, detach: true });
    await engine.startContainer(id);
    (await engine.attachContainer(id, { stdin: true })).dispose();
    const again = await engine.attachContainer(id, { stdin: true });
    again.stdin.write('two\n');
    assert.equal(String((await once(again.stdout, 'data'))[0]), 'got two\n');
    again.dispose();
  });

  test('says that it has no input, or does not run', async () => {
    const { engine } = real();
    const id = await real().run({ image });
    await assert.rejects(engine.attachContainer(id, { stdin: true }), hasKind('badRequest'));
  });
});

async function untilOutput(
  output: AsyncIterable<unknown> & NodeJS.ReadableStream,
  words: string,
): Promise<void> {
  let seen = '';
  while (!seen.includes(words)) {
    seen += String((await once(output, 'data'))[0]);
  }
}
