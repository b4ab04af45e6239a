import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listEngines } from '../../../src/engine/listEngines';

suite('the list of engines', () => {
  let home = '';

  setup(async () => {
    home = await mkdtemp(join(tmpdir(), 'drydock-engines-'));
  });

  teardown(() => rm(home, { recursive: true, force: true }));

  const addContext = async (folder: string, meta: string): Promise<void> => {
    const place = join(home, '.docker/contexts/meta', folder);
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'meta.json'), meta);
  };
  const contexts = async (): Promise<unknown> => (await listEngines({ HOME: home })).contexts;

  test('has no contexts where Docker was never configured', async () => {
    assert.deepEqual(await contexts(), []);
  });

  test('has the contexts by name', async () => {
    const meta = (name: string, url: string): string =>
      JSON.stringify({ Name: name, Endpoints: { docker: { Host: url } } });
    await addContext('b', meta('gpu', 'ssh://me@gpu'));
    await addContext('a', meta('desktop', 'unix:///home/me/docker.sock'));
    assert.deepEqual(await contexts(), [
      { name: 'desktop', url: 'unix:///home/me/docker.sock' },
      { name: 'gpu', url: 'ssh://me@gpu' },
    ]);
  });

  test('leaves out a context that cannot be read', async () => {
    await addContext('broken', '{');
    await addContext('empty', '{}');
    assert.deepEqual(await contexts(), []);
  });
});
