import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import type { ContainerSpec } from '../../src/domain/containerSpec';
import { EngineFiles, type VolumeFile } from '../../src/engine/engineFiles';
import { runInContainer } from '../../src/engine/runInContainer';
import { volumeHelperLabel } from '../../src/engine/volumeHelper';
import { VolumeShells } from '../../src/engine/volumeShells';
import { contractSuite, hasKind, testImage as image } from '../support/contractSuite';
import { tarOfFiles } from '../support/tarContent';
import { testLabels, testName } from '../support/testEngine';

const whole = { create: true, overwrite: true };
const script = `
mkdir -p folder/deep && printf deep >folder/deep/file && printf mine >owned && chown 12:34 owned && chmod 640 owned
ln -s folder to-folder; ln -s /etc/passwd out; ln -s nowhere lost
`;

contractSuite('Files of a volume', (real) => {
  const volume = testName('browse');
  const made: ContainerSpec[] = [];
  let files: EngineFiles;
  let container: string;

  suiteSetup(async () => {
    const { engine } = real();
    await engine.createVolume({ name: volume, labels: testLabels });
    real().removeLater('volume', volume);
    const mounts = [{ kind: 'volume' as const, source: volume, target: '/data' }];
    container = await real().run({ image, mounts });
    await output(`cd /data; ${script}`);
    files = new EngineFiles(engine, new VolumeShells(engine, (spec) => made.push(spec)));
  });

  suiteTeardown(() => files.leaveAllVolumes());

  async function output(line: string): Promise<string> {
    const argv = ['sh', '-c', line];
    return (await runInContainer(real().engine, container, { argv })).stdout;
  }

  async function helpers(): Promise<number> {
    const containers = await real().engine.listContainers();
    return containers.filter(({ labels }) => labels[volumeHelperLabel] === volume).length;
  }

  test('are listed as they are, and links only as far as the volume goes', async () => {
    const entries = await files.list(at('/'));
    const kinds = entries.map(({ name, type, targetType }) =>
      [name, type, targetType].join(' ').trim(),
    );
    assert.deepEqual(kinds.sort(), [
      'folder folder',
      'lost link',
      'out link',
      'owned file',
      'to-folder link folder',
    ]);
    assert.equal((await files.stat(at('/to-folder'))).linkTarget, '/folder');
    await assert.rejects(
      files.read(at('/out')),
      /"\/out" in the volume .* leads out of the volume/,
    );
    await assert.rejects(files.write(at('/out'), Buffer.from('x'), whole), hasKind('pathMissing'));
    await assert.rejects(files.read(at('/none')), new RegExp(`"/none" in the volume "${volume}"`));
  });

  test('are read, written in place, made, renamed, copied and deleted', async () => {
    assert.equal(text(await files.read(at('/to-folder/deep/file'))), 'deep');
    await files.write(at('/owned'), Buffer.from('changed'), whole);
    assert.equal(
      await output('stat -c "%u:%g %a" /data/owned; cat /data/owned'),
      '12:34 640\nchanged',
    );
    await files.makeFolder(at('/new'));
    await files.write(at('/new/file'), Buffer.from('new'), whole);
    await files.rename(at('/new/file'), '/new/moved', false);
    await files.copy(at('/folder'), at('/new/copy'), false);
    assert.equal(await output('cd /data/new; cat moved copy/deep/file'), 'newdeep');
    await files.copy(at('/new/moved'), { container, path: '/tmp/taken out' }, false);
    assert.equal(await output('cat "/tmp/taken out"'), 'new');
    await files.remove(at('/new'));
    assert.equal(await output('ls /data'), 'folder\nlost\nout\nowned\nto-folder\n');
    await assert.rejects(files.remove(at('/new')), hasKind('pathMissing'));
  });

  test('come and go as archives', async () => {
    const archive = await buffer(await files.archive(at('/folder')));
    assert.ok(archive.includes('folder/deep/file'));
    await files.unpack(at('/'), tarOfFiles({ 'sent/file': 'sent' }));
    assert.equal(await output('cat /data/sent/file; rm -r /data/sent'), 'sent');
  });

  test('are reached in one container, which goes when it is left or its window dies', async () => {
    assert.equal(made.length, 1);
    assert.equal(await helpers(), 1);
    await files.leaveVolume(volume);
    assert.equal(await helpers(), 0);
    await files.list(at('/'));
    assert.equal(await helpers(), 1);
    const [helper] = (await real().engine.listContainers()).filter(
      ({ labels }) => labels[volumeHelperLabel] === volume,
    );
    assert.ok(helper);
    const gone = real().engine.waitForContainer(helper.id);
    files.dispose();
    await gone;
  });

  test('are made ready anew when somebody removes the container meanwhile', async () => {
    await files.list(at('/'));
    const [helper] = (await real().engine.listContainers()).filter(
      ({ labels, state }) => labels[volumeHelperLabel] === volume && state === 'running',
    );
    assert.ok(helper);
    const before = made.length;
    await real().engine.removeContainer(helper.id, { force: true, volumes: true });
    assert.equal((await files.list(at('/'))).length, 5);
    assert.equal(made.length, before + 1);
  });

  test('are read and written where no image has a shell, and a sentence says what cannot be done', async () => {
    const { engine } = real();
    const bare = await engine.importImage(tarOfFiles({ file: '' }), {
      reference: testName('bare'),
    });
    real().removeLater('image', bare);
    const poor = {
      ...engine,
      listImages: async () => (await engine.listImages()).filter(({ id }) => id === bare),
    };
    const byArchive = new EngineFiles(poor, new VolumeShells(poor, () => undefined));
    await files.leaveVolume(volume);
    assert.equal((await byArchive.list(at('/folder/deep'))).length, 1);
    await byArchive.write(at('/folder/deep/file'), Buffer.from('by archive'), whole);
    assert.equal(text(await byArchive.read(at('/folder/deep/file'))), 'by archive');
    await assert.rejects(byArchive.remove(at('/folder')), /none of its images has a shell/);
    assert.equal(await helpers(), 0);
  });

  test('are renamed and deleted below a container that does not run', async () => {
    const mounts = [{ kind: 'volume' as const, source: volume, target: '/there' }];
    const { id } = await real().create({ image, mounts });
    await output('cd /data; mkdir below; echo 1 >below/one; echo 2 >below/two');
    const below = (path: string): { container: string; path: string } => {
      return { container: id, path: `/there/below/${path}` };
    };
    assert.equal((await files.list(below(''))).length, 2);
    await files.rename(below('one'), '/there/below/renamed', false);
    await files.remove(below('two'));
    assert.deepEqual(
      (await files.list(below(''))).map(({ name }) => name),
      ['renamed'],
    );
    assert.equal(await output('cat /data/below/renamed; rm -r /data/below'), '1\n');
    await assert.rejects(files.remove({ container: id, path: '/bin' }), hasKind('notRunning'));
  });

  test('of a volume that has gone do not make it anew', async () => {
    const name = testName('gone');
    await assert.rejects(files.list({ volume: name, path: '/' }), hasKind('notFound'));
    await assert.rejects(real().engine.inspectVolume(name), hasKind('notFound'));
  });

  function at(path: string): VolumeFile {
    return { volume, path };
  }
});

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
