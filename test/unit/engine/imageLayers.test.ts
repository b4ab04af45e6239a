import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';
import { CancelledError } from '../../../src/base/errors';
import { readImageLayers, readLayerFile } from '../../../src/engine/imageLayers';

type Entry = Partial<Header> & { readonly name: string; readonly content?: string | Buffer };

suite('The layers in the archive of an image', () => {
  const image = 'app:1';

  test('are read in the order of its manifest, whatever the order of the archive', async () => {
    const engine = saving([
      { name: 'blobs/', type: 'directory' },
      { name: 'blobs/sha256/2', content: await tar([{ name: './b', content: 'upper' }]) },
      { name: 'blobs/sha256/config', content: '{"layers": "none"}'.padEnd(2000) },
      {
        name: 'blobs/sha256/1',
        content: gzipSync(
          await tar([
            { name: 'a/', type: 'directory' },
            { name: 'a/file', content: 'lower' },
          ]),
        ),
      },
      { name: 'manifest.json', content: manifest('blobs/sha256/1', 'blobs/sha256/2') },
    ]);
    const reports: number[] = [];
    assert.deepEqual(await readImageLayers(engine, image, (bytes) => reports.push(bytes)), [
      {
        archive: 'blobs/sha256/1',
        entries: [
          { path: 'a', isFolder: true, size: 0 },
          { path: 'a/file', isFolder: false, size: 5 },
        ],
      },
      { archive: 'blobs/sha256/2', entries: [{ path: 'b', isFolder: false, size: 5 }] },
    ]);
    assert.ok((reports.at(-1) ?? 0) > 5000);
    const at = (archive: string, path: string): Promise<Buffer | undefined> =>
      readLayerFile(engine, image, { archive, path }, () => undefined);
    assert.equal((await at('blobs/sha256/1', 'a/file'))?.toString(), 'lower');
    assert.equal((await at('blobs/sha256/2', 'b'))?.toString(), 'upper');
    assert.equal(await at('blobs/sha256/2', 'a/file'), undefined);
  });

  test('are known under a second name, and may hold nothing', async () => {
    const engine = saving([
      { name: 'one/layer.tar', content: await tar([{ name: 'file', content: 'same' }]) },
      { name: 'two/layer.tar', type: 'symlink', linkname: '../one/layer.tar' },
      { name: 'empty/layer.tar', content: Buffer.alloc(1024) },
      {
        name: 'manifest.json',
        content: manifest('one/layer.tar', 'empty/layer.tar', 'two/layer.tar'),
      },
    ]);
    const layers = await readImageLayers(engine, image, () => undefined);
    assert.deepEqual(
      layers.map(({ entries }) => entries.length),
      [1, 0, 1],
    );
  });

  test('are read however the answer of the engine is cut into pieces', async () => {
    const archive = await tar([
      { name: 'plain', content: await tar([{ name: 'file', content: 'x' }]) },
      { name: 'packed', content: gzipSync(await tar([{ name: 'file', content: 'x' }])) },
      { name: 'manifest.json', content: manifest('plain', 'packed') },
    ]);
    for (const length of [1, 100, 513, 700]) {
      const engine = { saveImages: () => Promise.resolve(Readable.from(pieces(archive, length))) };
      const layers = await readImageLayers(engine, image, () => undefined);
      assert.deepEqual(
        layers.map(({ entries }) => entries.map(({ path }) => path)),
        [['file'], ['file']],
      );
    }
  });

  test('end when that is cancelled, and say what they cannot be read for', async () => {
    const abort = new AbortController();
    abort.abort();
    const broken = { saveImages: () => Promise.resolve(Readable.from([Buffer.alloc(100, 'x')])) };
    await assert.rejects(
      readImageLayers(broken, image, () => undefined, abort.signal),
      CancelledError,
    );
    const empty = saving([{ name: 'repositories', content: '{}' }]);
    await assert.rejects(
      readImageLayers(empty, image, () => undefined),
      /"app:1" in an unknown format/,
    );
    const zstd = saving([{ name: 'blobs/1', content: Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]) }]);
    await assert.rejects(
      readImageLayers(zstd, image, () => undefined),
      /compressed by zstd/,
    );
  });
});

function saving(entries: readonly Entry[]): { saveImages: () => Promise<Readable> } {
  return { saveImages: async () => Readable.from(await tar(entries), { objectMode: false }) };
}

function pieces(bytes: Buffer, length: number): Buffer[] {
  const starts = Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) => at * length);
  return starts.map((start) => bytes.subarray(start, start + length));
}

function manifest(...layers: readonly string[]): string {
  return JSON.stringify([{ Config: 'config', Layers: layers }]);
}

async function tar(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack();
  for (const { content, ...header } of entries) {
    archive.entry(header, content ?? '');
  }
  archive.finalize();
  return buffer(Readable.from(archive, { objectMode: false }));
}
