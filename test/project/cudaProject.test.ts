import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { silentLogger } from '../../src/base/logger';
import { createPathMap } from '../../src/domain/pathMap';
import { runInContainer } from '../../src/engine/runInContainer';
import { defaultBuildSettings } from '../../src/project/buildSettings';
import { HeaderMirror } from '../../src/project/intellisense/headerMirror';
import { makeHostDatabase } from '../../src/project/intellisense/hostDatabase';
import { Clangd } from '../support/clangd';
import { openTestEngine, type TestEngine } from '../support/testEngine';
import { openSampleProject, RecordingSink, type SampleProject } from './sampleProject';

// Debian's CUDA toolkit is a download of 1.6 GB, so this suite runs where it is asked for.
if (process.env['DRYDOCK_TEST_CUDA'] === '1') {
  suite('The CUDA sample', function () {
    this.timeout(30 * 60_000);
    const image = 'drydock-test/cuda';
    let testEngine: TestEngine;
    let sample: SampleProject;

    suiteSetup(async () => {
      testEngine = await openTestEngine();
      const images = await testEngine.engine.listImages();
      if (!images.some((one) => one.tags.includes(`${image}:latest`))) {
        await testEngine.engine.buildImage(
          {
            contextHostPath: 'test/project/cudaImage',
            dockerfile: 'Dockerfile',
            tags: [image],
            labels: { 'drydock.test.image': 'cuda' },
          },
          () => undefined,
        );
      }
      sample = await openSampleProject(testEngine, image, 'cuda-app');
    });

    suiteTeardown(async () => {
      await sample.dispose();
      await testEngine.dispose();
    });

    test('is built, and says clearly that there is no device', async () => {
      const sink = new RecordingSink();

      const result = await sample.project.build(defaultBuildSettings, [], sink);

      assert.equal(result.exitCode, 0, sink.text);
      const run = await runInContainer(testEngine.engine, sample.container, {
        argv: ['/workspace/build/print_index'],
      });
      assert.equal(run.exitCode, 2);
      assert.match(run.stdout, /2 blocks of 4 threads: 8 threads/);
      assert.match(run.stderr, /No CUDA device can be used here/);
    });

    test("is understood by the host's clangd without a mistake", async () => {
      const storage = await mkdtemp(join(tmpdir(), 'drydock-headers-'));
      const { container, hostFolder } = sample;
      const { engine } = testEngine;
      const { imageId, mounts } = await engine.inspectContainer(container);
      const mirror = new HeaderMirror(engine, join(storage, 'headers'), silentLogger);
      const database = await makeHostDatabase(engine, mirror, {
        container,
        imageId,
        buildContainerPath: '/workspace/build',
        pathMap: createPathMap(mounts, { platform: 'linux' }),
        folderHostPath: join(storage, 'database'),
      });
      assert.ok(database);
      const clangd = await Clangd.start(dirname(database.hostPath));
      try {
        const source = join(hostFolder, 'print_index.cu');
        const found = await clangd.diagnose(source);
        const [header] = await clangd.definition(source, 'cudaGetDeviceCount');

        assert.deepEqual(
          found.map(({ message }) => message),
          [],
        );
        assert.match(header ?? '', /\/cuda_runtime_api\.h$/);
      } finally {
        await clangd.dispose();
        await rm(storage, { recursive: true });
      }
    });

    test('stops in its host code without a device', async () => {
      const source = await readFile(join(sample.hostFolder, 'print_index.cu'), 'utf8');
      const line = source.split('\n').findIndex((text) => text.includes('// MARK: host')) + 1;

      const output = await sample.run(
        ...['gdb', '-q', '-batch', '-ex', `break print_index.cu:${line}`, '-ex', 'run'],
        ...['-ex', 'print threads', '/workspace/build/print_index'],
      );

      assert.match(output, /Breakpoint 1, main \(\)/);
      assert.match(output, /\$1 = 8/);
    });
  });
}
