import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CancelledError } from '../../src/base/errors';
import { ContainerFiles, type ContainerFile } from '../../src/engine/containerFiles';
import { packedSize, packHostFiles } from '../../src/engine/files/packHostFiles';
import { unpackToHost } from '../../src/engine/files/unpackToHost';
import { runInContainer } from '../../src/engine/runInContainer';
import { contractSuite, testImage as image } from '../support/contractSuite';
import { tarOfFiles } from '../support/tarContent';

const ignore = (): void => undefined;
const owner = { uid: 1234, gid: 4321 };

contractSuite('Files between host and container', (real) => {
  let files: ContainerFiles;
  let container: string;
  let folder: string;

  suiteSetup(async () => {
    files = new ContainerFiles(real().engine);
    container = await real().run({ image, tmpfs: { '/memory': '' } });
  });

  setup(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-transfer-'));
  });

  teardown(() => rm(folder, { recursive: true, force: true }));

  for (const target of ['/tmp', '/memory']) {
    test(`go up and come down again the same, to ${target}`, async () => {
      const sent = path.join(folder, 'with space');
      await mkdir(path.join(sent, '-deep/er'), { recursive: true });
      await writeFile(path.join(sent, '-deep/er/two\nlines'), 'content', { mode: 0o750 });
      await writeFile(path.join(sent, 'empty'), '');
      await symlink('-deep/er', path.join(sent, 'link'));
      const reports: number[] = [];
      await files.unpack(
        at(target),
        packHostFiles([sent], owner, (bytes) => reports.push(bytes)),
      );
      assert.ok(Math.abs((reports.at(-1) ?? 0) - (await packedSize([sent]))) <= 2048);
      const listed = ['stat', '-c', '%u:%g %a', `${target}/with space/-deep/er/two\nlines`];
      assert.equal(await output(listed), '1234:4321 750');

      const received = path.join(folder, 'received');
      const archive = await files.archive(at(`${target}/with space`));
      assert.deepEqual(await unpackToHost(archive, received, ignore), []);
      assert.equal(await readFile(path.join(received, '-deep/er/two\nlines'), 'utf8'), 'content');
      assert.equal((await lstat(path.join(received, '-deep/er/two\nlines'))).mode & 0o777, 0o750);
      assert.equal(await readlink(path.join(received, 'link')), '-deep/er');
      assert.deepEqual((await readdir(folder)).sort(), ['received', 'with space']);
    });
  }

  test('come down with second names, and without what a host cannot have', async () => {
    const script =
      'mkdir /tmp/odd && cd /tmp/odd && echo x >one && ln one two && mkfifo pipe && chmod 555 .';
    await output(['sh', '-c', script]);
    const received = path.join(folder, 'odd');
    const skipped = await unpackToHost(await files.archive(at('/tmp/odd')), received, ignore);
    assert.deepEqual(skipped, ['odd/pipe']);
    assert.equal(await readFile(path.join(received, 'two'), 'utf8'), 'x\n');
  });

  test('come down for one file, in the place of another', async () => {
    const received = path.join(folder, 'passwd');
    await writeFile(received, 'old');
    await output(['sh', '-c', 'echo new >/tmp/passwd']);
    await unpackToHost(await files.archive(at('/tmp/passwd')), received, ignore);
    assert.equal(await readFile(received, 'utf8'), 'new\n');
  });

  test('leave nothing behind when they are cancelled, and what was there stays', async () => {
    const received = path.join(folder, 'bin');
    await writeFile(received, 'old');
    const cancel = new AbortController();
    const archive = await files.archive(at('/bin'), cancel.signal);
    const unpacked = unpackToHost(archive, received, () => cancel.abort(), cancel.signal);
    await assert.rejects(unpacked, CancelledError);
    assert.deepEqual(await readdir(folder), ['bin']);
    assert.equal(await readFile(received, 'utf8'), 'old');
  });

  test('never leave the folder that was asked for', async () => {
    for (const name of ['asked/../../evil', 'asked/sub/evil', '/evil']) {
      const archive = tarOfFiles({ 'asked/': '', [name]: 'x' });
      await assert.rejects(
        unpackToHost(archive, path.join(folder, 'asked'), ignore),
        /lies outside/,
      );
    }
    assert.deepEqual(await readdir(folder), []);
  });

  test('that cannot be read end the upload with their name', async () => {
    const archive = packHostFiles([path.join(folder, 'none')], owner, ignore);
    await assert.rejects(files.unpack(at('/tmp'), archive), /none" cannot be used/);
  });

  test('take no memory for their size', async () => {
    const size = 300 * 1024 * 1024;
    const large = path.join(folder, 'large');
    await pipeline(Readable.from(blocks(size)), createWriteStream(large));
    const before = process.memoryUsage().rss;
    let peak = before;
    const look = (): void => {
      peak = Math.max(peak, process.memoryUsage().rss);
    };
    await files.unpack(at('/tmp'), packHostFiles([large], owner, look));
    const archive = await files.archive(at('/tmp/large'));
    await unpackToHost(archive, path.join(folder, 'again'), look);
    assert.equal((await lstat(path.join(folder, 'again'))).size, size);
    assert.ok(peak - before < 100 * 1024 * 1024, `grew by ${peak - before} bytes`);
  });

  function at(containerPath: string): ContainerFile {
    return { container, path: containerPath };
  }

  async function output(argv: readonly string[]): Promise<string> {
    return (await runInContainer(real().engine, container, { argv })).stdout.trim();
  }
});

function* blocks(size: number): Generator<Buffer> {
  const block = Buffer.alloc(1024 * 1024, 'drydock');
  for (let sent = 0; sent < size; sent += block.length) {
    yield block;
  }
}
