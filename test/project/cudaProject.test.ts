import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { silentLogger } from '../../src/base/logger';
import { MergedProblems } from '../../src/domain/diagnostics/mergedProblems';
import { createPathMap } from '../../src/domain/pathMap';
import { runInContainer } from '../../src/engine/runInContainer';
import { defaultBuildSettings } from '../../src/project/buildSettings';
import type { BuildResult, CMakeProject } from '../../src/project/cmakeProject';
import { HeaderMirror } from '../../src/project/intellisense/headerMirror';
import { makeHostDatabase } from '../../src/project/intellisense/hostDatabase';
import { inOwnFolder } from '../../src/project/ownFolder';
import { Clangd } from '../support/clangd';
import { openTestEngine, type TestEngine } from '../support/testEngine';
import { openSampleProject, RecordingSink, type SampleProject } from './sampleProject';

// Debian's CUDA toolkits are downloads of 1.6 and 1.9 GB, so these suites run where they are asked for.
const isAskedFor = process.env['DRYDOCK_TEST_CUDA'] === '1';

/** The images by the release of Debian that they stand on. */
const images = { bookworm: 'drydock-test/cuda', trixie: 'drydock-test/cuda-trixie' } as const;

for (const [release, cuda] of isAskedFor
  ? ([
      ['bookworm', '11.8'],
      ['trixie', '12.4'],
    ] as const)
  : []) {
  suite(`The CUDA sample with CUDA ${cuda}`, function () {
    this.timeout(30 * 60_000);
    let testEngine: TestEngine;
    let sample: SampleProject;

    suiteSetup(async () => {
      testEngine = await openTestEngine();
      const image = await cudaImage(testEngine, release);
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

if (isAskedFor) {
  suite('The CUDA sample in two containers side by side', function () {
    this.timeout(30 * 60_000);
    let testEngine: TestEngine;
    let sample: SampleProject;

    suiteSetup(async () => {
      testEngine = await openTestEngine();
      await cudaImage(testEngine, 'trixie');
      const image = await cudaImage(testEngine, 'bookworm');
      sample = await openSampleProject(testEngine, image, 'cuda-app');
    });

    suiteTeardown(async () => {
      await sample.dispose();
      await testEngine.dispose();
    });

    test('is built by CUDA 11 and 12, which share a warning and disagree about an error', async () => {
      const source = join(sample.hostFolder, 'print_index.cu');
      await appendFile(source, '__global__ void pier(float *p) { int crane; p[0] = 1; }\n');
      const other = join(sample.hostFolder, 'pier.cu');
      await writeFile(other, 'static_assert(__CUDACC_VER_MAJOR__ < 12, "CUDA is too new");\n');
      await appendFile(
        join(sample.hostFolder, 'CMakeLists.txt'),
        'target_sources(print_index PRIVATE pier.cu)\n',
      );
      const problems = new MergedProblems();
      const build = async (project: CMakeProject, name: string): Promise<BuildResult> => {
        const store = problems.of(name);
        // Two at a time, so that both sources are compiled though one fails.
        const settings = { ...inOwnFolder(defaultBuildSettings, name), jobs: 2 };
        return project.build(settings, [], {
          onDiagnostic: (diagnostic) => store.add(diagnostic),
        });
      };

      const results = await Promise.all([
        build(sample.project, 'cuda11'),
        build(await sample.beside(images.trixie), 'cuda12'),
      ]);

      assert.deepEqual(
        results.map(({ exitCode, errors }) => [exitCode === 0, errors]),
        [
          [true, 0],
          [false, 1],
        ],
      );
      const found = [source, other]
        .flatMap((path) => problems.at(path))
        .map(({ diagnostic: { severity, code, location }, builds }) =>
          [severity, code, location.column, ...builds].join(' '),
        );
      assert.deepEqual(found, ['warning #177-D 38 cuda11 cuda12', 'error  1 cuda12']);
    });
  });
}

/** The name of an image with a CUDA toolkit, which is made where it is missing. */
async function cudaImage({ engine }: TestEngine, release: keyof typeof images): Promise<string> {
  const image = images[release];
  const present = await engine.listImages();
  if (!present.some(({ tags }) => tags.includes(`${image}:latest`))) {
    await engine.buildImage(
      {
        contextHostPath: 'test/project/cudaImage',
        dockerfile: 'Dockerfile',
        tags: [image],
        buildArgs: { release },
        labels: { 'drydock.test.image': 'cuda' },
      },
      () => undefined,
    );
  }
  return image;
}
