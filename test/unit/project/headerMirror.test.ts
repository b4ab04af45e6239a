import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { silentLogger } from '../../../src/base/logger';
import type { ContainerEngine } from '../../../src/engine/containerEngine';
import { HeaderMirror } from '../../../src/project/intellisense/headerMirror';

const day = 86_400_000;

suite('The mirrors of headers', () => {
  let storage: string;
  let mirror: HeaderMirror;

  setup(async () => {
    storage = await mkdtemp(join(tmpdir(), 'drydock-mirrors-'));
    mirror = new HeaderMirror(
      engineThat(() => undefined),
      storage,
      silentLogger,
    );
  });

  teardown(async () => {
    await rm(storage, { recursive: true });
  });

  /** One that was used so many days ago. */
  async function keep(image: string, days: number): Promise<void> {
    const folder = dirname(mirror.rootOf(image));
    await mkdir(mirror.rootOf(image), { recursive: true });
    await writeFile(join(folder, 'manifest.json'), '{"folders":{}}');
    const at = new Date(Date.now() - days * day);
    await utimes(join(folder, 'manifest.json'), at, at);
  }

  const present = (...images: readonly string[]): readonly string[] =>
    images.filter((image) => existsSync(mirror.rootOf(image)));

  test('are removed when they are old, and the oldest of too many', async () => {
    await keep('new', 2);
    await keep('older', 3);
    await keep('oldest', 4);
    await keep('forgotten', 90);

    await mirror.clean({ maxMirrors: 4, maxAgeDays: 60 });
    assert.deepEqual(present('new', 'older', 'oldest', 'forgotten'), ['new', 'older', 'oldest']);

    await mirror.clean({ maxMirrors: 2, maxAgeDays: 60 });
    assert.deepEqual(present('new', 'older', 'oldest'), ['new', 'older']);
  });

  test('stay while they are used, however many there are', async () => {
    await keep('now', 0);
    await keep('today', 0.5);

    await mirror.clean({ maxMirrors: 1, maxAgeDays: 60 });

    assert.deepEqual(present('now', 'today'), ['now', 'today']);
  });

  test('stay when another window has begun to fetch them', async () => {
    await keep('old', 2);
    const abort = new AbortController();
    const begun = new Promise<void>((resolve) => {
      const other = new HeaderMirror(engineThat(resolve), storage, silentLogger);
      // Never answered, as by an engine that is busy.
      void other.ensure({ container: 'gcc', imageId: 'fresh' }, ['/usr/include'], abort.signal);
    });
    await begun;

    await mirror.clean({ maxMirrors: 1, maxAgeDays: 60 });

    assert.ok(existsSync(dirname(mirror.rootOf('fresh'))));
    assert.deepEqual(present('old'), []);
  });

  test('are left alone where there are none', async () => {
    await rm(storage, { recursive: true });

    await mirror.clean({ maxMirrors: 1, maxAgeDays: 60 });

    assert.ok(!existsSync(storage));
    await mkdir(storage);
  });
});

/** An engine that tells that it was asked, and never answers. */
function engineThat(isAsked: () => void): ContainerEngine {
  return new Proxy({} as ContainerEngine, {
    get: () => () => {
      isAsked();
      return new Promise(() => undefined);
    },
  });
}
