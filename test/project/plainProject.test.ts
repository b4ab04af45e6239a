import assert from 'node:assert/strict';
import { chown, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../src/base/errors';
import { silentLogger } from '../../src/base/logger';
import type { BuildSystem } from '../../src/domain/buildSystem';
import { createPathMap } from '../../src/domain/pathMap';
import { runInContainer } from '../../src/engine/runInContainer';
import { defaultBuildSettings } from '../../src/project/buildSettings';
import { findBuildSystem } from '../../src/project/findBuildSystem';
import { inOwnFolder } from '../../src/project/ownFolder';
import { PlainProject } from '../../src/project/plainProject';
import { probeToolchain } from '../../src/project/probeToolchain';
import { openTestEngine, type TestEngine } from '../support/testEngine';
import { ordinaryUser, RecordingSink } from './sampleProject';

suite('A project without CMake, in drydock-test/bookworm', function () {
  // Compilers share a busy machine with other suites.
  this.timeout(240_000);
  let testEngine: TestEngine;
  let hostFolder: string;
  let container: string;

  suiteSetup(async () => {
    testEngine = await openTestEngine();
    hostFolder = await mkdtemp(join(tmpdir(), 'drydock-plain-'));
    await mkdir(join(hostFolder, 'make/src'), { recursive: true });
    await writeFile(
      join(hostFolder, 'make/Makefile'),
      'app: src/main.o\n\t$(CC) -o $@ $^\nclean:\n\trm -f app src/*.o\ntest: app\n\t./app\n',
    );
    await writeFile(join(hostFolder, 'make/src/main.c'), 'int main(void) { int x; return 0; }\n');
    await mkdir(join(hostFolder, 'meson'));
    await writeFile(
      join(hostFolder, 'meson/meson.build'),
      "project('ferry', 'c')\ntest('sails', executable('ferry', 'ferry.c'))\n",
    );
    await writeFile(join(hostFolder, 'meson/ferry.c'), 'int main(void) { return 0; }\n');
    for (const entry of ['.', 'make', 'make/src', 'meson']) {
      await chown(join(hostFolder, entry), ordinaryUser.uid, ordinaryUser.gid);
    }
    container = await testEngine.run({
      image: 'drydock-test/bookworm',
      mounts: [{ kind: 'bind', source: hostFolder, target: '/workspace' }],
    });
  });

  suiteTeardown(async () => {
    await runInContainer(testEngine.engine, container, {
      argv: ['sh', '-c', 'rm -rf /workspace/*'],
      user: '0:0',
    });
    await rm(hostFolder, { recursive: true });
    await testEngine.dispose();
  });

  const open = async (
    folder: string,
    system: Exclude<BuildSystem, 'cmake'>,
  ): Promise<PlainProject> => {
    const { engine } = testEngine;
    const { mounts } = await engine.inspectContainer(container);
    return new PlainProject(
      engine,
      {
        container,
        sourceContainerPath: `/workspace/${folder}`,
        pathMap: createPathMap(mounts, { platform: 'linux' }),
        hostUser: ordinaryUser,
      },
      await probeToolchain(engine, container, {}),
      system,
      silentLogger,
    );
  };

  test('is built, cleaned and tested by its Makefile, with the problems at their files', async () => {
    const { engine } = testEngine;
    assert.equal(await findBuildSystem(engine, container, '/workspace/make', {}), 'make');
    const project = await open('make', 'make');
    const sink = new RecordingSink();
    const settings = { ...defaultBuildSettings, environment: ['CFLAGS=-Wall -g'] };

    const built = await project.perform(settings, { kind: 'build', targets: [] }, sink);
    const targets = await project.targets(settings);
    const again = await project.perform(settings, { kind: 'build', targets: ['app'] }, sink);
    const tested = await project.perform(settings, { kind: 'test' }, sink);
    const owner = await stat(join(hostFolder, 'make/app'));
    await project.perform(settings, { kind: 'build', targets: ['clean'] }, sink);

    assert.deepEqual(built, { step: 'build', exitCode: 0, errors: 0, warnings: 1 });
    assert.equal(sink.diagnostics[0]?.location.path, join(hostFolder, 'make/src/main.c'));
    assert.deepEqual(
      targets.map(({ name, artifactContainerPath }) => [name, artifactContainerPath]),
      [['app', '/workspace/make/app']],
    );
    assert.deepEqual([again.exitCode, tested.exitCode], [0, 0]);
    assert.equal(owner.uid, ordinaryUser.uid);
    assert.deepEqual(await project.targets(settings), []);
    await assert.rejects(
      project.configure(settings, sink),
      (error) => error instanceof UserError && error.message.includes('not configured'),
    );
  });

  test('is built by commands of its own, whose failure is its exit code', async () => {
    const project = await open('make', 'commands');
    const settings = {
      ...defaultBuildSettings,
      commands: {
        build: ['cc', '-Wall', 'src/main.c', '-o', 'own'],
        test: 'test -x own && exit 3',
      },
    };
    const sink = new RecordingSink();

    const built = await project.perform(settings, { kind: 'build', targets: [] }, sink);
    const tested = await project.perform(settings, { kind: 'test' }, sink);

    assert.deepEqual(built, { step: 'build', exitCode: 0, errors: 0, warnings: 1 });
    assert.equal(tested.exitCode, 3);
    assert.equal(sink.diagnostics[0]?.location.path, join(hostFolder, 'make/src/main.c'));
    await assert.rejects(
      project.perform(settings, { kind: 'package' }, sink),
      (error) => error instanceof UserError && error.message.includes('no command for "package"'),
    );
  });

  test('is set up, built and tested by Meson', async () => {
    await runInContainer(testEngine.engine, container, {
      argv: [
        ...['sh', '-c'],
        'apt-get update -qq && apt-get install -y -qq --no-install-recommends meson',
      ],
      user: '0:0',
    });
    const project = await open('meson', 'meson');
    const sink = new RecordingSink();

    const built = await project.perform(
      defaultBuildSettings,
      { kind: 'build', targets: ['ferry'] },
      sink,
    );
    const again = await project.configure(defaultBuildSettings, sink, { fresh: true });
    const tested = await project.perform(defaultBuildSettings, { kind: 'test' }, sink);

    assert.deepEqual([built.exitCode, again.exitCode, tested.exitCode], [0, 0, 0], sink.text);
    assert.deepEqual(
      (await project.targets(defaultBuildSettings)).map((target) => [
        target.name,
        target.artifactContainerPath,
      ]),
      [['ferry', '/workspace/meson/build/ferry']],
    );

    const beside = inOwnFolder(defaultBuildSettings, 'gcc10');
    const builtBeside = await project.perform(beside, { kind: 'build', targets: [] }, sink);
    assert.equal(builtBeside.exitCode, 0, sink.text);
    const [ferry] = await project.targets(beside);
    assert.equal(ferry?.artifactContainerPath, '/workspace/meson/build-gcc10/ferry');
  });
});
