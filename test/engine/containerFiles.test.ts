import assert from 'node:assert/strict';
import { ContainerFiles, type ContainerFile } from '../../src/engine/containerFiles';
import { runInContainer } from '../../src/engine/runInContainer';
import { contractSuite, hasKind, testImage as image } from '../support/contractSuite';
import { tarOfFiles } from '../support/tarContent';

/** One with GNU's programs, and a shell that is not busybox's. */
const debian = 'drydock-test/bookworm';

const oddNames = ['-rf', 'with space', 'Größe 船', 'two\nlines', '$(touch made)', '.hidden'];

const script = `
mkdir -p /work/folder /work/deep/er && cd /work
for name do printf '%s' "$name" >./"$name"; done
ln -s folder to-folder; ln -s ./.hidden to-file; ln -s nowhere to-nothing; ln -s /work/to-folder twice
echo secret >owned; chown 1234:4321 owned; chmod 4751 owned
mkdir owned-folder; chown 1234:4321 owned-folder
mkfifo pipe
`;
const whole = { create: true, overwrite: true };

contractSuite('Files of containers', (real) => {
  let files: ContainerFiles;
  let running: string;
  let stopped: string;
  let bare: string;

  suiteSetup(async () => {
    files = new ContainerFiles(real().engine);
    running = await real().run({ image: debian, tmpfs: { '/memory': '' } });
    stopped = await real().run({ image });
    bare = (await real().create({ image, command: ['/nothing'] })).id;
    for (const container of [running, stopped]) {
      await output(container, ['sh', '-c', script, 'sh', ...oddNames]);
    }
    await real().engine.stopContainer(stopped);
  });

  for (const state of ['running', 'stopped'] as const) {
    test(`are listed under all names (${state})`, async () => {
      const entries = await files.list(at(of(state), '/work'));
      const kinds = Object.fromEntries(
        entries.map(({ name, type, targetType }) => [name, [type, targetType].join(' ').trim()]),
      );
      assert.deepEqual(kinds, {
        ...Object.fromEntries(oddNames.map((name) => [name, 'file'])),
        folder: 'folder',
        deep: 'folder',
        'owned-folder': 'folder',
        'to-folder': 'link folder',
        'to-file': 'link file',
        'to-nothing': 'link',
        twice: 'link folder',
        owned: 'file',
        pipe: 'pipe',
      });
      const owned = entries.find(({ name }) => name === 'owned');
      assert.deepEqual([owned?.mode, owned?.size], [0o4751, 7]);
      assert.deepEqual(await files.list(at(of(state), '/work/twice')), []);
    });

    test(`are read and written under all names (${state})`, async () => {
      for (const name of state === 'running' ? oddNames : oddNames.slice(2, 4)) {
        assert.equal(text(await files.read(at(of(state), `/work/${name}`))), name);
        await files.write(at(of(state), `/work/folder/${name}`), Buffer.from(`new ${name}`), whole);
        assert.equal(
          text(await files.read(at(of(state), `/work/to-folder/${name}`))),
          `new ${name}`,
        );
      }
    });

    test(`keep their owner and mode when they are saved, and follow a link (${state})`, async () => {
      const { engine } = real();
      await files.write(at(of(state), '/work/owned'), Buffer.from('changed'), whole);
      assert.deepEqual(await files.owner(at(of(state), '/work/owned')), { uid: 1234, gid: 4321 });
      assert.equal((await engine.statPath(of(state), '/work/owned')).mode, 0o4751);
      await files.write(at(of(state), '/work/to-file'), Buffer.from('by the link'), whole);
      assert.equal(text(await files.read(at(of(state), '/work/.hidden'))), 'by the link');
      assert.equal((await files.stat(at(of(state), '/work/to-file'))).type, 'link');
    });

    test(`that are new belong to the owner of their folder (${state})`, async () => {
      await files.write(at(of(state), '/work/owned-folder/new'), Buffer.from(''), whole);
      await files.makeFolder(at(of(state), '/work/owned-folder/newer'));
      for (const path of ['/work/owned-folder/new', '/work/owned-folder/newer']) {
        assert.deepEqual(await files.owner(at(of(state), path)), { uid: 1234, gid: 4321 });
      }
      assert.equal((await files.stat(at(of(state), '/work/owned-folder/newer'))).type, 'folder');
    });

    test(`are copied with all below them (${state})`, async () => {
      await files.write(at(of(state), '/work/deep/er/file'), Buffer.from('deep'), whole);
      await files.copy(at(of(state), '/work/deep'), at(of(state), '/work/copy of deep'), false);
      assert.equal(text(await files.read(at(of(state), '/work/copy of deep/er/file'))), 'deep');
      const again = files.copy(at(of(state), '/work/deep'), at(of(state), '/work/owned'), false);
      await assert.rejects(again, hasKind('pathExists'));
    });
  }

  test('are renamed and deleted, however they are called', async () => {
    await files.makeFolder(at(running, '/work/names'));
    for (const name of oddNames) {
      await files.write(at(running, `/work/names/${name}`), Buffer.from(name), whole);
      await files.rename(at(running, `/work/names/${name}`), `/work/names/-moved ${name}`, false);
    }
    const moved = await files.list(at(running, '/work/names'));
    assert.deepEqual(
      moved.map(({ name }) => name).sort(),
      oddNames.map((name) => `-moved ${name}`).sort(),
    );
    await files.remove(at(running, '/work/names'));
    assert.equal(await files.statIfThere(at(running, '/work/names')), undefined);
  });

  test('take the place of others only where that is asked for', async () => {
    await files.write(at(running, '/work/one'), Buffer.from('one'), whole);
    await files.write(at(running, '/work/two'), Buffer.from('two'), whole);
    const kept = files.rename(at(running, '/work/one'), '/work/two', false);
    await assert.rejects(kept, hasKind('pathExists'));
    const notNew = files.write(at(running, '/work/two'), Buffer.from('x'), {
      create: true,
      overwrite: false,
    });
    await assert.rejects(notNew, hasKind('pathExists'));
    await files.rename(at(running, '/work/one'), '/work/two', true);
    assert.equal(text(await files.read(at(running, '/work/two'))), 'one');
  });

  test('in memory are those that the processes see, not those below the mount', async () => {
    await files.write(at(running, '/memory/file'), Buffer.from('in memory'), whole);
    assert.equal(await output(running, ['cat', '/memory/file']), 'in memory');
    assert.deepEqual(
      (await files.list(at(running, '/memory'))).map(({ name, size }) => [name, size]),
      [['file', 9]],
    );
    await files.makeFolder(at(running, '/memory/folder'));
    await files.copy(at(running, '/work/deep'), at(running, '/memory/deep'), false);
    assert.equal((await files.stat(at(running, '/memory/deep/er'))).type, 'folder');
    assert.match(text(await files.read(at(running, '/proc/self/status'))), /^Name:/);
  });

  test('that are mounts of their own are written in place', async () => {
    await files.write(at(running, '/etc/hosts'), Buffer.from('127.0.0.1 localhost\n'), whole);
    assert.equal(await output(running, ['cat', '/etc/hosts']), '127.0.0.1 localhost');
    await assert.rejects(files.remove(at(running, '/etc/hosts')), hasKind('pathBusy'));
  });

  test('that a root without capabilities may not use are used by the engine', async () => {
    const weak = await real().run({ image, capDrop: ['ALL'] });
    const secret = tarOfFiles({ 'private/file': 'secret' });
    await real().engine.putArchive(weak, '/tmp', secret);
    assert.equal(await output(weak, ['cat', '/tmp/private/file']), '');
    assert.equal(text(await files.read(at(weak, '/tmp/private/file'))), 'secret');
    await files.write(at(weak, '/tmp/private/file'), Buffer.from('changed'), whole);
    assert.equal(text(await files.read(at(weak, '/tmp/private/file'))), 'changed');
    assert.deepEqual(await files.owner(at(weak, '/tmp/private/file')), { uid: 1234, gid: 4321 });
  });

  test('that are programs which run are replaced', async () => {
    await output(running, [
      'sh',
      '-c',
      'cp /bin/sleep /work/busy; /work/busy 1000 >/dev/null 2>&1 &',
    ]);
    await files.write(at(running, '/work/busy'), Buffer.from('new'), whole);
    assert.equal(text(await files.read(at(running, '/work/busy'))), 'new');
    assert.equal((await files.stat(at(running, '/work/busy'))).mode, 0o755);
  });

  test('are made, read and listed where there is nothing but the engine', async () => {
    await real().engine.putArchive(bare, '/', tarOfFiles({ 'app/made': 'x' }));
    await files.write(at(bare, '/app/new'), Buffer.from('new'), whole);
    await files.makeFolder(at(bare, '/app/folder'));
    const names = (await files.list(at(bare, '/app'))).map(({ name }) => name);
    assert.deepEqual(names.sort(), ['folder', 'made', 'new']);
    const root = (await files.list(at(bare, '/'))).map(({ name }) => name);
    assert.ok(root.includes('app') && root.includes('bin'), root.join());
  });

  test('cannot be deleted or renamed in a container that has stopped, and it is said why', async () => {
    const message = /cannot delete "\/work\/owned" .* Start the container/;
    await assert.rejects(files.remove(at(stopped, '/work/owned')), message);
    const renamed = files.rename(at(stopped, '/work/owned'), '/work/renamed', false);
    await assert.rejects(renamed, hasKind('notRunning'));
  });

  test('that cannot be used are refused by what is wrong', async () => {
    const readOnly = await real().run({ image, readOnly: true });
    const write = (container: string, path: string): Promise<void> =>
      files.write(at(container, path), Buffer.from('x'), whole);
    await assert.rejects(write(readOnly, '/tmp/new'), hasKind('readOnly'));
    await assert.rejects(files.remove(at(readOnly, '/bin')), hasKind('readOnly'));
    await assert.rejects(files.read(at(running, '/work/none')), hasKind('pathMissing'));
    await assert.rejects(files.list(at(running, '/work/none')), hasKind('pathMissing'));
    await assert.rejects(files.list(at(running, '/work/owned')), hasKind('notAFolder'));
    await assert.rejects(files.list(at(stopped, '/work/owned')), hasKind('notAFolder'));
    await assert.rejects(files.read(at(running, '/work/folder')), hasKind('isAFolder'));
    await assert.rejects(write(running, '/work/folder'), hasKind('isAFolder'));
    await assert.rejects(write(running, '/work/none/new'), hasKind('pathMissing'));
    await assert.rejects(files.list(at('drydock-test-none', '/')), hasKind('notFound'));
    await assert.rejects(write('drydock-test-none', '/x'), hasKind('notFound'));
  });

  function of(state: 'running' | 'stopped'): string {
    return state === 'running' ? running : stopped;
  }

  async function output(container: string, argv: readonly string[]): Promise<string> {
    return (await runInContainer(real().engine, container, { argv })).stdout.trim();
  }
});

/** A file of a container. */
function at(container: string, path: string): ContainerFile {
  return { container, path };
}

function text(content: Uint8Array): string {
  return Buffer.from(content).toString('utf8');
}
