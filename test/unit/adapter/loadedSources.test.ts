import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { LoadedSources } from '../../../src/adapter/inspection/loadedSources';
import { silentLogger } from '../../../src/base/logger';
import { MiClient } from '../../../src/gdb/miClient';

suite('the sources of a program', () => {
  test('are listed up to a limit, those of the mounted folders first', async () => {
    const stdin = new PassThrough();
    const stdout = new PassThrough();
    const client = new MiClient({ stdin, stdout }, silentLogger);
    const files = Array.from({ length: 50_000 }, (_, index) => {
      const folder = index === 49_999 ? '/workspace' : index % 2 === 0 ? '/usr/include' : '/build';
      return `{fullname="${folder}/${index}.cpp"}`;
    });
    stdin.on('data', (chunk: Buffer) => {
      const token = /^\d+/.exec(chunk.toString('utf8'))?.[0] ?? '';
      stdout.write(`${token}^done,files=[${files.join(',')}]\n`);
    });
    let looked = 0;
    const loadedSources = new LoadedSources(client, {
      isMounted: (path) => path.startsWith('/workspace/'),
      show: (path) => {
        looked += 1;
        return Promise.resolve({ path });
      },
    });
    const { sources, left } = await loadedSources.list();
    assert.equal(sources.length + left, 50_000);
    assert.equal(looked, sources.length);
    assert.equal(sources[0]?.path, '/workspace/49999.cpp');
    assert.equal(sources[1]?.path, '/build/1.cpp');
    assert.ok(!sources.some(({ path }) => path?.startsWith('/usr/include')));
    loadedSources.expectMore();
    assert.deepEqual(await loadedSources.fresh(), []);
  });
});
