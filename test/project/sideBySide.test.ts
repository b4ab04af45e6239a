import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError } from '../../src/base/errors';
import { MergedProblems } from '../../src/domain/diagnostics/mergedProblems';
import { BuildDirectoryError } from '../../src/project/buildDirectoryError';
import { defaultBuildSettings, type BuildSettings } from '../../src/project/buildSettings';
import type { BuildSink } from '../../src/project/buildSink';
import type { BuildResult, CMakeProject } from '../../src/project/cmakeProject';
import { inOwnFolder } from '../../src/project/ownFolder';
import { openTestEngine, type TestEngine } from '../support/testEngine';
import { openSampleProject, RecordingSink, type SampleProject } from './sampleProject';

const releases = ['bullseye', 'bookworm', 'trixie'] as const;

suite('A folder that is built in several containers side by side', function () {
  // Compilers share a busy machine with other suites.
  this.timeout(240_000);
  let testEngine: TestEngine;
  let sample: SampleProject;
  let projects: readonly CMakeProject[];

  suiteSetup(async () => {
    testEngine = await openTestEngine();
    sample = await openSampleProject(testEngine, 'drydock-test/bullseye');
    projects = [
      sample.project,
      await sample.beside('drydock-test/bookworm'),
      await sample.beside('drydock-test/trixie'),
    ];
    await appendFile(
      join(sample.hostFolder, 'fleet/dock.cpp'),
      'static_assert(__GNUC__ < 13, "This compiler is too new.");\n',
    );
  });

  suiteTeardown(async () => {
    await sample.dispose();
    await testEngine.dispose();
  });

  const settingsOf = (release: string): BuildSettings =>
    release === 'bullseye' ? defaultBuildSettings : inOwnFolder(defaultBuildSettings, release);

  test('has a build folder for each, and one that fails leaves the others alone', async () => {
    const problems = new MergedProblems();
    const results = await Promise.all(
      projects.map((project, i) => {
        const release = releases[i] ?? '';
        const settings = { ...settingsOf(release), jobs: 1 };
        return project.build(settings, [], sinkOf(problems, release));
      }),
    );

    assert.deepEqual(
      results.map(({ exitCode, errors }) => [exitCode === 0, errors > 0]),
      [
        [true, false],
        [true, false],
        [false, true],
      ],
    );
    const folders = ['build', 'build-bookworm', 'build-trixie'];
    const caches = await Promise.all(
      folders.map((name) => readFile(join(sample.hostFolder, name, 'CMakeCache.txt'), 'utf8')),
    );
    assert.deepEqual(
      caches.map((cache) => /^CMAKE_CACHEFILE_DIR:INTERNAL=(.*)$/m.exec(cache)?.[1]),
      folders.map((name) => `/workspace/${name}`),
    );

    const found = problems.at(join(sample.hostFolder, 'fleet/dock.cpp'));
    const ofWarning = found.filter(({ diagnostic }) => diagnostic.severity === 'warning');
    assert.deepEqual(
      ofWarning.map(({ diagnostic: { code }, builds }) => [code, builds]),
      [['-Wunused-variable', releases]],
    );
    const ofError = found.filter(({ diagnostic }) => diagnostic.severity === 'error');
    assert.deepEqual([...new Set(ofError.map(({ builds }) => builds.join()))], ['trixie']);
  });

  test('is cancelled in one container while the others go on', async () => {
    const abort = new AbortController();
    const build = (i: number, sink: BuildSink, signal?: AbortSignal): Promise<BuildResult> =>
      projects[i]!.perform(
        settingsOf(releases[i]!),
        { kind: 'build', targets: [], cleanFirst: true },
        sink,
        signal,
      );
    const [cancelled, other] = await Promise.allSettled([
      build(1, { onMade: () => abort.abort() }, abort.signal),
      build(0, new RecordingSink()),
    ]);

    assert.ok(cancelled.status === 'rejected' && cancelled.reason instanceof CancelledError);
    assert.ok(other.status === 'fulfilled' && other.value.exitCode === 0);
  });

  test("leaves a cache alone that was made elsewhere, also in a container's own folder", async () => {
    const folder = join(sample.hostFolder, 'build-elsewhere');
    const cache = 'CMAKE_HOME_DIRECTORY:INTERNAL=/home/ada/fleet\n';
    await mkdir(folder);
    await writeFile(join(folder, 'CMakeCache.txt'), cache);

    await assert.rejects(
      projects[1]!.build(inOwnFolder(defaultBuildSettings, 'elsewhere'), [], {}),
      BuildDirectoryError,
    );
    assert.equal(await readFile(join(folder, 'CMakeCache.txt'), 'utf8'), cache);
  });

  test('by a preset has a build folder beside the one that the preset names', async () => {
    const settings: BuildSettings = {
      ...defaultBuildSettings,
      buildDirectory: '/workspace/out/quick',
      preset: {
        configure: 'quick',
        build: 'sail',
        hasJobs: false,
        namesDirectory: true,
        minimumCMake: '3.19',
      },
    };
    await writeFile(
      join(sample.hostFolder, 'CMakePresets.json'),
      JSON.stringify({
        version: 2,
        configurePresets: [
          { name: 'quick', generator: 'Ninja', binaryDir: '${sourceDir}/out/quick' },
        ],
        buildPresets: [{ name: 'sail', configurePreset: 'quick' }],
      }),
    );

    const result = await projects[1]!.build(inOwnFolder(settings, 'bookworm'), [], {});

    assert.equal(result.exitCode, 0);
    const built = join(sample.hostFolder, 'out/quick-bookworm/CMakeCache.txt');
    assert.match(await readFile(built, 'utf8'), /^CMAKE_GENERATOR:INTERNAL=Ninja$/m);
    await assert.rejects(readFile(join(sample.hostFolder, 'out/quick/CMakeCache.txt')));
  });
});

function sinkOf(problems: MergedProblems, build: string): BuildSink {
  const store = problems.of(build);
  return {
    onMade: (origin) => store.remade(origin),
    onDiagnostic: (diagnostic) => store.add(diagnostic),
  };
}
