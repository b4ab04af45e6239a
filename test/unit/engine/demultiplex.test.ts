import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { demultiplex } from '../../../src/engine/demultiplex';
import { EngineError } from '../../../src/engine/engineError';
import { OutputPipe } from '../../../src/engine/outputPipe';
import { frame } from '../../support/fakeDaemon';

suite('The demultiplexer', () => {
  test('takes 5,000 tiny frames in one chunk', async () => {
    const frames = Array.from({ length: 5000 }, (_, index) => frame(1 + (index % 2), 'x'));
    const { stdout, stderr } = await outputsOf([Buffer.concat(frames)]);
    assert.equal(stdout.length, 2500);
    assert.equal(stderr.length, 2500);
  });

  test('takes frames that arrive byte by byte, with characters cut in two', async () => {
    const bytes = Buffer.concat([frame(1, 'grün'), frame(2, 'žluť'), frame(1, '→')]);
    const { stdout, stderr } = await outputsOf([...bytes].map((byte) => Buffer.from([byte])));
    assert.equal(stdout, 'grün→');
    assert.equal(stderr, 'žluť');
  });

  test('passes over empty frames', async () => {
    const { stdout } = await outputsOf([frame(1, ''), frame(1, 'a'), frame(2, '')]);
    assert.equal(stdout, 'a');
  });

  test('rejects a length that no engine sends', async () => {
    const bogus = Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 65]);
    await assert.rejects(outputsOf([bogus]), hasKind('failed'));
  });

  test('rejects bytes that are no frame', async () => {
    await assert.rejects(outputsOf([Buffer.from('plain text, no frame')]), hasKind('failed'));
  });

  test('rejects an end in the middle of a frame', async () => {
    const cut = frame(1, 'whole').subarray(0, -2);
    await assert.rejects(outputsOf([cut]), hasKind('connectionLost'));
  });

  test('holds the source back while the reader is behind', async () => {
    let taken = 0;
    const source = Readable.from(
      (function* () {
        for (; taken < 1000; taken++) {
          yield frame(1, Buffer.alloc(16 * 1024));
        }
      })(),
    );
    const stdout = new OutputPipe();
    const done = demultiplex(source, { stdout: stdout.sink, stderr: () => undefined });
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(taken < 100, `${taken} frames were taken although nobody read`);
    stdout.resume();
    await done;
    assert.equal(taken, 1000);
  });

  test('gives its reader a piece in the turn in which it arrives', async () => {
    const source = new Readable({ read: () => undefined });
    const stdout = new OutputPipe();
    const got: string[] = [];
    stdout.on('data', (data: Buffer) => got.push(data.toString()));
    const done = demultiplex(source, { stdout: stdout.sink, stderr: () => undefined });
    await new Promise((resolve) => setImmediate(resolve));
    source.push(frame(1, 'one'));
    assert.deepEqual(got, ['one']);
    source.push(null);
    await done;
  });

  test('goes on when a reader has gone away', async () => {
    const stdout = new OutputPipe();
    stdout.destroy();
    const source = Readable.from([frame(1, Buffer.alloc(100_000)), frame(2, 'end')]);
    const stderr = new OutputPipe();
    await demultiplex(source, { stdout: stdout.sink, stderr: stderr.sink });
    stderr.finish();
    assert.equal(await text(stderr), 'end');
  });
});

async function outputsOf(chunks: readonly Buffer[]): Promise<{ stdout: string; stderr: string }> {
  const stdout = new OutputPipe();
  const stderr = new OutputPipe();
  const texts = Promise.all([text(stdout), text(stderr)]);
  await demultiplex(Readable.from(chunks), {
    stdout: stdout.sink,
    stderr: stderr.sink,
  });
  stdout.finish();
  stderr.finish();
  const [out, err] = await texts;
  return { stdout: out, stderr: err };
}

function hasKind(kind: string): (error: unknown) => boolean {
  return (error) => error instanceof EngineError && error.kind === kind;
}
