import assert from 'node:assert/strict';
import { ContainerFiles, type ContainerFile } from '../../src/engine/containerFiles';
import { runInContainer } from '../../src/engine/runInContainer';
import { volumeHelperLabel } from '../../src/engine/volumeHelper';
import { contractSuite, hasKind, testImage } from '../support/contractSuite';
import { testLabels, testName } from '../support/testEngine';

const whole = { create: true, overwrite: true };

contractSuite('Files of a container that runs and has no shell', (real) => {
  let files: ContainerFiles;
  let image: string;
  let container: string;
  const volume = testName('root-files');

  suiteSetup(async () => {
    const { engine } = real();
    files = new ContainerFiles(engine);
    const { id } = await real().create({ image: testImage });
    // One program, under a name that nobody looks for.
    image = await engine.importImage(await engine.getArchive(id, '/bin/busybox'), {
      reference: `${testName('no-shell')}:1`,
      changes: [
        'ENTRYPOINT ["/busybox","sleep"]',
        ...Object.entries(testLabels).map(([key, value]) => `LABEL ${key}=${value}`),
      ],
    });
    real().removeLater('image', image);
    real().removeLater('volume', volume);
    await engine.createVolume({ name: volume, labels: testLabels });
    const mounts = [{ kind: 'volume' as const, source: volume, target: '/mounted' }];
    container = await real().run({ image, command: ['1000'], init: false, mounts });
    await busybox('mkdir', '-p', '/work/folder/deep', '/etc');
    await busybox('ln', '-s', '/work', '/alias');
  });

  test('are deleted and renamed by the shell of a container that is lent to it', async () => {
    await files.write(at('/work/a b'), Buffer.from('1'), whole);
    await files.rename(at('/work/a b'), '/work/renamed', false);
    await files.remove(at('/work/folder'));
    assert.equal(await busybox('ls', '/work'), 'renamed');
    await assert.rejects(
      runInContainer(real().engine, container, { argv: ['sh', '-c', 'true'] }),
      hasKind('commandNotFound'),
    );
    assert.deepEqual(await helpers(), []);
  });

  test('are its own also below a link, and go over to another mount', async () => {
    // The helper has a folder of that name, too.
    await busybox('ln', '-s', '/work', '/etc/linked');
    await files.write(at('/work/one'), Buffer.from('1'), whole);
    await files.rename(at('/etc/linked/one'), '/alias/two', false);
    await files.rename(at('/alias/two'), '/mounted/three', false);
    assert.equal(await busybox('cat', '/mounted/three'), '1');
    await files.remove(at('/mounted/three'));
    assert.equal(await busybox('ls', '/mounted'), '');
    await files.remove(at('/alias'));
    assert.equal(await busybox('ls', '/work'), 'renamed');
  });

  test('are refused in words about the container', async () => {
    await files.write(at('/work/taken'), Buffer.from('1'), whole);
    await assert.rejects(
      files.rename(at('/work/renamed'), '/work/taken', false),
      (error: Error) =>
        hasKind('pathExists')(error) && !error.message.includes('/proc/1') && named(error.message),
    );
    await assert.rejects(files.remove(at('/work/none')), hasKind('pathMissing'));
    assert.deepEqual(await helpers(), []);
  });

  test('are left alone where its processes are not its own, so that the first one is a stranger', async () => {
    const stranger = await real().run({ image, command: ['1000'], init: false, pid: 'host' });
    await files.write({ container: stranger, path: '/kept' }, Buffer.from('1'), whole);
    await assert.rejects(
      files.remove({ container: stranger, path: '/kept' }),
      hasKind('commandNotFound'),
    );
    assert.equal((await files.stat({ container: stranger, path: '/kept' })).type, 'file');
  });

  function at(path: string): ContainerFile {
    return { container, path };
  }

  function named(message: string): boolean {
    return message.includes(`in the container "${container}"`);
  }

  async function busybox(...words: readonly string[]): Promise<string> {
    const argv = ['/busybox', ...words];
    return (await runInContainer(real().engine, container, { argv })).stdout.trim();
  }

  async function helpers(): Promise<readonly string[]> {
    const all = await real().engine.listContainers();
    return all
      .filter(({ labels }) => labels[volumeHelperLabel] === `container:${container}`)
      .map(({ name }) => name);
  }
});
