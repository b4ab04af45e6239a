import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { CancelledError, UserError } from '../../src/base/errors';
import { runInContainer } from '../../src/engine/runInContainer';
import { backUpVolume, restoreVolume } from '../../src/engine/volumeArchive';
import { volumeHelperLabel } from '../../src/engine/volumeHelper';
import { contractSuite, hasKind, testImage as image } from '../support/contractSuite';
import { testLabels, testName } from '../support/testEngine';

contractSuite('Archives of volumes', (real) => {
  let folder: string;
  let archive: string;
  let container: string;
  const source = testName('source');
  const target = testName('target');
  const zipped = testName('zipped');

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-volume-'));
    archive = path.join(folder, 'data.tar');
    const volumes = { '/source': source, '/target': target, '/zipped': zipped };
    for (const name of Object.values(volumes)) {
      await real().engine.createVolume({ name, labels: testLabels });
      real().removeLater('volume', name);
    }
    const mounts = Object.entries(volumes).map(([to, name]) => {
      return { kind: 'volume' as const, source: name, target: to };
    });
    container = await real().run({ image, mounts });
  });

  suiteTeardown(() => rm(folder, { recursive: true, force: true }));

  async function shell(script: string): Promise<string> {
    const argv = ['sh', '-ec', script];
    return (await runInContainer(real().engine, container, { argv })).stdout;
  }

  async function helpersOf(volume: string): Promise<number> {
    const containers = await real().engine.listContainers();
    return containers.filter(({ labels }) => labels[volumeHelperLabel] === volume).length;
  }

  const listing =
    'for f in . $(find * | sort); do stat -c "%n %u:%g %a %F" "$f"; done; cat a/b; readlink l';

  test('bring a volume back as it was, with owners, modes and links', async () => {
    const { engine } = real();
    const before = await shell(
      `cd /source; mkdir a; echo hi >a/b; chown 33:44 . a/b; chmod 640 a/b; ln -s a/b l; mkfifo p; chmod 711 .; ${listing}`,
    );
    assert.match(before, /^\. 33:44 711 directory$/m);
    assert.match(before, /^a\/b 33:44 640 regular file$/m);
    const reports: number[] = [];
    await backUpVolume(engine, source, archive, (bytes) => reports.push(bytes));
    const { size } = await stat(archive);
    assert.equal(reports.at(-1), size);
    const progress: number[] = [];
    await restoreVolume(engine, target, archive, (bytes, of) => progress.push(bytes / of));
    assert.equal(progress.at(-1), 1);
    assert.equal(await shell(`cd /target; ${listing}`), before);
    assert.deepEqual([await helpersOf(source), await helpersOf(target)], [0, 0]);
  });

  test('that are compressed are restored too, and leave other files', async () => {
    const { engine } = real();
    const file = path.join(folder, 'data.tar.gz');
    await writeFile(file, gzipSync(await readFile(archive)));
    await shell('cd /zipped; echo mine >other; mkdir a; echo old >a/b');
    await restoreVolume(engine, zipped, file, () => undefined);
    assert.equal(await shell('cd /zipped; cat a/b other; stat -c %u .'), 'hi\nmine\n33\n');
  });

  test('that are none leave no helper and say so', async () => {
    const { engine } = real();
    const text = path.join(folder, 'text.tar');
    await writeFile(text, 'This is not an archive.'.repeat(100));
    await assert.rejects(
      restoreVolume(engine, target, text, () => undefined),
      UserError,
    );
    await writeFile(text, '');
    await assert.rejects(
      restoreVolume(engine, target, text, () => undefined),
      /is empty/,
    );
    assert.equal(await helpersOf(target), 0);
  });

  test('do not make a volume that has gone', async () => {
    const { engine } = real();
    const name = testName('gone');
    await assert.rejects(
      backUpVolume(engine, name, path.join(folder, 'gone.tar'), () => undefined),
      hasKind('notFound'),
    );
    await assert.rejects(engine.inspectVolume(name), hasKind('notFound'));
  });

  test('that are cancelled leave no file and no helper', async () => {
    const { engine } = real();
    await shell('head -c 20000000 /dev/zero >/source/zeros');
    const cancelled = path.join(folder, 'cancelled.tar');
    const abort = new AbortController();
    await assert.rejects(
      backUpVolume(engine, source, cancelled, () => abort.abort(), abort.signal),
      CancelledError,
    );
    await assert.rejects(stat(cancelled), { code: 'ENOENT' });
    await assert.rejects(stat(`${cancelled}.partial`), { code: 'ENOENT' });
    assert.equal(await helpersOf(source), 0);
  });
});
