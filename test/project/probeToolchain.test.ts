import assert from 'node:assert/strict';
import { silentLogger } from '../../src/base/logger';
import { UserError } from '../../src/base/errors';
import { createPathMap } from '../../src/domain/pathMap';
import { defaultBuildSettings } from '../../src/project/buildSettings';
import { CMakeProject } from '../../src/project/cmakeProject';
import { probeToolchain } from '../../src/project/probeToolchain';
import { openTestEngine, type TestEngine } from '../support/testEngine';

suite('The probe of the toolchain', function () {
  // Compilers share a busy machine with other suites.
  this.timeout(240_000);
  let testEngine: TestEngine;

  suiteSetup(async () => {
    testEngine = await openTestEngine();
  });

  suiteTeardown(async () => {
    await testEngine.dispose();
  });

  for (const [image, name, cmake, gcc, gdb] of [
    ['bullseye', 'Debian GNU/Linux 11 (bullseye)', /^3\.18\./, /^10\./, /^10\./],
    ['bookworm', 'Debian GNU/Linux 12 (bookworm)', /^3\.25\./, /^12\./, /^13\./],
    ['trixie', 'Debian GNU/Linux 13 (trixie)', /^3\.31\./, /^14\./, /^16\./],
  ] as const) {
    test(`finds everything in ${image}`, async () => {
      const container = await testEngine.run({ image: `drydock-test/${image}` });

      const toolchain = await probeToolchain(testEngine.engine, container, {});

      assert.equal(toolchain.os.name, name);
      assert.match(toolchain.tools.cmake?.version ?? '', cmake);
      assert.match(toolchain.tools['g++']?.version ?? '', gcc);
      assert.match(toolchain.tools.gdb?.version ?? '', gdb);
      assert.deepEqual(toolchain.missing, []);
    });
  }

  test('says how to install the debugger that is missing', async () => {
    const container = await testEngine.run({ image: 'drydock-test/no-gdb' });

    const toolchain = await probeToolchain(testEngine.engine, container, {});

    assert.deepEqual(
      toolchain.missing.map((one) => one.name),
      ['gdb'],
    );
    assert.match(toolchain.installCommand ?? '', /^apt-get update && apt-get install .* gdb$/);
  });

  test('works where there is nothing but a shell, and a build there says what is missing', async () => {
    const container = await testEngine.run({
      image: 'drydock-test/busybox',
      mounts: [{ kind: 'bind', source: process.cwd(), target: '/workspace', readOnly: true }],
    });

    const toolchain = await probeToolchain(testEngine.engine, container, {});

    assert.deepEqual(
      toolchain.missing.map((one) => one.name),
      ['g++', 'cmake', 'ninja', 'gdb'],
    );
    assert.equal(toolchain.installCommand, undefined);
    const place = {
      container,
      sourceContainerPath: '/workspace/test/workspaces/cpp-app',
      pathMap: createPathMap([], { platform: 'linux' }),
    };
    const project = new CMakeProject(testEngine.engine, place, toolchain, silentLogger);
    await assert.rejects(
      project.build(defaultBuildSettings, [], {}),
      (error) => error instanceof UserError && error.message.includes('has no g++, cmake, ninja'),
    );
  });

  test('runs as another user and sees the limits of the container', async () => {
    const container = await testEngine.run({
      image: 'drydock-test/bookworm',
      cpus: 1,
      capAdd: ['SYS_PTRACE'],
      securityOpt: ['seccomp=unconfined'],
    });

    const asRoot = await probeToolchain(testEngine.engine, container, {});
    const asUser = await probeToolchain(testEngine.engine, container, { user: '1000:1000' });

    assert.equal(asRoot.cpus, 1);
    assert.equal(asRoot.sysPtrace, true);
    assert.equal(asRoot.seccomp, false);
    assert.deepEqual([asUser.uid, asUser.gid], [1000, 1000]);
    assert.equal(asUser.tools.cmake?.version, asRoot.tools.cmake?.version);
  });
});
