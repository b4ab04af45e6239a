import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { splitFirstLine } from '../../../src/engine/firstLine';

suite('the first line of an output', () => {
  test('is taken off, and what follows goes on', async () => {
    const source = new PassThrough();
    const { firstLine, rest } = splitFirstLine(source);
    source.write('/dev/p');
    source.write('ts/3\r\nhel');
    source.end('lo\n');
    assert.equal(await firstLine, '/dev/pts/3');
    assert.equal(await text(rest), 'hello\n');
  });

  test('is all there was when the output ends before the line', async () => {
    const source = new PassThrough();
    const { firstLine, rest } = splitFirstLine(source);
    source.end('not a tty');
    assert.equal(await firstLine, 'not a tty');
    assert.equal(await text(rest), '');
  });

  test('a character that is cut in two by the network stays whole', async () => {
    const source = new PassThrough();
    const { firstLine, rest } = splitFirstLine(source);
    const bytes = Buffer.from('größe\nübrig');
    source.write(bytes.subarray(0, 3));
    source.end(bytes.subarray(3));
    assert.equal(await firstLine, 'größe');
    assert.equal(await text(rest), 'übrig');
  });

  test('a connection that breaks ends the output', async () => {
    const source = new PassThrough();
    const { firstLine, rest } = splitFirstLine(source);
    source.destroy(new Error('gone'));
    assert.equal(await firstLine, '');
    assert.equal(await text(rest), '');
  });
});
