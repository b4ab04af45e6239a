import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../src/base/errors';
import { findPreset } from '../../src/domain/presets/cmakePresets';
import type { CMakeJob } from '../../src/domain/cmakeSteps';
import { BuildDirectoryError } from '../../src/project/buildDirectoryError';
import {
  containerBuildDirectory,
  defaultBuildSettings,
  type BuildSettings,
} from '../../src/project/buildSettings';
import type { BuildResult } from '../../src/project/cmakeProject';
import { findCompilers } from '../../src/project/findCompilers';
import { withPreset } from '../../src/project/presetSettings';
import { readPresets } from '../../src/project/readPresets';
import { openTestEngine, type TestEngine } from '../support/testEngine';
import {
  openSampleProject,
  ordinaryUser,
  RecordingSink,
  type SampleProject,
} from './sampleProject';

for (const image of ['bullseye', 'bookworm', 'trixie']) {
  suite(`A CMake project in drydock-test/${image}`, function () {
    // Compilers share a busy machine with other suites.
    this.timeout(240_000);
    let testEngine: TestEngine;
    let sample: SampleProject;

    suiteSetup(async () => {
      testEngine = await openTestEngine();
      sample = await openSampleProject(testEngine, `drydock-test/${image}`);
    });

    const presetSettings = async (): Promise<BuildSettings> => {
      const presets = await readPresets(testEngine.engine, sample.container, '/workspace', []);
      const [configure, build] = [
        findPreset(presets, 'configure', 'quick'),
        findPreset(presets, 'build', 'sail'),
      ];
      assert.ok(presets && configure);
      return withPreset(
        defaultBuildSettings,
        presets,
        configure,
        build ? { build } : {},
        '/workspace',
      );
    };

    suiteTeardown(async () => {
      await sample.dispose();
      await testEngine.dispose();
    });

    test('has no targets before it is configured', async () => {
      assert.equal(await sample.project.targets(defaultBuildSettings), undefined);
    });

    test('is configured and built at the first build, with its warning at the host path', async () => {
      const sink = new RecordingSink();

      const result = await sample.project.build(defaultBuildSettings, [], sink);

      assert.deepEqual(result, { step: 'build', exitCode: 0, errors: 0, warnings: 1 });
      const [warning] = sink.diagnostics;
      assert.equal(warning?.code, '-Wunused-variable');
      assert.equal(warning.location.path, join(sample.hostFolder, 'fleet/dock.cpp'));
      assert.equal(await lineAt(warning.location), 'int crane = 0;');
      assert.match(sink.text, new RegExp(`${sample.hostFolder}/fleet/dock.cpp:\\d+:\\d+`));
      assert.doesNotMatch(sink.text, /\.\.\/fleet/);
    });

    test('has progress that ends at the whole', async () => {
      const sink = new RecordingSink();

      await sample.project.configure(defaultBuildSettings, sink, { fresh: true });
      await sample.project.build({ ...defaultBuildSettings, buildType: 'Release' }, [], sink);

      assert.equal(sink.progress[0]?.text, 'Configuring');
      assert.equal(sink.progress.at(-1)?.fraction, 1);
    });

    test('has its targets with what they make and where they are defined', async () => {
      await sample.project.build(defaultBuildSettings, [], new RecordingSink());

      const targets = await sample.project.targets(defaultBuildSettings);

      assert.deepEqual(
        targets?.map(({ name, kind, artifactContainerPath, sourceContainerPath, definedAt }) =>
          [name, kind, artifactContainerPath, sourceContainerPath, definedAt?.path].join(' '),
        ),
        [
          'fleet staticLibrary /workspace/build/fleet/libfleet.a /workspace/fleet /workspace/fleet/CMakeLists.txt',
          'harbour executable /workspace/build/harbour /workspace /workspace/CMakeLists.txt',
        ],
      );
      assert.match(
        await sample.run('sh', '-c', 'echo Ada | /workspace/build/harbour'),
        /Captain Ada sets sail/,
      );
    });

    for (const generator of ['Ninja', 'Unix Makefiles']) {
      test(`has its targets where CMake has no file API, from the files for ${generator}`, async () => {
        const settings = { ...defaultBuildSettings, buildDirectory: `old ${generator}`, generator };
        await sample.project.configure(settings, new RecordingSink());
        await sample.run('rm', '-r', `/workspace/old ${generator}/.cmake`);

        const targets = await sample.project.targets(settings);

        assert.deepEqual(
          targets?.map((target) => [target.kind, target.artifactContainerPath]).toSorted(),
          [
            ['executable', `/workspace/old ${generator}/harbour`],
            ['staticLibrary', `/workspace/old ${generator}/fleet/libfleet.a`],
          ],
        );
      });
    }

    test('belongs to the user of the host with all that was built', async () => {
      for (const file of ['build', 'build/CMakeCache.txt', 'build/harbour']) {
        const { uid, gid } = await stat(join(sample.hostFolder, file));
        assert.deepEqual({ uid, gid }, ordinaryUser, file);
      }
    });

    test('does not compile, says where, and compiles again when it is mended', async () => {
      const hostPath = join(sample.hostFolder, 'app/report.cpp');
      const good = await readFile(hostPath, 'utf8');
      await writeFile(hostPath, good.replace('return lines.str();', 'return line.str();'));
      const sink = new RecordingSink();

      const broken = await sample.project.build(defaultBuildSettings, ['harbour'], sink);
      await writeFile(hostPath, good);
      const mended = await sample.project.build(
        defaultBuildSettings,
        ['harbour'],
        new RecordingSink(),
      );

      assert.equal(broken.step, 'build');
      assert.notEqual(broken.exitCode, 0);
      const [error] = sink.diagnostics;
      assert.equal(error?.severity, 'error');
      assert.equal(error.location.path, hostPath);
      assert.equal(error.location.line, good.split('\n').indexOf('    return lines.str();') + 1);
      assert.equal(mended.exitCode, 0);
    });

    test('is not configured when CMake refuses, and says why', async () => {
      const hostPath = join(sample.hostFolder, 'CMakeLists.txt');
      const good = await readFile(hostPath, 'utf8');
      await writeFile(hostPath, `${good}find_package(Nothing REQUIRED)\n`);
      const sink = new RecordingSink();

      const result = await sample.project.configure(defaultBuildSettings, sink);
      await writeFile(hostPath, good);

      assert.equal(result.step, 'configure');
      assert.notEqual(result.exitCode, 0);
      assert.equal(sink.diagnostics[0]?.source, 'cmake');
      assert.equal(sink.diagnostics[0].location.path, hostPath);
    });

    test('is built by Makefiles as well', async () => {
      const settings = {
        ...defaultBuildSettings,
        buildDirectory: 'build-make',
        generator: 'Unix Makefiles',
      };
      const sink = new RecordingSink();

      const result = await sample.project.build(settings, [], sink);

      assert.deepEqual(result, { step: 'build', exitCode: 0, errors: 0, warnings: 1 });
      assert.equal(sink.progress.at(-1)?.fraction, 1);
    });

    test('is not configured with another generator over the first one', async () => {
      const settings = { ...defaultBuildSettings, generator: 'Unix Makefiles' };

      await assert.rejects(
        sample.project.build(settings, [], new RecordingSink()),
        (error) => error instanceof BuildDirectoryError && error.problem === 'otherGenerator',
      );
    });

    if (image === 'bookworm') {
      test('compiles one file, installs and packages', async function () {
        this.timeout(300_000);
        const sink = new RecordingSink();
        const does = (settings: BuildSettings, job: CMakeJob): Promise<BuildResult> =>
          sample.project.perform(settings, job, sink);
        const make = {
          ...defaultBuildSettings,
          buildDirectory: 'build-make',
          generator: 'Unix Makefiles',
        };
        const sourceContainerPath = '/workspace/fleet/ship.cpp';
        const lists = join(sample.hostFolder, 'CMakeLists.txt');
        const good = await readFile(lists, 'utf8');
        await writeFile(lists, `${good}install(TARGETS harbour DESTINATION bin)\ninclude(CPack)\n`);
        await sample.run('touch', sourceContainerPath);

        const results = [
          await does(make, { kind: 'compile', sourceContainerPath }),
          await does(defaultBuildSettings, { kind: 'compile', sourceContainerPath }),
          await does(defaultBuildSettings, { kind: 'install', prefixContainerPath: '/tmp/out' }),
          await does(defaultBuildSettings, { kind: 'package' }),
        ];
        const nothing = await does(make, {
          kind: 'compile',
          sourceContainerPath: '/workspace/CMakeLists.txt',
        });

        await writeFile(lists, good);

        assert.deepEqual(
          results.map(({ exitCode }) => exitCode),
          [0, 0, 0, 0],
        );
        assert.equal(sink.text.match(/Building CXX object \S*ship\.cpp\.o/g)?.length, 2);
        assert.match(sink.text, /Installing: \/tmp\/out\/bin\/harbour/);
        assert.match(sink.text, /package: .*harbour-.*generated/);
        assert.equal(nothing.exitCode, 1);
        assert.match(sink.text, /No target compiles ".*CMakeLists\.txt"/);
      });

      test('has compilers to choose from, and keeps its cache when another is chosen', async () => {
        const [gcc] = await findCompilers(testEngine.engine, sample.container, []);

        assert.equal(gcc?.cxxContainerPath, '/usr/bin/g++');
        await assert.rejects(
          sample.project.build(
            { ...defaultBuildSettings, compilers: gcc },
            [],
            new RecordingSink(),
          ),
          (error) => error instanceof BuildDirectoryError && error.problem === 'otherCompilers',
        );
      });
    }

    if (image === 'bullseye') {
      test('is not built by presets, which its CMake would pass over in silence', async () => {
        await writeFile(join(sample.hostFolder, 'CMakePresets.json'), presetsText);

        await assert.rejects(
          sample.project.build(await presetSettings(), [], new RecordingSink()),
          (error) =>
            error instanceof UserError &&
            /"quick" needs CMake 3\.25, and the container "[^"]+" has 3\.18/.test(error.message),
        );
      });
    } else {
      test('is configured and built by presets, where they say', async () => {
        await writeFile(join(sample.hostFolder, 'CMakePresets.json'), presetsText);
        const settings = await presetSettings();
        const sink = new RecordingSink();

        const result = await sample.project.build(settings, ['harbour'], sink);
        const targets = await sample.project.targets(settings);
        const again = new RecordingSink();
        await sample.project.build(settings, [], again);
        const other = new RecordingSink();
        await sample.project.build({ ...settings, configureArguments: ['-DMORE=1'] }, [], other);

        assert.deepEqual(result, { step: 'build', exitCode: 0, errors: 0, warnings: 1 });
        assert.deepEqual(sink.commands.map(cmakeArguments), [
          'cmake --preset quick',
          'cmake --build --preset sail --target harbour',
        ]);
        assert.deepEqual(again.commands.map(cmakeArguments), ['cmake --build --preset sail']);
        assert.equal(other.commands.map(cmakeArguments)[0], 'cmake --preset quick -DMORE=1');
        assert.equal(
          targets?.find(({ name }) => name === 'harbour')?.artifactContainerPath,
          '/workspace/build-quick/Release/harbour',
        );
        assert.equal(sink.progress.at(-1)?.fraction, 1);
      });

      test('runs a workflow, with the problems of its build at their files', async () => {
        await sample.run('rm', '-r', '/workspace/build-quick');
        const sink = new RecordingSink();

        const result = await sample.project.runWorkflow(await presetSettings(), 'voyage', sink);

        assert.deepEqual(result, { step: 'build', exitCode: 0, errors: 0, warnings: 1 });
        assert.equal(sink.diagnostics[0]?.location.path, join(sample.hostFolder, 'fleet/dock.cpp'));
      });

      test('packages by a preset what the preset names, and leaves the sources alone', async () => {
        const lists = join(sample.hostFolder, 'CMakeLists.txt');
        const good = await readFile(lists, 'utf8');
        await writeFile(lists, `${good}install(TARGETS harbour DESTINATION bin)\ninclude(CPack)\n`);
        const sink = new RecordingSink();
        const settings = await presetSettings();
        const { preset } = settings;
        assert.ok(preset);
        const job = {
          kind: 'package',
          preset: { name: 'crate', configurations: ['Debug'] },
        } as const;

        const named = await sample.project.perform(settings, job, sink);
        const told = await sample.project.perform(
          {
            ...settings,
            buildDirectory: 'build-told',
            preset: { ...preset, namesDirectory: false },
          },
          { kind: 'package', preset: { name: 'crate', configurations: [] } },
          sink,
        );
        await writeFile(lists, good);

        assert.deepEqual([named.exitCode, told.exitCode], [0, 0], sink.text);
        assert.match(sink.text, /Install project: harbour \[Debug\]/);
        assert.match(sink.text, /package: \S*\/build-quick\/harbour-\S+\.tar\.gz generated/);
        assert.match(sink.text, /package: \S*\/build-told\/harbour-\S+ generated/);
        assert.equal(await sample.run('find', '/workspace', '-maxdepth', '1', '-name', '*.gz'), '');
      });
    }

    test('leaves a build folder of the host alone and offers another', async () => {
      const cache = join(sample.hostFolder, 'build/CMakeCache.txt');
      const own = await readFile(cache, 'utf8');
      const foreign = own.replace(
        /^CMAKE_HOME_DIRECTORY:.*$/m,
        'CMAKE_HOME_DIRECTORY:INTERNAL=/home/me/app',
      );
      await writeFile(cache, foreign);

      await assert.rejects(
        sample.project.build(defaultBuildSettings, [], new RecordingSink()),
        (error) =>
          error instanceof BuildDirectoryError &&
          error.problem === 'foreign' &&
          error.nextSteps[0]?.args?.[0] === containerBuildDirectory,
      );
      const left = await readFile(cache, 'utf8');
      await writeFile(cache, own);

      assert.equal(left, foreign);
    });
  });
}

const presetsText = JSON.stringify({
  version: 6,
  configurePresets: [
    {
      name: 'base',
      hidden: true,
      generator: 'Ninja Multi-Config',
      binaryDir: '${sourceDir}/$env{PLACE}',
      environment: { PLACE: 'build-${presetName}' },
    },
    { name: 'quick', inherits: 'base' },
  ],
  buildPresets: [{ name: 'sail', configurePreset: 'quick', configuration: 'Release', jobs: 2 }],
  packagePresets: [
    { name: 'crate', configurePreset: 'quick', generators: ['TGZ'], configurations: ['Debug'] },
  ],
  workflowPresets: [
    {
      name: 'voyage',
      steps: [
        { type: 'configure', name: 'quick' },
        { type: 'build', name: 'sail' },
      ],
    },
  ],
});

/** A shown command line from `cmake` on. */
function cmakeArguments(command: string): string {
  return command.slice(command.indexOf(' cmake ') + 1);
}

/** The trimmed beginning of a source line, from its column on, up to the semicolon. */
async function lineAt({ path, line }: { path: string; line: number }): Promise<string | undefined> {
  const text = (await readFile(path, 'utf8')).split('\n')[line - 1];
  return text?.trim().replace(/;.*$/, ';');
}
