import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CancelledError, UserError } from '../../../src/base/errors';
import { openArchiveFile, writeArchiveFile } from '../../../src/engine/archiveFile';
import { EngineError } from '../../../src/engine/engineError';

const engine = { endpoint: 'unix:///engine.sock' };

suite('A file of an archive', () => {
  let folder: string;

  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-archive-'));
  });

  teardown(() => rm(folder, { recursive: true, force: true }));

  test('is there when all of it has come, and bytes are counted', async () => {
    const hostPath = join(folder, 'images.tar');
    const reported: number[] = [];
    const source = Readable.from([Buffer.from('one'), Buffer.from('two')], { objectMode: false });
    await writeArchiveFile(engine, source, hostPath, (bytes) => reported.push(bytes));
    assert.equal(await readFile(hostPath, 'utf8'), 'onetwo');
    assert.deepEqual(reported, [3, 6]);
    assert.deepEqual(await readdir(folder), ['images.tar']);
  });

  test('is not there when the engine breaks off or somebody cancels, and an older one stays', async () => {
    const hostPath = join(folder, 'images.tar');
    await writeFile(hostPath, 'older');
    const broken = new Readable({ read: () => undefined });
    const lost = writeArchiveFile(engine, broken, hostPath, () => {
      broken.destroy(
        Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' }),
      );
    });
    broken.push('half');
    await assert.rejects(
      lost,
      (error) => error instanceof EngineError && error.kind === 'connectionLost',
    );
    const cancel = new AbortController();
    const endless = new Readable({ read: () => undefined });
    const writing = writeArchiveFile(
      engine,
      endless,
      hostPath,
      () => cancel.abort(),
      cancel.signal,
    );
    endless.push('half');
    await assert.rejects(writing, CancelledError);
    assert.equal(endless.destroyed, true);
    assert.deepEqual(await readdir(folder), ['images.tar']);
    assert.equal(await readFile(hostPath, 'utf8'), 'older');
  });

  test('that cannot be written or read is named', async () => {
    const nowhere = join(folder, 'no', 'images.tar');
    const isNamed = (error: unknown): boolean =>
      error instanceof UserError && error.message.includes(nowhere);
    await assert.rejects(
      writeArchiveFile(engine, Readable.from(['x']), nowhere, () => undefined),
      isNamed,
    );
    await assert.rejects(
      openArchiveFile(nowhere, () => undefined),
      isNamed,
    );
  });

  test('says that it cannot be read to whoever reads it', async () => {
    const { archive } = await openArchiveFile(folder, () => undefined);
    await assert.rejects(
      text(archive),
      (error) => error instanceof UserError && error.message.includes(folder),
    );
  });

  test('that is empty is none', async () => {
    const hostPath = join(folder, 'empty.tar');
    await writeFile(hostPath, '');
    await assert.rejects(
      openArchiveFile(hostPath, () => undefined),
      (error) => error instanceof UserError && error.message.includes(`"${hostPath}" is empty`),
    );
  });

  test('is read with its size known and its bytes counted', async () => {
    const hostPath = join(folder, 'images.tar');
    await writeFile(hostPath, 'content');
    let read = 0;
    const { archive, size } = await openArchiveFile(hostPath, (bytes) => (read = bytes));
    assert.equal(await text(archive), 'content');
    assert.deepEqual([size, read], [7, 7]);
  });
});
