import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { runInContainer } from '../../src/engine/runInContainer';
import { contractSuite, hasKind, testImage as image } from '../support/contractSuite';
import { namesInTar, readTar, tarOfFiles } from '../support/tarContent';

contractSuite('Archives of a container', (real) => {
  test('are put into a container that has stopped, and read from it again', async () => {
    const { engine } = real();
    const id = await real().run({ image });
    await engine.stopContainer(id);
    await engine.putArchive(id, '/tmp', tarOfFiles({ 'a/b.txt': 'hello', 'a/c.txt': 'there' }));
    const files = await readTar(await engine.getArchive(id, '/tmp/a'));
    assert.equal(files['a/b.txt'], 'hello');
    assert.equal(files['a/c.txt'], 'there');
  });

  test('keep mode and owner', async () => {
    const { engine } = real();
    const id = await real().run({ image });
    await engine.putArchive(id, '/tmp', tarOfFiles({ script: '#!/bin/sh' }));
    assert.equal(await output(id, ['stat', '-c', '%a %u:%g', '/tmp/script']), '640 1234:4321');
  });

  test('work in a container without a shell', async () => {
    const { engine } = real();
    const { id } = await real().create({ image, command: ['/nothing'] });
    await engine.putArchive(id, '/', tarOfFiles({ made: 'x' }));
    assert.deepEqual(await namesInTar(await engine.getArchive(id, '/made')), ['made']);
  });

  test('tell of a path what it is, without following a link', async () => {
    const { engine } = real();
    const script =
      'cd /tmp && mkdir folder && echo 12345 > file && chmod 4751 file && ln -s file link && mkfifo pipe';
    const id = await real().run({ image, command: ['sh', '-c', script] });
    await engine.waitForContainer(id);
    const file = await engine.statPath(id, '/tmp/file');
    assert.deepEqual(
      { name: file.name, type: file.type, size: file.size, mode: file.mode },
      { name: 'file', type: 'file', size: 6, mode: 0o4751 },
    );
    assert.ok(Math.abs(file.modified - Date.now()) < 600_000);
    assert.equal((await engine.statPath(id, '/tmp/folder')).type, 'folder');
    assert.equal((await engine.statPath(id, '/tmp')).mode, 0o755);
    assert.equal((await engine.statPath(id, '/tmp/pipe')).type, 'pipe');
    const link = await engine.statPath(id, '/tmp/link');
    assert.equal(link.type, 'link');
    assert.equal(link.linkTarget, '/tmp/file');
  });

  test('name what is missing: the path or the container', async () => {
    const { engine } = real();
    const id = await real().run({ image });
    await assert.rejects(engine.statPath(id, '/nowhere'), hasKind('pathMissing'));
    await assert.rejects(engine.getArchive(id, '/nowhere'), hasKind('pathMissing'));
    await assert.rejects(
      engine.putArchive(id, '/nowhere', tarOfFiles({ a: '' })),
      hasKind('pathMissing'),
    );
    await assert.rejects(engine.statPath('drydock-test-none', '/'), hasKind('notFound'));
  });

  test('are refused where a file stands in place of a folder', async () => {
    const { engine } = real();
    const id = await real().run({ image });
    const put = engine.putArchive(id, '/bin/busybox', tarOfFiles({ a: '' }));
    await assert.rejects(put, hasKind('notAFolder'));
  });

  test('are refused where the file system is read-only', async () => {
    const { engine } = real();
    const id = await real().run({ image, readOnly: true });
    const put = engine.putArchive(id, '/tmp', tarOfFiles({ a: '' }));
    await assert.rejects(put, hasKind('readOnly'));
  });

  test('that break off end the call', async () => {
    const { engine } = real();
    const id = await real().run({ image });
    const whole = await buffer(tarOfFiles({ large: 'x'.repeat(1000) }));
    const archive = Readable.from(
      (async function* () {
        yield whole.subarray(0, 700);
        await Promise.reject(new Error('The disk has gone.'));
      })(),
    );
    await assert.rejects(engine.putArchive(id, '/tmp', archive), /The disk has gone/);
  });

  test('stream in constant memory', async () => {
    const { engine } = real();
    const id = await real().run({ image });
    const size = 300 * 1024 * 1024;
    const before = process.memoryUsage().rss;
    let peak = before;
    const block = Buffer.alloc(1024 * 1024);
    const archive = pack();
    const entry = archive.entry({ name: 'large', size }, () => archive.finalize());
    const content = Readable.from(
      (function* () {
        for (let sent = 0; sent < size; sent += block.length) {
          peak = Math.max(peak, process.memoryUsage().rss);
          yield block;
        }
      })(),
    );
    content.pipe(entry);
    await engine.putArchive(id, '/tmp', Readable.from(archive, { objectMode: false }));
    assert.equal((await engine.statPath(id, '/tmp/large')).size, size);
    assert.ok(peak - before < 100 * 1024 * 1024, `grew by ${peak - before} bytes`);
  });

  async function output(id: string, argv: readonly string[]): Promise<string> {
    const { stdout } = await runInContainer(real().engine, id, { argv });
    return stdout.trim();
  }
});
