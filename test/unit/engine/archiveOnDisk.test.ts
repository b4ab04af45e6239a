import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CancelledError, UserError } from '../../../src/base/errors';
import { readArchiveFile, writeArchiveFile } from '../../../src/engine/archiveOnDisk';
import { EngineError } from '../../../src/engine/engineError';

const engine = { endpoint: 'unix:///engine.sock' };
const ignore = (): void => undefined;

suite('An archive on the disk', () => {
  let folder: string;

  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-archive-'));
  });

  teardown(() => rm(folder, { recursive: true, force: true }));

  test('is counted while it is written and read', async () => {
    const file = join(folder, 'image.tar');
    const written: number[] = [];
    await writeArchiveFile(engine, pieces('abc', 'defg'), file, (bytes) => written.push(bytes));
    assert.deepEqual(written, [3, 7]);
    const read: number[] = [];
    assert.equal(await text(readArchiveFile(file, (bytes) => read.push(bytes))), 'abcdefg');
    assert.equal(read.at(-1), 7);
    assert.deepEqual(await readdir(folder), ['image.tar']);
  });

  test('replaces a file only when it is complete', async () => {
    const file = join(folder, 'image.tar');
    await writeFile(file, 'before');
    await assert.rejects(
      writeArchiveFile(engine, broken(), file, ignore),
      (error) => error instanceof EngineError && error.kind === 'connectionLost',
    );
    assert.equal(await readFile(file, 'utf8'), 'before');
    assert.deepEqual(await readdir(folder), ['image.tar']);
  });

  test('that is cancelled leaves nothing behind', async () => {
    const cancel = new AbortController();
    const endless = Readable.from(
      (function* () {
        for (;;) {
          yield Buffer.alloc(1000);
        }
      })(),
      { objectMode: false },
    );
    const writing = writeArchiveFile(
      engine,
      endless,
      join(folder, 'image.tar'),
      (bytes) => {
        if (bytes > 100_000) {
          cancel.abort();
        }
      },
      cancel.signal,
    );
    await assert.rejects(writing, CancelledError);
    assert.deepEqual(await readdir(folder), []);
  });

  test('says where it cannot be written', async () => {
    const file = join(folder, 'none', 'image.tar');
    await assert.rejects(
      writeArchiveFile(engine, pieces('abc'), file, ignore),
      (error) => error instanceof UserError && error.message.startsWith(`"${file}" cannot be`),
    );
  });

  test('says that it cannot be read to whoever reads it', async () => {
    const file = join(folder, 'none.tar');
    await assert.rejects(
      text(readArchiveFile(file, ignore)),
      (error) => error instanceof UserError && error.message.startsWith(`"${file}" cannot be`),
    );
  });
});

function pieces(...parts: readonly string[]): Readable {
  return Readable.from(
    parts.map((part) => Buffer.from(part)),
    { objectMode: false },
  );
}

/** The engine's connection breaks after the first bytes. */
function broken(): Readable {
  let count = 0;
  return new Readable({
    read() {
      count += 1;
      if (count === 1) {
        this.push('abc');
      } else {
        this.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
      }
    },
  });
}
