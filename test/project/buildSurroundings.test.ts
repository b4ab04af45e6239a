import assert from 'node:assert/strict';
import { watch } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError, UserError } from '../../src/base/errors';
import { silentLogger } from '../../src/base/logger';
import { createPathMap } from '../../src/domain/pathMap';
import { defaultBuildSettings } from '../../src/project/buildSettings';
import { CMakeProject } from '../../src/project/cmakeProject';
import { handBack } from '../../src/project/handBack';
import { probeToolchain } from '../../src/project/probeToolchain';
import { openTestEngine, type TestEngine } from '../support/testEngine';
import {
  openSampleProject,
  ordinaryUser,
  RecordingSink,
  type SampleProject,
} from './sampleProject';

suite('What surrounds a build', function () {
  // Compilers share a busy machine with other suites.
  this.timeout(240_000);
  let testEngine: TestEngine;
  let sample: SampleProject;

  suiteSetup(async () => {
    testEngine = await openTestEngine();
  });

  setup(async () => {
    sample = await openSampleProject(testEngine, 'drydock-test/bookworm');
  });

  teardown(async () => {
    await sample.dispose();
  });

  suiteTeardown(async () => {
    await testEngine.dispose();
  });

  for (const [what, trap] of [
    ['', ''],
    [' that ignores the first signal', "trap '' TERM INT; "],
  ] as const) {
    test(`cancelling ends every process of a step${what}`, async () => {
      await writeFile(
        join(sample.hostFolder, 'CMakeLists.txt'),
        [
          'cmake_minimum_required(VERSION 3.10)',
          'project(slow LANGUAGES CXX)',
          'add_custom_target(wait ALL COMMAND sh /workspace/slow.sh VERBATIM)',
        ].join('\n'),
      );
      await writeFile(
        join(sample.hostFolder, 'slow.sh'),
        `${trap}touch /workspace/build/begun\nsleep 98765\n`,
      );
      await sample.project.configure(defaultBuildSettings, new RecordingSink());
      const controller = new AbortController();
      const watcher = watch(join(sample.hostFolder, 'build'));
      watcher.on('change', (_, name) => {
        if (name === 'begun') {
          controller.abort();
        }
      });

      await assert.rejects(
        sample.project.build(defaultBuildSettings, [], new RecordingSink(), controller.signal),
        CancelledError,
      );
      watcher.close();

      assert.equal(await processesOf(sample, 'sleep 98765|slow.sh|cmake|ninja'), '');
    });
  }

  test('a build folder that an earlier build made for root is built on as root, and says so', async () => {
    await sample.projectOf({ uid: 0, gid: 0 }).build(defaultBuildSettings, [], new RecordingSink());
    const sink = new RecordingSink();

    const result = await sample.project.build(defaultBuildSettings, [], sink);

    assert.equal(result.exitCode, 0);
    assert.match(sink.text, /cannot be written by the user \d+:\d+, so this build runs as 0:0/);
  });

  test('such a folder can be given back, and belongs to who builds from then on', async () => {
    await sample.projectOf({ uid: 0, gid: 0 }).build(defaultBuildSettings, [], new RecordingSink());
    const foreign = await sample.project.foreignFolder(defaultBuildSettings);
    assert.ok(foreign);

    await handBack(testEngine.engine, foreign);

    assert.equal(await sample.project.foreignFolder(defaultBuildSettings), undefined);
    assert.equal(
      (await stat(join(sample.hostFolder, 'build/CMakeCache.txt'))).uid,
      ordinaryUser.uid,
    );
    assert.equal((await stat(join(sample.hostFolder, 'CMakeLists.txt'))).uid, ordinaryUser.uid);
  });

  test('a user whom the image does not know has a home that can be written', async () => {
    await writeFile(
      join(sample.hostFolder, 'CMakeLists.txt'),
      [
        'cmake_minimum_required(VERSION 3.10)',
        'project(home NONE)',
        'file(WRITE "$ENV{HOME}/.cache/drydock" "x")',
        'file(WRITE "${CMAKE_BINARY_DIR}/home.txt" "$ENV{HOME}")',
      ].join('\n'),
    );

    const result = await sample.project.configure(defaultBuildSettings, new RecordingSink());

    assert.equal(result.exitCode, 0);
    const { uid } = await stat(join(sample.hostFolder, 'build/home.txt'));
    assert.equal(uid, ordinaryUser.uid);
  });

  test('the docker line that does the same is told before each step', async () => {
    const sink = new RecordingSink();

    await sample.project.build(defaultBuildSettings, ['fleet'], sink);

    const user = `-u ${ordinaryUser.uid}:${ordinaryUser.gid} -w /workspace ${sample.container}`;
    assert.equal(
      sink.commands[0],
      `docker exec ${user} cmake -S /workspace -B /workspace/build -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_EXPORT_COMPILE_COMMANDS=ON`,
    );
    assert.match(
      sink.commands[1] ?? '',
      /cmake --build \/workspace\/build --target fleet -- -j\d+$/,
    );
    await sample.run('sh', '-c', 'rm -rf /workspace/build');
    assert.match(
      await sample.run('sh', '-c', sink.commands[0].replace(/^.* (?=cmake )/, '')),
      /Generating done/,
    );
  });

  test('a folder that the container does not have is said so', async () => {
    const place = {
      container: sample.container,
      sourceContainerPath: '/nowhere',
      pathMap: createPathMap([], { platform: 'linux' }),
    };
    const toolchain = await probeToolchain(testEngine.engine, sample.container, {});
    const project = new CMakeProject(testEngine.engine, place, toolchain, silentLogger);

    await assert.rejects(
      project.build(defaultBuildSettings, [], new RecordingSink()),
      (error) => error instanceof UserError && error.message.includes('no folder "/nowhere"'),
    );
  });

  test('the settings reach CMake: build type, more arguments, environment', async () => {
    const sink = new RecordingSink();
    const settings = {
      buildDirectory: 'out/x y',
      buildType: 'RelWithDebInfo',
      configureArguments: ['-DGREETING=a b'],
      environment: ['CXXFLAGS=-DFROM_ENVIRONMENT'],
    };

    const result = await sample.project.build(settings, [], sink);

    assert.equal(result.exitCode, 0);
    const cache = await sample.run('cat', '/workspace/out/x y/CMakeCache.txt');
    assert.match(cache, /^CMAKE_BUILD_TYPE:STRING=RelWithDebInfo$/m);
    assert.match(cache, /^GREETING:UNINITIALIZED=a b$/m);
    assert.match(cache, /^CMAKE_CXX_FLAGS:STRING=-DFROM_ENVIRONMENT$/m);
  });
});

/** The command lines in the container that match. */
function processesOf(sample: SampleProject, pattern: string): Promise<string> {
  return sample.run(
    'sh',
    '-c',
    'ps -eo args= | grep -E "$1" | grep -v grep || true',
    'sh',
    `^(/usr/bin/)?(sh /workspace/)?(${pattern})`,
  );
}
