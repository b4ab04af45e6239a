import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readlink, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { silentLogger } from '../../src/base/logger';
import { createPathMap } from '../../src/domain/pathMap';
import { defaultBuildSettings } from '../../src/project/buildSettings';
import { HeaderMirror } from '../../src/project/intellisense/headerMirror';
import { makeHostDatabase, type HostDatabase } from '../../src/project/intellisense/hostDatabase';
import { Clangd } from '../support/clangd';
import { openTestEngine, type TestEngine } from '../support/testEngine';
import { openSampleProject, RecordingSink, type SampleProject } from './sampleProject';

suite('The code of a container on the host', function () {
  // Compilers share a busy machine with other suites.
  this.timeout(240_000);
  let testEngine: TestEngine;
  let storage: string;
  let mirror: HeaderMirror;

  suiteSetup(async () => {
    testEngine = await openTestEngine();
    storage = await mkdtemp(join(tmpdir(), 'drydock-headers-'));
    mirror = new HeaderMirror(testEngine.engine, join(storage, 'headers'), silentLogger);
  });

  suiteTeardown(async () => {
    await testEngine.dispose();
    await rm(storage, { recursive: true });
  });

  async function open(image: string): Promise<SampleProject> {
    const sample = await openSampleProject(testEngine, `drydock-test/${image}`);
    const sink = new RecordingSink();
    const { exitCode } = await sample.project.configure(defaultBuildSettings, sink);
    assert.equal(exitCode, 0, sink.text);
    return sample;
  }

  async function understand({ container }: SampleProject): Promise<HostDatabase> {
    const { imageId, mounts } = await testEngine.engine.inspectContainer(container);
    const database = await makeHostDatabase(testEngine.engine, mirror, {
      container,
      imageId,
      buildContainerPath: '/workspace/build',
      pathMap: createPathMap(mounts, { platform: 'linux' }),
      folderHostPath: join(storage, container),
    });
    assert.ok(database);
    return database;
  }

  for (const image of ['bullseye', 'bookworm', 'trixie']) {
    test(`is understood by the host's clangd without a mistake, with the headers of ${image}`, async () => {
      const sample = await open(image);
      const database = await understand(sample);
      const clangd = await Clangd.start(dirname(database.hostPath));
      try {
        const main = join(sample.hostFolder, 'app/main.cpp');
        const sources = ['app/main.cpp', 'app/report.cpp', 'fleet/ship.cpp', 'fleet/dock.cpp'];
        const told: string[] = [];
        for (const source of sources) {
          const found = await clangd.diagnose(join(sample.hostFolder, source));
          told.push(...found.map(({ message }) => message));
        }
        // The sample has this one on purpose; gcc warns of it, too.
        assert.deepEqual(told, ["Unused variable 'crane'"]);
        const [vector] = await clangd.definition(main, '<vector>');
        assert.match(vector ?? '', /\/usr\/include\/c\+\+\/\d+\/vector$/);
        assert.ok(vector?.startsWith(storage), vector);
        assert.equal((await stat(vector ?? '')).mode & 0o222, 0, 'nobody edits a copy');
      } finally {
        await clangd.dispose();
        await sample.dispose();
      }
    });
  }

  test('is there at once when nothing has changed, and again when a package came', async () => {
    const sample = await open('bookworm');
    try {
      const first = await understand(sample);
      const again = await understand(sample);
      await sample.run(
        'sh',
        '-c',
        'mkdir -p /usr/include/new && echo "#pragma once" >/usr/include/new/n.h',
      );
      const later = await understand(sample);

      assert.deepEqual([again.fetched, again.isUnchanged], [[], true]);
      assert.deepEqual(later.fetched, ['/usr/include']);
      const root = mirror.rootOf(
        (await testEngine.engine.inspectContainer(sample.container)).imageId,
      );
      assert.equal(await readFile(join(root, 'usr/include/new/n.h'), 'utf8'), '#pragma once\n');
      assert.equal(first.entries, 4);
    } finally {
      await sample.dispose();
    }
  });

  test('has headers behind links, and none of what is no header', async () => {
    const container = await testEngine.run({ image: 'drydock-test/bookworm' });
    await run(container, [
      'mkdir -p /opt/lib-2/include/deep /srv/other',
      'ln -s /opt/lib-2 /opt/lib',
      'echo "int a;" >/opt/lib-2/include/a.h && echo "int b;" >/srv/other/b.h',
      'ln -s ../../../srv/other/b.h /opt/lib-2/include/b.h && ln -s a.h /opt/lib-2/include/c',
      'touch /opt/lib-2/include/libx.so.1',
    ]);
    const { imageId } = await testEngine.engine.inspectContainer(container);

    const { rootHostPath } = await mirror.ensure({ container, imageId }, [
      '/opt/lib/include',
      '/none',
    ]);

    const read = (path: string) => readFile(join(rootHostPath, path), 'utf8');
    assert.equal(await read('opt/lib/include/a.h'), 'int a;\n');
    assert.equal(await read('opt/lib/include/b.h'), 'int b;\n');
    assert.equal(await read('opt/lib/include/c'), 'int a;\n');
    assert.equal(await readlink(join(rootHostPath, 'opt/lib-2/include/c')), 'a.h');
    await assert.rejects(read('opt/lib/include/libx.so.1'), /ENOENT/);
  });

  test('of a larger project is understood, too', async () => {
    const sample = await openSampleProject(testEngine, 'drydock-test/trixie');
    try {
      await cp('/usr/src/googletest', sample.hostFolder, { recursive: true });
      const sink = new RecordingSink();
      const { exitCode } = await sample.project.configure(defaultBuildSettings, sink);
      assert.equal(exitCode, 0, sink.text);
      const database = await understand(sample);
      const clangd = await Clangd.start(dirname(database.hostPath));
      try {
        for (const { sourceContainerPath } of database.sources) {
          const source = sourceContainerPath.replace('/workspace', sample.hostFolder);
          assert.deepEqual(await clangd.diagnose(source), [], source);
        }
        assert.ok(database.entries >= 4);
      } finally {
        await clangd.dispose();
      }
    } finally {
      await sample.dispose();
    }
  });

  async function run(container: string, lines: readonly string[]): Promise<void> {
    const process = await testEngine.engine.exec(container, {
      argv: ['sh', '-ec', lines.join('\n')],
    });
    process.stdout.resume();
    process.stderr.resume();
    assert.equal(await process.exit, 0);
  }
});
